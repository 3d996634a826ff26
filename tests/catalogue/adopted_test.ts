import { deepStrictEqual, strictEqual } from "node:assert/strict";
import { parseRelativePath } from "../../lib/model/relative_path.ts";
import { CatalogueOnDisk, digestOf } from "../fixtures/catalogue_on_disk.ts";

Deno.test("what has been delivered or moved away from a path is not there as others brought it", () => {
  using disk = new CatalogueOnDisk();
  const { adopted, deliveries } = disk.catalogue;
  const trip = disk.beginTrip("load");
  for (const name of ["delivered", "moved", "known to nobody", "stays"]) {
    const path = parseRelativePath(name);
    adopted.record(disk.pairId, { path, size: 10, mtimeNs: 1n, digest: digestOf(name) });
  }
  const other = disk.catalogue.pairs.ensure("another").id;
  const delivered = parseRelativePath("delivered");
  adopted.record(other, { path: delivered, size: null, mtimeNs: 1n, digest: null });

  for (const name of ["delivered", "moved", "stays"]) disk.add(name);
  disk.load(disk.find("delivered"), trip);
  disk.unload(disk.find("delivered"), trip);
  deliveries.forgetPath(disk.pairId, parseRelativePath("moved"));
  deliveries.forgetPath(disk.pairId, parseRelativePath("known to nobody"));
  const left = Array.from(adopted.inPathOrder(disk.pairId), ({ path }) => path);
  deepStrictEqual(left, ["stays"]);
  strictEqual(adopted.tally(other).files, 1, "another pair's is another file");
});
