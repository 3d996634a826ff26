import { deepStrictEqual, strictEqual, throws } from "node:assert/strict";
import type { RelativePath } from "../../lib/model/relative_path.ts";
import { CatalogueOnDisk, scanned } from "../fixtures/catalogue_on_disk.ts";

function below({ catalogue, pairId }: CatalogueOnDisk, folder: string): string[] {
  return Array.from(catalogue.listing.below(pairId, folder as RelativePath), ({ path }) => path);
}

Deno.test("below() gives what lies in a folder, and nothing beside it, of the one pair", () => {
  using disk = new CatalogueOnDisk();
  const { catalogue, pairId } = disk;
  for (const path of ["a", "a.txt", "a/", "a/b", "a/c/", "a/c/d", "a0", "ab/c"]) disk.add(path);
  catalogue.entries.add(catalogue.pairs.ensure("another").id, scanned("a/of another"));
  deepStrictEqual(below(disk, "a/"), ["a/b", "a/c/", "a/c/d"]);
  deepStrictEqual(below(disk, "").length, 8);
  const isFolder = (folder: string) => catalogue.listing.isFolder(pairId, folder as RelativePath);
  deepStrictEqual(["a/", "a/c/", "ab/", "a/b/", "a0/", "b/"].map(isFolder), [
    true,
    true,
    true,
    false,
    false,
    false,
  ]);
});

Deno.test("below() gives more than a page in the order of their paths", () => {
  using disk = new CatalogueOnDisk();
  disk.catalogue.transaction(() => {
    for (let number = 0; number < 2500; number++) {
      disk.catalogue.entries.add(disk.pairId, scanned(`${number % 2}/${10_000 + number}`));
    }
  });
  const paths = below(disk, "1/");
  strictEqual(paths.length, 1250);
  deepStrictEqual(paths, paths.toSorted());
});

Deno.test("a newer version that waits is told from one of which nothing has travelled", () => {
  using disk = new CatalogueOnDisk();
  const { entries } = disk.catalogue;
  for (const path of ["aboard", "delivered"]) disk.load(disk.add(path), disk.beginTrip("load"));
  disk.unload(disk.find("delivered"), disk.beginTrip("unload"));
  disk.add("new");
  for (const path of ["aboard", "delivered"]) entries.setState(disk.find(path).id, "pending");
  const rows = [...disk.catalogue.listing.below(disk.pairId, "")];
  deepStrictEqual(rows.map(({ path, isNewer }) => [path, isNewer]), [
    ["aboard", true],
    ["delivered", true],
    ["new", false],
  ]);
});

Deno.test("a path that Waterlock cannot have written is refused, and no list goes on for ever", () => {
  for (const path of ["'a/../b'", "CAST(x'612FFF' AS TEXT)"]) {
    using disk = new CatalogueOnDisk();
    disk.add("a/b");
    disk.tamper(
      `INSERT INTO entry (pair_id, path, kind, size, mtime_ns, state)
       VALUES (1, ${path}, 'file', 1, 1, 'pending')`,
    );
    throws(() => below(disk, "a/"), /Waterlock cannot have written/);
  }
});
