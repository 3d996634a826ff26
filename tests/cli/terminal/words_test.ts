import { deepStrictEqual, doesNotMatch, match, strictEqual } from "node:assert/strict";
import {
  carryLine,
  closingLines,
  dumpedLine,
  moreLine,
  moreSubstitutesLine,
  problemLine,
  stageLine,
  substituteLine,
  waitLine,
} from "../../../lib/cli/terminal/words.ts";
import { MANY, NOTHING, ONE, stageEndOf, talliesOf } from "./events.ts";

Deno.test("a stage opens with why it is this one", () => {
  const event = { event: "stage", pair: "films", source: "/a", destination: "/b" } as const;
  match(
    stageLine({ ...event, stage: "unload", reason: "the destination /b is here" }),
    /films.*unloading.*the destination \/b is here/,
  );
  match(stageLine({ ...event, stage: "load", reason: "" }), /films.*loading.*as you asked/);
});

Deno.test("a load that had nothing to do but leave what is held says so", () => {
  const idle = stageEndOf({ tallies: talliesOf({}), held: MANY, proofs: { cold: 0, reread: 0 } });
  deepStrictEqual(closingLines(idle), [
    "films: nothing new now on the drive; 1,204 files, 3 GiB held at the source, as the config says " +
    "(hold).",
  ]);
  deepStrictEqual(closingLines({ ...idle, held: NOTHING }), []);
});

Deno.test("a file that waits is named with its size and the reason", () => {
  const event = { event: "waiting", pair: "films", path: "a.mov", bytes: 2048 } as const;
  for (const stage of ["load", "unload"] as const) {
    for (
      const reason of ["no-room", "never-fits", "name-not-possible", "link-not-possible"] as const
    ) {
      match(waitLine(stage, { ...event, reason }), /a\.mov \(2 KiB\): .*(drive|destination)/);
    }
  }
  match(carryLine({ event: "carry", pair: "films", path: "a.mov", bytes: 1 }), /a\.mov \(1 byte\)/);
  match(moreLine("waits", 1), /waits.*1 more file /);
  match(moreLine("goes", 1000), /goes.*1,000 more files /);
});

Deno.test("a problem is told with its file, or without one where it is about none", () => {
  const problem = { event: "problem", pair: "films", code: "unreadable", message: "No" } as const;
  strictEqual(problemLine({ ...problem, path: "a/b" }), "films: a/b: No");
  strictEqual(problemLine({ ...problem, path: "" }), "films: No");
});

Deno.test("the close of a stage says what is where now, each number with its noun", () => {
  const tallies = talliesOf({ carried: MANY, instructed: ONE, failed: ONE, waiting: MANY });
  const load = closingLines(stageEndOf({ tallies, tripsRemaining: 1 })).join("\n");
  match(load, /^films: 1,204 files, 3 GiB now on the drive; 1 file, 1 byte settled without/);
  match(load, /1 file, 1 byte could not be carried .*1,204 files.*about 1 more trip\./);
  doesNotMatch(load, /removed/);
  const removed = talliesOf({ carried: ONE, removed: ONE });
  const unload = closingLines(stageEndOf({ stage: "unload", tallies: removed })).join("\n");
  match(unload, /1 file, 1 byte now at the destination; 1 file, 1 byte removed at the destination/);
});

Deno.test("what is at the destination under another name is named, and counted at the close", () => {
  const event = { event: "substitute", pair: "films", path: "a:b", place: "a%3Ab" } as const;
  match(substituteLine(event), /a%3Ab.*a:b/);
  match(moreSubstitutesLine(2), /2 more names/);
  const closing = closingLines(stageEndOf({ stage: "unload", substituted: ONE })).join("\n");
  match(closing, /1 file, 1 byte of it under another name/);
});

Deno.test("the close says how the bytes were proven, and nothing of it where there were none", () => {
  const closing = (cold: number, reread: number) =>
    closingLines(stageEndOf({ proofs: { cold, reread } })).join("\n");
  match(closing(3, 0), /Every byte was read back from the medium and proven\. Took 1 s\./);
  match(closing(0, 3), /read back and proven.*cache.* was not bypassed\./);
  match(closing(3, 1), /1 file .*cache.* was not bypassed\./);
  doesNotMatch(closing(0, 0), /Every byte/);
});

Deno.test("an interrupted stage says that nothing is lost and what to do", () => {
  const closing = closingLines(stageEndOf({ result: "interrupted" })).join("\n");
  match(closing, /interrupted.*recorded.*[Rr]un/s);
});

Deno.test("a dump says how much of whose cargo it deleted", () => {
  match(
    dumpedLine({ event: "dumped", pair: "films", removed: MANY, undelivered: NOTHING }),
    /films: 1,204 files, 3 GiB .*deleted/,
  );
});
