import { ok, strictEqual, throws } from "node:assert/strict";
import { existsSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";
import { Catalogue, CatalogueDamaged } from "../../lib/catalogue/catalogue.ts";
import { CatalogueOnDisk } from "../fixtures/catalogue_on_disk.ts";
import { TemporaryFolder } from "../fixtures/temporary_folder.ts";

const PAGE_BYTES = 4096;
const MAGIC = Uint8Array.fromHex("d9d505f920a163d7");
/** The page that holds the byte by which SQLite locks, and no data ever (sqlite.org/fileformat.html). */
const LOCK_PAGE = 0x40000000 / PAGE_BYTES + 1;

/** A journal of no page, which names a file as its super-journal (sqlite.org/fileformat.html, section 3). */
function journalNaming(path: string, catalogue: Uint8Array): Uint8Array {
  const header = new Uint8Array(PAGE_BYTES), headerView = new DataView(header.buffer);
  header.set(MAGIC);
  const facts = [0, 0, catalogue.length / PAGE_BYTES, PAGE_BYTES, PAGE_BYTES];
  facts.forEach((fact, index) => headerView.setUint32(MAGIC.length + 4 * index, fact));
  const name = new TextEncoder().encode(path), numbers = new DataView(new ArrayBuffer(12));
  numbers.setUint32(0, LOCK_PAGE);
  numbers.setUint32(4, name.length);
  numbers.setUint32(8, name.reduce((sum, byte) => sum + byte, 0));
  const bytes = new Uint8Array(numbers.buffer);
  return new Uint8Array([...header, ...bytes.slice(0, 4), ...name, ...bytes.slice(4), ...MAGIC]);
}

/** A whole catalogue with such a journal beside it, and the file that this names. */
function besideJournal(folder: TemporaryFolder) {
  using disk = new CatalogueOnDisk();
  disk.add("film");
  const bytes = disk.whileClosed(() => Deno.readFileSync(disk.path));
  const victim = folder.write("somebody's/film.mov", "precious");
  const path = folder.write("drive/waterlock.db", bytes);
  folder.write("drive/waterlock.db-journal", journalNaming(victim, bytes));
  return { path, victim, bytes };
}

Deno.test("SQLite itself deletes what a journal beside a database names", () => {
  using folder = new TemporaryFolder();
  const { path, victim } = besideJournal(folder);
  using database = new DatabaseSync(path);
  database.exec("PRAGMA journal_mode = WAL");
  strictEqual(existsSync(victim), false);
});

Deno.test("a catalogue beside a journal that names another file is not opened, and that file stays", () => {
  for (const open of [Catalogue.open, Catalogue.describe]) {
    using folder = new TemporaryFolder();
    const { path, victim } = besideJournal(folder);
    throws(() => open(path), CatalogueDamaged);
    strictEqual(Deno.readTextFileSync(victim), "precious");
  }
});

Deno.test("nor is one whose log or journal is a link, and what it leads to stays as it is", () => {
  for (const suffix of ["-journal", "-wal"]) {
    for (const open of [Catalogue.open, Catalogue.describe]) {
      using folder = new TemporaryFolder();
      const { path, victim } = besideJournal(folder);
      Deno.removeSync(`${path}-journal`);
      folder.link(`drive/waterlock.db${suffix}`, victim);
      throws(() => open(path), CatalogueDamaged);
      strictEqual(Deno.readTextFileSync(victim), "precious");
    }
  }
});

Deno.test("what a kill has left of a journal of Waterlock's own keeps no catalogue from being opened", () => {
  using folder = new TemporaryFolder();
  const { path, bytes } = besideJournal(folder);
  for (const left of [new Uint8Array(), new Uint8Array(5), bytes.slice(0, PAGE_BYTES)]) {
    Deno.writeFileSync(`${path}-journal`, left);
    Catalogue.open(path).close();
  }
  ok(existsSync(path));
});
