import { deepStrictEqual, strictEqual } from "node:assert/strict";
import { CatalogueOnDisk } from "../fixtures/catalogue_on_disk.ts";

/** One entry aboard, one delivered, both gone from the source, and one that is still there. */
function withMissing(): CatalogueOnDisk {
  const disk = new CatalogueOnDisk();
  const trip = disk.beginTrip("load");
  for (const path of ["aboard", "delivered"]) disk.load(disk.add(path), trip);
  disk.unload(disk.find("delivered"), trip);
  disk.add("present");
  for (const path of ["aboard", "delivered"]) disk.catalogue.missing.add(disk.find(path).id);
  return disk;
}

const states = (disk: CatalogueOnDisk) =>
  ["aboard", "delivered", "present"].map((path) => disk.find(path).state);

Deno.test("decide('skip') keeps what is there, and what is aboard is still unloaded", () => {
  using disk = withMissing();
  disk.catalogue.missing.decide(disk.pairId, "skip");
  deepStrictEqual(states(disk), ["skipped", "skipped", "pending"]);
  strictEqual(disk.catalogue.cargo.tallyToUnload(disk.pairId).files, 1);
  strictEqual(disk.catalogue.missing.tally(disk.pairId).files, 0);
});

Deno.test("decide('remove') marks what is at the destination, and unloads nothing of the rest", () => {
  using disk = withMissing();
  disk.catalogue.missing.decide(disk.pairId, "remove");
  deepStrictEqual(states(disk), ["removed", "removal", "pending"]);
  strictEqual(disk.catalogue.cargo.tallyToUnload(disk.pairId).files, 0);
  strictEqual(disk.catalogue.missing.tally(disk.pairId).files, 0);
});

Deno.test("what is missing is told in files, bytes and folders, and forgotten when not decided", () => {
  using disk = withMissing();
  const { missing } = disk.catalogue;
  missing.add(disk.add("folder/").id);
  deepStrictEqual(missing.tally(disk.pairId), { files: 2, bytes: 20, folders: 1 });
  deepStrictEqual(Array.from(missing.entries(disk.pairId), ({ path }) => path).sort(), [
    "aboard",
    "delivered",
    "folder/",
  ]);
  missing.clear(disk.pairId);
  deepStrictEqual(missing.tally(disk.pairId), { files: 0, bytes: 0, folders: 0 });
  missing.decide(disk.pairId, "remove");
  deepStrictEqual(states(disk), ["aboard", "delivered", "pending"]);
});

Deno.test("what is missing is remembered, of each pair for itself, and forgotten when it is seen again", () => {
  using disk = withMissing();
  disk.reopen();
  const { missing, pairs } = disk.catalogue, other = pairs.ensure("other").id;
  deepStrictEqual(missing.tally(disk.pairId).files, 2);
  deepStrictEqual(missing.tally(other).files, 0);
  missing.clear(other);
  missing.remove(disk.find("aboard").id);
  deepStrictEqual([...missing.entries(disk.pairId)], [{ path: "delivered", bytes: 10 }]);
  strictEqual(missing.isUndecided(disk.find("delivered").id), true);
  disk.catalogue.entries.setState(disk.find("delivered").id, "skipped");
  strictEqual(missing.isUndecided(disk.find("delivered").id), false);
});

Deno.test("decideOne() decides about one, decide() about the rest; what is left is still missing", () => {
  using disk = withMissing();
  const { missing } = disk.catalogue;
  missing.decideOne(disk.pairId, disk.find("delivered").path, "leave");
  missing.decideOne(disk.pairId, disk.find("present").path, "remove");
  missing.decide(disk.pairId, "remove");
  deepStrictEqual(states(disk), ["removed", "delivered", "pending"]);
  deepStrictEqual([...missing.entries(disk.pairId)], [{ path: "delivered", bytes: 10 }]);
  deepStrictEqual(missing.tally(disk.pairId), { files: 1, bytes: 10, folders: 0 });
});
