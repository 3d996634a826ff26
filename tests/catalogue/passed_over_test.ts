import { deepStrictEqual, strictEqual, throws } from "node:assert/strict";
import { WaterlockError } from "../../lib/model/errors.ts";
import { CatalogueOnDisk } from "../fixtures/catalogue_on_disk.ts";

const LINKS = { code: "link-loop", names: 1, example: "a" };
const NAMES = { code: "name-not-utf8", names: 3, example: "b\\xff" };

Deno.test("what the last scan of a source passed over is remembered, of each pair for itself", () => {
  using disk = new CatalogueOnDisk();
  disk.catalogue.passedOver.replace(disk.pairId, [LINKS, NAMES]);
  disk.reopen();
  const { passedOver, pairs } = disk.catalogue, other = pairs.ensure("other").id;
  deepStrictEqual(passedOver.of(disk.pairId), [NAMES, LINKS]);
  deepStrictEqual(passedOver.of(other), []);
  passedOver.replace(other, [LINKS]);
  passedOver.replace(disk.pairId, []);
  deepStrictEqual([passedOver.of(disk.pairId), passedOver.of(other)], [[], [LINKS]]);
});

Deno.test("a scan that passes over the same as the one before changes nothing", () => {
  using disk = new CatalogueOnDisk();
  disk.catalogue.passedOver.replace(disk.pairId, [NAMES, LINKS]);
  const { changes } = disk.catalogue;
  disk.catalogue.passedOver.replace(disk.pairId, [LINKS, NAMES]);
  strictEqual(disk.catalogue.changes, changes);
});

Deno.test("fewer names than one are nothing that Waterlock has written", () => {
  using disk = new CatalogueOnDisk();
  disk.catalogue.passedOver.replace(disk.pairId, [LINKS]);
  disk.tamper("UPDATE passed_over SET names = -1");
  throws(() => disk.catalogue.passedOver.of(disk.pairId), WaterlockError);
});
