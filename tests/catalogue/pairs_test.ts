import { deepStrictEqual, notStrictEqual, strictEqual } from "node:assert/strict";
import { CatalogueOnDisk } from "../fixtures/catalogue_on_disk.ts";

Deno.test("a pair keeps its marker's id, and remembers the destination a person accepted", () => {
  using disk = new CatalogueOnDisk();
  const { pairs } = disk.catalogue;
  const before = pairs.ensure("films"), other = pairs.ensure("other");
  notStrictEqual(before.uuid, other.uuid);
  strictEqual(before.acceptedDestination, null);
  pairs.acceptDestination(disk.pairId, "/backup", "the marker's id");
  disk.reopen();
  const { pairs: reopened } = disk.catalogue;
  const accepted = { id: before.id, name: "films", uuid: "the marker's id", names: null };
  deepStrictEqual(reopened.ensure("films"), { ...accepted, acceptedDestination: "/backup" });
  deepStrictEqual(reopened.ensure("other"), other);
});
