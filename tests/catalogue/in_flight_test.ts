import { deepStrictEqual, strictEqual } from "node:assert/strict";
import { parseRelativePath } from "../../lib/model/relative_path.ts";
import { CatalogueOnDisk } from "../fixtures/catalogue_on_disk.ts";

Deno.test("a partial file is remembered from its first byte until it is settled", () => {
  using disk = new CatalogueOnDisk();
  const path = parseRelativePath("a/film");
  const onDrive = { side: "drive", path, replaces: true } as const;
  const atDestination = { side: "destination", path, replaces: false } as const;
  disk.catalogue.inFlight.begin(disk.pairId, [onDrive]);
  disk.catalogue.inFlight.begin(disk.pairId, [onDrive]);
  disk.catalogue.inFlight.begin(disk.pairId, [atDestination]);
  disk.reopen();
  strictEqual(disk.catalogue.inFlight.of(disk.pairId).length, 2);
  disk.catalogue.inFlight.end(disk.pairId, [onDrive]);
  deepStrictEqual(disk.catalogue.inFlight.of(disk.pairId), [atDestination]);
  const of = { entryId: 7n, size: 2 ** 40, mtimeNs: 2n ** 60n + 1n };
  const large = { ...atDestination, of, synced: 5 };
  disk.catalogue.inFlight.begin(disk.pairId, [large]);
  deepStrictEqual(disk.catalogue.inFlight.of(disk.pairId), [large]);
});
