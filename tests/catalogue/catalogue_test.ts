import { deepStrictEqual, ok, rejects, strictEqual, throws } from "node:assert/strict";
import { Catalogue } from "../../lib/catalogue/catalogue.ts";
import { CatalogueOnDisk, scanned, travelled } from "../fixtures/catalogue_on_disk.ts";

Deno.test("a catalogue keeps what was recorded when it is opened again", () => {
  using disk = new CatalogueOnDisk();
  const facts = { size: 2 ** 40, mtimeNs: -1_500_000_000n, mode: 0o4755 };
  const before = disk.add("a/\u{1f600} film", facts);
  const link = disk.add("link", { kind: "link", size: 0, linkTarget: "../x", mode: null });
  const { uuid } = disk.catalogue.pairs.ensure("films");
  disk.reopen();
  deepStrictEqual(disk.find("a/\u{1f600} film"), before);
  deepStrictEqual(disk.find("link"), link);
  deepStrictEqual([before.size, before.mtimeNs, before.mode], [2 ** 40, -1_500_000_000n, 0o4755]);
  strictEqual(disk.catalogue.pairs.ensure("films").uuid, uuid);
});

Deno.test("close() leaves the one file alone", () => {
  using disk = new CatalogueOnDisk();
  disk.add("film");
  const names = disk.whileClosed(() => disk.folder.names());
  deepStrictEqual(names, ["waterlock.db"]);
});

Deno.test("a catalogue has one writer: a second one is refused", () => {
  using disk = new CatalogueOnDisk();
  throws(() => Catalogue.open(disk.path), /locked/);
  disk.add("the first one still writes");
});

Deno.test("transaction() undoes everything when its work throws", () => {
  using disk = new CatalogueOnDisk();
  disk.add("before");
  throws(() =>
    disk.catalogue.transaction(() => {
      disk.add("within");
      throw new Error("the drive was pulled");
    }), /pulled/);
  strictEqual(disk.catalogue.transaction(() => "and the next one works"), "and the next one works");
  deepStrictEqual(paths(disk), ["before"]);
});

Deno.test("rollback() undoes what was recorded since begin(), and commit() keeps it", () => {
  using disk = new CatalogueOnDisk();
  disk.catalogue.begin();
  disk.add("undone");
  disk.catalogue.rollback();
  disk.catalogue.begin();
  disk.add("kept");
  disk.catalogue.commit();
  disk.reopen();
  deepStrictEqual(paths(disk), ["kept"]);
});

Deno.test("a catalogue refuses rows of no pair, of no entry, and of no known state", () => {
  using disk = new CatalogueOnDisk();
  const { catalogue, pairId } = disk;
  const entry = disk.add("film"), trip = disk.beginTrip("load");
  throws(() => catalogue.trips.begin(999n, "load", "host", 0), /FOREIGN KEY/);
  throws(() => catalogue.entries.add(999n, scanned("a")), /FOREIGN KEY/);
  throws(() => catalogue.cargo.record(999n, travelled(entry), trip, []), /FOREIGN KEY/);
  throws(() => catalogue.cargo.record(entry.id, travelled(entry), 999n, []), /FOREIGN KEY/);
  throws(
    () => catalogue.inFlight.begin(999n, [{ side: "drive", path: entry.path, replaces: false }]),
    /FOREIGN KEY/,
  );
  throws(() => catalogue.entries.setState(entry.id, "lost" as "removed"), /CHECK/);
  throws(() => catalogue.entries.add(pairId, scanned("film")), /UNIQUE/);
});

Deno.test("copyTo() writes a whole catalogue, and never over another file", async () => {
  using disk = new CatalogueOnDisk();
  disk.add("film");
  const copy = disk.folder.at("copy.db"), taken = disk.folder.write("taken", "precious");
  await disk.catalogue.copyTo(copy);
  await rejects(disk.catalogue.copyTo(taken));
  strictEqual(Deno.readTextFileSync(taken), "precious");
  Catalogue.describe(copy);
  deepStrictEqual(disk.folder.names(".").filter((name) => name.startsWith("copy")), ["copy.db"]);
  disk.add("recorded later");
  disk.whileClosed(() => Deno.renameSync(copy, disk.path));
  deepStrictEqual(paths(disk), ["film"]);
});

Deno.test("sizeBytes() is what the file will take up", () => {
  using disk = new CatalogueOnDisk();
  for (let number = 0; number < 500; number++) {
    disk.catalogue.entries.add(disk.pairId, scanned(`${number}`.padStart(200, "x")));
  }
  const bytes = disk.catalogue.sizeBytes();
  strictEqual(disk.whileClosed(() => Deno.statSync(disk.path).size), bytes);
  ok(bytes > 100_000);
});

function paths({ catalogue, pairId }: CatalogueOnDisk): string[] {
  return Array.from(catalogue.entries.inPathOrder(pairId), (entry) => entry.path);
}
