import { deepStrictEqual } from "node:assert/strict";
import { CatalogueOnDisk, digestOf, scanned } from "../fixtures/catalogue_on_disk.ts";

/** A catalogue in which files have arrived and still lie on the drive. */
function delivered(...paths: string[]): CatalogueOnDisk {
  const disk = new CatalogueOnDisk();
  const { catalogue, pairId } = disk, { entries } = catalogue;
  catalogue.transaction(() => {
    const trip = disk.beginTrip("load");
    for (const path of paths) entries.add(pairId, scanned(path));
    for (const listed of [...entries.inPathOrder(pairId)]) {
      const entry = entries.withTravels(listed);
      disk.load(entry, trip);
      disk.unload(entry, trip);
    }
  });
  return disk;
}

Deno.test("lineUp() orders by the last verification, those never verified and those of the future first", () => {
  using disk = delivered("a", "b", "c", "d", "e");
  const { verification } = disk.catalogue;
  for (const [path, at] of [["a", 30], ["b", 999], ["c", 10], ["e", 20]] as const) {
    verification.markCargo(disk.find(path).id, at);
  }
  deepStrictEqual(verification.lineUp(disk.pairId, "drive", 100), { files: 5, bytes: 50 });
  const order = Array.from(verification.cargoInTurn(), ({ entry }) => entry.path);
  deepStrictEqual(order, ["b", "d", "c", "e", "a"]);
});

Deno.test("a turn does not come twice in one line, whatever is recorded meanwhile", () => {
  using disk = delivered(...Array.from({ length: 2500 }, (_, number) => `file ${number}`));
  const { verification, deliveries } = disk.catalogue;
  verification.lineUp(disk.pairId, "destination", 100);
  const seen = new Set<string>();
  let turns = 0;
  disk.catalogue.transaction(() => {
    for (const { entry } of verification.deliveriesInTurn()) {
      turns += 1;
      seen.add(entry.path);
      if (turns % 3 === 0) deliveries.lose(entry.id, "missing");
      else deliveries.markRead(entry.id, 100 + turns, "cold", null);
    }
  });
  deepStrictEqual([turns, seen.size], [2500, 2500]);
});

Deno.test("lineUp() takes what can be verified, and nothing of another pair", () => {
  using disk = delivered("a", "gone", "given up", "dumped");
  disk.tamper("UPDATE entry SET digest = zeroblob(64) WHERE path <> 'a'");
  const { verification, cargo, entries, pairs } = disk.catalogue;
  entries.setState(disk.find("gone").id, "removed");
  cargo.giveUp(disk.find("given up").id);
  cargo.markDumped(disk.find("dumped").id);
  const ends = ["source", "drive", "destination"] as const;
  const count = (pairId: bigint) => ends.map((end) => verification.lineUp(pairId, end, 100).files);
  deepStrictEqual(count(disk.pairId), [2, 2, 4]);
  deepStrictEqual(count(pairs.ensure("another").id), [0, 0, 0]);
});

Deno.test("a new version was never verified, and a loaded one just was", () => {
  using disk = delivered("a");
  const { entries, verification } = disk.catalogue;
  const entry = disk.find("a");
  verification.markSource(entry.id, 50);
  entries.replaceVersion(entry.id, "file", entry, entry.digest, "pending");
  deepStrictEqual(disk.tamper("SELECT verified_at FROM entry")[0]!.verified_at, null);
});

Deno.test("lose() has what is lost brought again, and leaves alone what was decided", () => {
  const states = ["delivered", "skipped", "removal", "pending"] as const;
  for (const how of ["damaged", "missing"] as const) {
    using disk = delivered(...states, "dumped");
    const { deliveries, entries, cargo } = disk.catalogue;
    for (const state of states) entries.setState(disk.find(state).id, state);
    cargo.markDumped(disk.find("dumped").id);
    const healers = [...states, "dumped"].map((path) => deliveries.lose(disk.find(path).id, how));
    deepStrictEqual(healers, ["unload", "unload", undefined, "load", "load"]);
    const after = [...states, "dumped"].map((path) => disk.find(path).state);
    const [first, third, last] = how === "damaged"
      ? ["damaged", "removal", "damaged"]
      : ["aboard", "removed", "pending"];
    deepStrictEqual(after, [first, "skipped", third, "pending", last]);
    deepStrictEqual(
      Array.from(cargo.toUnload(disk.pairId), ({ entry }) => entry.path),
      ["delivered", "skipped"],
    );
  }
});

Deno.test("soFar() counts what was read at any time, at each end by what is recorded there", () => {
  using disk = delivered("a", "b", "c");
  const { deliveries, entries, verification } = disk.catalogue;
  for (const path of ["a", "b"]) {
    const entry = disk.find(path);
    entries.replaceVersion(entry.id, "file", entry, digestOf(path), "delivered");
    deliveries.markRead(entry.id, 40, path === "a" ? "cold" : null, null);
  }
  verification.markSource(disk.find("b").id, 30);
  deepStrictEqual(verification.soFar(disk.pairId, "source"), { files: 1, of: 2, since: 30 });
  deepStrictEqual(verification.soFar(disk.pairId, "drive"), { files: 0, of: 3, since: null });
  deepStrictEqual(verification.soFar(disk.pairId, "destination"), { files: 2, of: 3, since: 5 });
});

Deno.test("tallyProofs() counts what was proven, since when, and what was not", () => {
  using disk = delivered("a", "b", "c");
  const { deliveries } = disk.catalogue;
  deliveries.markRead(disk.find("a").id, 7, "cold", null);
  deliveries.markRead(disk.find("b").id, 9, null, null);
  deliveries.markRead(disk.find("c").id, 5, "reread", null);
  deepStrictEqual(deliveries.tallyProofs(disk.pairId), {
    files: 2,
    bytes: 20,
    since: 5,
    never: { files: 1, bytes: 10 },
    edited: { files: 1, bytes: 10 },
    proofs: { cold: 1, reread: 1 },
  });
});
