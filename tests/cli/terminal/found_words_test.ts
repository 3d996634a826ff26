import { match, strictEqual } from "node:assert/strict";
import { foundLines } from "../../../lib/cli/terminal/found_words.ts";
import type { FoundFile } from "../../../lib/operations/mod.ts";
import { parseRelativePath } from "../../../lib/model/relative_path.ts";

const PLACE = { since: 0, proof: "cold", provenAt: 0, isLatest: true, as: null } as const;
const NOWHERE = { source: null, drive: null, destination: null };

/** A file of one byte that is nowhere, unless said otherwise. */
function fileOf(facts: Partial<FoundFile>): FoundFile {
  return {
    pair: "films",
    path: parseRelativePath("a\x1b"),
    kind: "file",
    state: "pending",
    isHeld: false,
    isUndecided: false,
    parts: null,
    problem: null,
    size: 1,
    mtimeNs: 0n,
    digest: null,
    where: NOWHERE,
    ...facts,
  };
}

const firstLine = (facts: Partial<FoundFile>) => foundLines(fileOf(facts))[0]!;

Deno.test("every state of a file has its words", () => {
  const drive = { ...PLACE, hasArrived: false };
  const at = (facts: Partial<FoundFile["where"]>) => ({ where: { ...NOWHERE, ...facts } });
  strictEqual(firstLine({}), "films: a\\u001b (1 byte): at the source only");
  match(firstLine({ problem: "unreadable" }), /source only, .*could not carry it \(unreadable\)$/);
  match(firstLine(at({ destination: PLACE })), /changed at the source, the new version waits/);
  match(firstLine({ isHeld: true }), /: held at the source, as the config says \(hold\)$/);
  match(
    firstLine({ isHeld: true, ...at({ destination: PLACE }) }),
    /: changed at the source, the new version is held at the source/,
  );
  match(firstLine({ state: "damaged", isHeld: true }), /: damaged, and held .* no load carries it/);
  match(firstLine({ state: "aboard", ...at({ drive }) }), /: aboard the drive$/);
  match(firstLine({ state: "aboard" }), /: on its way, in the catalogue alone$/);
  match(firstLine({ state: "delivered" }), /: at the destination$/);
  match(firstLine({ state: "skipped", ...at({ destination: PLACE }) }), /kept at the destination$/);
  match(firstLine({ state: "skipped", ...at({ drive }) }), /still on its way$/);
  match(firstLine({ state: "skipped" }), /gone from the source$/);
  match(firstLine({ state: "removal" }), /to be removed at the destination$/);
  match(firstLine({ state: "removed" }), /gone from the source and from the destination$/);
  match(firstLine({ state: "damaged" }), /damaged, the next trip brings it again$/);
  match(firstLine({ state: "adopted", size: null }), /\(size unknown\): .*by somebody else$/);
});

Deno.test("what is gone from the source and not decided is never said to be at the source", () => {
  const gone = (state: FoundFile["state"]) => firstLine({ state, isUndecided: true });
  match(gone("delivered"), /: at the destination; gone from the source, not decided yet$/);
  match(gone("aboard"), /; gone from the source, not decided yet$/);
  for (const lost of ["pending", "damaged"] as const) {
    match(gone(lost), /\(1 byte\): gone from the source, not decided yet$/);
  }
});

Deno.test("each place is told with its date and proof, a link without one", () => {
  const drive = { ...PLACE, provenAt: null, isLatest: false, hasArrived: true };
  const destination = { ...PLACE, proof: "reread" } as const;
  const where = { source: null, drive, destination };
  const [, aboard, arrived] = foundLines(fileOf({ where }));
  match(
    aboard!,
    /^ {4}a version before it on the drive since .* 19\d\d.*, proven by reading it back from the medium$/,
  );
  match(
    arrived!,
    /^ {4}at the destination since .*, proven by .*, perhaps from the computer's memory on .* 19\d\d/,
  );
  const link = foundLines(fileOf({ kind: "link", where: { ...where, drive: null } }));
  match(link[1]!, /^ {4}at the destination since [^,]*, \d\d:\d\d$/);
});

Deno.test("a place is told with the name that a file has there, where that is another", () => {
  const destination = { ...PLACE, as: parseRelativePath("a%1B") };
  const [, arrived] = foundLines(fileOf({ where: { ...NOWHERE, destination } }));
  match(arrived!, /^ {4}at the destination as a%1B since /);
});
