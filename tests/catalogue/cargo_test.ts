import { deepStrictEqual, strictEqual } from "node:assert/strict";
import { parseRelativePath } from "../../lib/model/relative_path.ts";
import { CatalogueOnDisk, digestOf, scanned, travelled } from "../fixtures/catalogue_on_disk.ts";

const part = (name: string, size: number) => ({
  name: parseRelativePath(name),
  size,
  digest: digestOf(name),
});

Deno.test("record() keeps a version with its parts, in their order", () => {
  using disk = new CatalogueOnDisk();
  const { cargo } = disk.catalogue;
  const entry = disk.add("film", { size: 7, mtimeNs: -1n });
  const parts = [part("film.2", 4), part("film.1", 3)];
  const version = travelled(entry, { proof: "reread" });
  cargo.record(entry.id, version, disk.beginTrip("load"), parts);
  disk.reopen();
  deepStrictEqual(disk.catalogue.cargo.partsOf(entry.id), parts);
  deepStrictEqual(disk.catalogue.cargo.onDrive(entry.id), version);
  deepStrictEqual(disk.find("film").aboard, version);
});

Deno.test("record() replaces what was recorded of an entry, parts and arrival with it", () => {
  using disk = new CatalogueOnDisk();
  const entry = disk.add("film"), trip = disk.beginTrip("load");
  const { cargo } = disk.catalogue;
  cargo.record(entry.id, travelled(entry), trip, [part("a", 1), part("b", 1)]);
  cargo.markArrived(entry.id);
  cargo.record(entry.id, travelled(entry, { size: 3 }), trip, [part("c", 3)]);
  deepStrictEqual(cargo.partsOf(entry.id).map(({ name }) => name), ["c"]);
  deepStrictEqual(cargo.tally(disk.pairId, false), { files: 1, bytes: 3 });
  deepStrictEqual(cargo.tally(disk.pairId, true), { files: 0, bytes: 0 });
});

Deno.test("a version is to be unloaded until it arrives, and to be dumped from then on", () => {
  using disk = new CatalogueOnDisk();
  const { cargo } = disk.catalogue;
  const first = disk.beginTrip("load"), second = disk.beginTrip("load");
  const [late, early, still] = [disk.add("late"), disk.add("early"), disk.add("still")];
  disk.load(late, second);
  disk.load(early, first);
  disk.load(still, first);
  strictEqual(cargo.tallyToUnload(disk.pairId).files, 3);
  for (const entry of [late, early]) disk.unload(entry, second);
  const paths = (rows: Iterable<{ entry: { path: string } }>) =>
    Array.from(rows, ({ entry }) => entry.path);
  deepStrictEqual(paths(cargo.toUnload(disk.pairId)), ["still"]);
  deepStrictEqual(paths(cargo.toDump(disk.pairId)), ["early", "late"]);
  deepStrictEqual(paths(cargo.toDump(disk.pairId, true)), ["early", "still", "late"]);
  strictEqual(disk.find("early").aboard, undefined);
  strictEqual(disk.find("early").delivered?.digest, digestOf("early"));
});

Deno.test("markDumped() takes a version off the drive, and keeps what was delivered", () => {
  using disk = new CatalogueOnDisk();
  const entry = disk.add("film"), trip = disk.beginTrip("load");
  disk.load(entry, trip);
  disk.unload(entry, trip);
  const { cargo } = disk.catalogue;
  cargo.markDumped(entry.id);
  strictEqual(cargo.onDrive(entry.id), undefined);
  deepStrictEqual(cargo.partsOf(entry.id), []);
  deepStrictEqual([...cargo.toDump(disk.pairId)], []);
  strictEqual(disk.find("film").state, "delivered");
});

Deno.test("toDump() streams what 2,500 files take up, while they are dumped", () => {
  using disk = new CatalogueOnDisk();
  const { catalogue, pairId } = disk;
  const trips = [disk.beginTrip("load"), disk.beginTrip("load")];
  catalogue.begin();
  for (let number = 0; number < 2500; number++) {
    catalogue.entries.add(pairId, scanned(`film ${number}`));
  }
  for (const entry of catalogue.entries.toLoad(pairId, "file")) {
    disk.load(entry, trips[Number(entry.id) % 2]!);
    disk.unload(entry, trips[0]!);
  }
  let dumped = 0;
  for (const { entry } of catalogue.cargo.toDump(pairId)) {
    catalogue.cargo.markDumped(entry.id);
    dumped += 1;
  }
  catalogue.commit();
  deepStrictEqual([dumped, catalogue.cargo.tally(pairId, true).files], [2500, 0]);
});

Deno.test("takeLinksAndFolders() takes every waiting link and folder aboard, and no file", () => {
  using disk = new CatalogueOnDisk();
  const { cargo } = disk.catalogue;
  disk.add("film");
  disk.add("folder/");
  disk.add("link", { kind: "link", size: 0, linkTarget: "film" });
  cargo.takeLinksAndFolders(disk.pairId, disk.beginTrip("load"));
  const states = ["film", "folder/", "link"].map((path) => disk.find(path).state);
  deepStrictEqual(states, ["pending", "aboard", "aboard"]);
  const aboard = Array.from(cargo.toUnload(disk.pairId), ({ version }) => version.linkTarget);
  deepStrictEqual(aboard, ["film"]);
  deepStrictEqual(cargo.tally(disk.pairId, false), { files: 0, bytes: 0 });
});

Deno.test("forget() keeps an entry whose cargo still lies on the drive, as removed", () => {
  using disk = new CatalogueOnDisk();
  const { entries, cargo } = disk.catalogue;
  const entry = disk.add("film");
  disk.load(entry, disk.beginTrip("load"));
  entries.forget(entry.id);
  strictEqual(disk.find("film").state, "removed");
  cargo.withdraw(entry.id);
  entries.forget(entry.id);
  deepStrictEqual([...entries.inPathOrder(disk.pairId)], []);
});

Deno.test("countProofs() counts what lies on the drive and has not arrived, by its grade", () => {
  using disk = new CatalogueOnDisk();
  const trip = disk.beginTrip("load");
  const { cargo } = disk.catalogue;
  for (const [path, proof] of [["a", "cold"], ["b", "reread"], ["c", "reread"]] as const) {
    const entry = disk.add(path), version = travelled(entry, { proof });
    cargo.record(entry.id, version, trip, [part(path, 10)]);
  }
  cargo.markArrived(disk.find("c").id);
  deepStrictEqual(cargo.countProofs(disk.pairId), { cold: 1, reread: 1 });
});
