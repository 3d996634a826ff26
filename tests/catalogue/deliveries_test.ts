import { deepStrictEqual, strictEqual } from "node:assert/strict";
import { CatalogueOnDisk, travelled } from "../fixtures/catalogue_on_disk.ts";

Deno.test("record() replaces what was delivered before, and forget() drops it", () => {
  using disk = new CatalogueOnDisk();
  const { deliveries } = disk.catalogue;
  const entry = disk.add("film"), trip = disk.beginTrip("unload");
  strictEqual(deliveries.of(entry.id), undefined);
  deliveries.record(entry.id, travelled(entry, { proof: null }), trip, 1);
  deliveries.record(entry.id, travelled(entry, { mtimeNs: 9n }), trip, 2);
  deliveries.setMode(entry.id, 0o600);
  const version = travelled(entry, { mtimeNs: 9n, mode: 0o600 });
  deepStrictEqual(deliveries.of(entry.id), version);
  deepStrictEqual(disk.find("film").delivered, version);
  deliveries.forget(entry.id);
  strictEqual(disk.find("film").delivered, undefined);
});

Deno.test("forgetAll() brings back what still lies in cargo, and has the rest loaded again", () => {
  using disk = new CatalogueOnDisk();
  const { entries, cargo, deliveries, pairs } = disk.catalogue;
  const trip = disk.beginTrip("load");
  for (const path of ["on drive", "dumped", "removal", "skipped"]) {
    const entry = disk.add(path);
    disk.load(entry, trip);
    disk.unload(entry, trip);
  }
  cargo.markDumped(disk.find("dumped").id);
  entries.setState(disk.find("removal").id, "removal");
  entries.setState(disk.find("skipped").id, "skipped");
  disk.add("pending");
  strictEqual(deliveries.forgetAll(pairs.ensure("another").id), 0);
  strictEqual(deliveries.forgetAll(disk.pairId), 4);
  const states = Array.from(entries.inPathOrder(disk.pairId), ({ path, state }) => [path, state]);
  deepStrictEqual(Object.fromEntries(states), {
    "on drive": "aboard",
    dumped: "pending",
    removal: "removed",
    skipped: "skipped",
    pending: "pending",
  });
  // What nobody has any more at the source is kept wherever the destination is.
  const toUnload = Array.from(cargo.toUnload(disk.pairId), ({ entry }) => entry.path);
  deepStrictEqual(toUnload, ["on drive", "skipped"]);
});
