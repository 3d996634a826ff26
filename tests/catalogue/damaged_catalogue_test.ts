import { deepStrictEqual, ok, strictEqual, throws } from "node:assert/strict";
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

/** What SQLite reads of how tables are made, or that it cannot. */
function definitionsIn(path: string): string {
  const database = new DatabaseSync(path, { readOnly: true });
  try {
    return JSON.stringify(database.prepare("SELECT sql FROM sqlite_schema").all());
  } catch {
    return "";
  } finally {
    database.close();
  }
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

Deno.test("open() finds a catalogue damaged in which a bit has flipped in what it says of its tables", () => {
  using folder = new TemporaryFolder();
  using disk = new CatalogueOnDisk();
  const good = disk.whileClosed(() => Deno.readFileSync(disk.path));
  const path = folder.write("waterlock.db", good), said = definitionsIn(path);
  const text = new TextDecoder("latin1").decode(good);
  let damaged = 0;
  for (const { index } of text.matchAll(/CREATE (TABLE|INDEX|UNIQUE INDEX) /g)) {
    for (let at = index; at < index + 60; at += 7) {
      const bad = good.slice();
      bad[at]! ^= 1 << at % 8;
      folder.write("waterlock.db", bad);
      // A page may hold what another one has taken over.
      if (definitionsIn(path) === said) continue;
      throws(() => Catalogue.open(path), CatalogueDamaged, `bit ${at % 8} at ${at}`);
      damaged++;
    }
  }
  ok(damaged > 200, `${damaged} bits were tried`);
});

Deno.test("open() finds a catalogue damaged in which any bit of the header's versions has flipped", () => {
  using folder = new TemporaryFolder();
  const good = goodBytes();
  for (let bit = 2; bit < 8; bit++) {
    for (const at of [18, 19]) {
      const bad = good.slice();
      bad[at]! ^= 1 << bit;
      const path = folder.write("waterlock.db", bad);
      throws(() => Catalogue.open(path), CatalogueDamaged, `bit ${bit} at ${at}`);
      deepStrictEqual(Deno.readFileSync(path), bad);
    }
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
