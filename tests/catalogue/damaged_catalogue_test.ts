import { deepStrictEqual, strictEqual, throws } from "node:assert/strict";
import { DatabaseSync } from "node:sqlite";
import { Catalogue, CatalogueDamaged, CatalogueTooNew } from "../../lib/catalogue/catalogue.ts";
import { MIGRATIONS } from "../../lib/catalogue/schema.ts";
import { CatalogueOnDisk, scanned } from "../fixtures/catalogue_on_disk.ts";
import { TemporaryFolder } from "../fixtures/temporary_folder.ts";

const PAGE_BYTES = 4096;

/** The bytes of a catalogue of 800 entries. */
function goodBytes(): Uint8Array {
  using disk = new CatalogueOnDisk();
  disk.catalogue.transaction(() => {
    for (let number = 0; number < 800; number++) {
      disk.catalogue.entries.add(
        disk.pairId,
        scanned(`folder/film number ${number}`),
      );
    }
  });
  return disk.whileClosed(() => Deno.readFileSync(disk.path));
}

Deno.test("open() takes a file of text for no catalogue, and leaves it as it is", () => {
  using folder = new TemporaryFolder();
  for (
    const text of [
      "x",
      "My films, by year\n".repeat(1000),
      "SQLite format 3\0".repeat(300),
    ]
  ) {
    const path = folder.write("waterlock.db", text);
    throws(() => Catalogue.open(path), CatalogueDamaged);
    strictEqual(Deno.readTextFileSync(path), text);
    deepStrictEqual(folder.names(), ["waterlock.db"]);
  }
});

Deno.test("open() finds a catalogue damaged that has lost its end", () => {
  using folder = new TemporaryFolder();
  const good = goodBytes();
  for (
    const length of [
      50,
      100,
      1000,
      PAGE_BYTES,
      2 * PAGE_BYTES,
      good.length - PAGE_BYTES,
    ]
  ) {
    const path = folder.write("waterlock.db", good.slice(0, length));
    throws(() => Catalogue.open(path), CatalogueDamaged, `${length} bytes`);
  }
});

Deno.test("open() finds a catalogue damaged in which any page has been overwritten", () => {
  using folder = new TemporaryFolder();
  const good = goodBytes();
  for (let at = 0; at < good.length; at += PAGE_BYTES) {
    for (const byte of [0x00, 0xff]) {
      const path = folder.write(
        "waterlock.db",
        good.slice().fill(byte, at, at + 512),
      );
      throws(() => Catalogue.open(path), CatalogueDamaged, `page at ${at}`);
      throws(() => Catalogue.describe(path), `page at ${at}`);
    }
  }
});

Deno.test("open() finds a catalogue damaged whose tables are described by what is no SQL", () => {
  using folder = new TemporaryFolder();
  const good = goodBytes(), text = new TextDecoder("latin1").decode(good);
  for (
    const words of ["CREATE TABLE entry", "CREATE TABLE cargo", "CREATE INDEX cargo_to_dump"]
  ) {
    const bytes = good.slice();
    // A bit of the first space, also where a page still holds the text as it was once.
    for (const { index } of text.matchAll(RegExp(words, "g"))) bytes[index + "CREATE".length]! ^= 1;
    const path = folder.write("waterlock.db", bytes);
    throws(() => Catalogue.open(path), CatalogueDamaged, words);
    throws(() => Catalogue.open(path, { isSealed: true }), CatalogueDamaged, words);
  }
});

Deno.test("open() does not take another program's database for a catalogue", () => {
  using folder = new TemporaryFolder();
  const path = folder.at("waterlock.db");
  const other = new DatabaseSync(path);
  other.exec("CREATE TABLE recipe (name TEXT)");
  other.close();
  throws(() => Catalogue.open(path), CatalogueDamaged);
  throws(() => Catalogue.describe(path));
});

Deno.test("open() leaves a catalogue alone that a newer program has written", () => {
  using folder = new TemporaryFolder();
  const path = folder.write("waterlock.db", goodBytes());
  const setVersion = (version: number) => {
    const database = new DatabaseSync(path);
    database.exec(`PRAGMA user_version = ${version}`);
    database.close();
  };
  const { length: current } = MIGRATIONS;
  setVersion(current + 1);
  const before = Deno.readFileSync(path);
  throws(() => Catalogue.open(path), CatalogueTooNew);
  deepStrictEqual(Deno.readFileSync(path), before);
  setVersion(current);
  Catalogue.open(path).close();
});
