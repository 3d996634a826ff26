import { deepStrictEqual, match, notStrictEqual, strictEqual, throws } from "node:assert/strict";
import { DatabaseSync } from "node:sqlite";
import { Catalogue } from "../../lib/catalogue/catalogue.ts";
import { CatalogueOnDisk } from "../fixtures/catalogue_on_disk.ts";

Deno.test("a catalogue tells whose it is, and how much it knows", () => {
  using disk = new CatalogueOnDisk();
  const { drive } = disk.catalogue;
  match(drive, /^[0-9a-f]{32}$/);
  const describe = () => disk.whileClosed(() => Catalogue.describe(disk.path));
  deepStrictEqual(describe(), { drive, stages: 0n, lastStageAt: null });
  const { trips } = disk.catalogue;
  trips.begin(disk.pairId, "load", "home", 7);
  deepStrictEqual(describe(), { drive, stages: 1n, lastStageAt: 7 });
  strictEqual(disk.catalogue.drive, drive, "opening it again makes it nobody else's");
});

Deno.test("what is no catalogue is not described", () => {
  using disk = new CatalogueOnDisk();
  const other = disk.folder.write("other.db", "");
  throws(() => Catalogue.describe(other));
  disk.catalogue.close();
  const newer = new DatabaseSync(disk.path);
  newer.exec("PRAGMA user_version = 1000");
  newer.close();
  throws(() => Catalogue.describe(disk.path), /schema 1000/);
  disk.catalogue = Catalogue.open(disk.folder.at("a new one"));
});

Deno.test("another drive's catalogue knows what has arrived, and has nothing aboard", () => {
  using disk = new CatalogueOnDisk();
  const names = ["aboard", "arrived", "changed", "skipped", "waits", "folder/"];
  const load = disk.beginTrip("load");
  for (const name of names) disk.add(name);
  for (const name of ["aboard", "arrived", "changed", "skipped"]) disk.load(disk.find(name), load);
  const unload = disk.beginTrip("unload");
  for (const name of ["arrived", "changed"]) disk.unload(disk.find(name), unload);
  disk.load(disk.find("changed"), load);
  const { catalogue } = disk, { drive } = catalogue;
  catalogue.entries.setState(disk.find("skipped").id, "skipped");
  catalogue.entries.setState(disk.find("folder/").id, "aboard");
  catalogue.inFlight.begin(disk.pairId, [
    { side: "drive", path: disk.find("waits").path, replaces: false },
  ]);
  catalogue.becomeAnotherDrive();
  notStrictEqual(catalogue.drive, drive);
  deepStrictEqual(Object.fromEntries(names.map((name) => [name, disk.find(name).state])), {
    "aboard": "pending",
    "arrived": "delivered",
    "changed": "pending",
    "skipped": "skipped",
    "waits": "pending",
    "folder/": "pending",
  });
  deepStrictEqual([...catalogue.cargo.toDump(disk.pairId, true)], []);
  deepStrictEqual(catalogue.inFlight.of(disk.pairId), []);
  strictEqual(disk.find("changed").delivered?.size, 10, "the old version is there still");
});
