import { deepStrictEqual, match, notStrictEqual, strictEqual, throws } from "node:assert/strict";
import { DatabaseSync } from "node:sqlite";
import { Catalogue } from "../../lib/catalogue/catalogue.ts";
import { parseRelativePath } from "../../lib/model/relative_path.ts";
import { CatalogueOnDisk, digestOf } from "../fixtures/catalogue_on_disk.ts";

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
  throws(() => Catalogue.describe(disk.path), /schema is 1000/);
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

Deno.test("another drive's catalogue knows the parts that lie at the destination, and none in cargo", () => {
  using disk = new CatalogueOnDisk();
  const { catalogue, pairId } = disk, { parts, entries } = catalogue;
  const load = disk.beginTrip("load");
  for (const name of ["some there", "all there", "aboard"]) {
    const entry = disk.add(name);
    for (const start of [0, 5]) {
      const name = parseRelativePath(`${entry.path}-${start}`);
      parts.load(entry, { start, size: 5, digest: digestOf(name), name }, "cold", load);
    }
    const [first, second] = parts.of(entry.id);
    if (name !== "aboard") parts.arrive(entry.id, first!);
    if (name === "all there") {
      parts.complete(entry.id, { mode: null, digest: digestOf("all of it") });
      entries.setState(entry.id, "aboard");
      parts.arrive(entry.id, second!);
    }
  }
  catalogue.becomeAnotherDrive();
  const known = (name: string) =>
    parts.known(disk.find(name)).parts.map((
      { start, name, hasArrived },
    ) => [start, name, hasArrived]);
  deepStrictEqual(known("some there"), [[0, null, true]]);
  deepStrictEqual(known("aboard"), []);
  deepStrictEqual(["some there", "all there", "aboard"].map((name) => disk.find(name).state), [
    "pending",
    "aboard",
    "pending",
  ]);
  deepStrictEqual(parts.toUnload(pairId).map(({ entry }) => entry.path), ["all there"]);
  strictEqual(parts.areAllThere(disk.find("all there").id), true);
  deepStrictEqual([...catalogue.cargo.toDump(pairId, true)], []);
});
