import { deepStrictEqual, strictEqual } from "node:assert/strict";
import { CargoNames } from "../../lib/operations/cargo_names.ts";
import type { RelativePath } from "../../lib/model/relative_path.ts";
import { CatalogueOnDisk } from "../fixtures/catalogue_on_disk.ts";

/** Which of some names are taken for a new entry's, where others are recorded or under way. */
function takenOf(
  recorded: readonly string[],
  names: readonly string[],
  underWay: readonly string[] = [],
): string[] {
  using disk = new CatalogueOnDisk();
  const { cargo } = disk.catalogue;
  const trip = disk.beginTrip("load");
  for (const path of recorded) disk.load(disk.add(path), trip);
  const entry = disk.add("another file");
  const cargoNames = new CargoNames(cargo, disk.pairId, (name) => underWay.includes(name));
  return names.filter((name) => cargoNames.isTaken(name as RelativePath, entry.id));
}

Deno.test("a name is taken when some file system takes it for another one that is recorded", () => {
  const names = ["a.txt", "A.TXT", "e\u0301", "b.txt", "a.txt2", "ss"];
  deepStrictEqual(takenOf(["a.txt", "\u00c9", "ß"], names), ["a.txt", "A.TXT", "e\u0301", "ss"]);
});

Deno.test("a file takes no folder's name, and no name below a file's", () => {
  deepStrictEqual(
    takenOf(["Folder/x", "File"], ["folder", "Folder", "file/x", "File/x/y", "Folder/y", "Fold"]),
    ["folder", "Folder", "file/x", "File/x/y"],
  );
});

Deno.test("a folder has one spelling, at every depth", () => {
  deepStrictEqual(
    takenOf(["Top/Deep/x"], ["top/y", "Top/deep/y", "Top/Deep/y", "TOP/DEEP/z", "Top/other/y"]),
    ["top/y", "Top/deep/y", "TOP/DEEP/z"],
  );
});

Deno.test("a folder that a name was given in keeps its spelling before anything is recorded there", () => {
  deepStrictEqual(takenOf([], ["New/a", "new/b", "New/c", "new"]), ["new/b", "new"]);
});

Deno.test("what is under way has its name", () => {
  deepStrictEqual(takenOf([], ["a", "b"], ["b"]), ["b"]);
});

Deno.test("another pair's names, and an entry's own, are not taken", () => {
  using disk = new CatalogueOnDisk();
  const { catalogue } = disk;
  const entry = disk.add("a.txt");
  disk.load(entry, disk.beginTrip("load"));
  const name = "A.txt" as RelativePath;
  const isTakenIn = (pairId: bigint, id: bigint) =>
    new CargoNames(catalogue.cargo, pairId, () => false).isTaken(name, id);
  const another = catalogue.pairs.ensure("photos").id;
  strictEqual(isTakenIn(another, 0n), false);
  strictEqual(isTakenIn(disk.pairId, entry.id), false);
  strictEqual(isTakenIn(disk.pairId, 0n), true);
});
