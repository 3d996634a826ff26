import { deepStrictEqual, strictEqual } from "node:assert/strict";
import { DatabaseSync } from "node:sqlite";
import { Catalogue } from "../../lib/catalogue/catalogue.ts";
import { MIGRATIONS } from "../../lib/catalogue/schema.ts";
import { TemporaryFolder } from "../fixtures/temporary_folder.ts";

/** The names of all that a catalogue is made of. */
function namesIn(path: string): unknown[] {
  using database = new DatabaseSync(path);
  return database.prepare("SELECT name FROM sqlite_schema ORDER BY name").all();
}

Deno.test("a catalogue of every older program is brought up, and keeps what it holds", () => {
  using folder = new TemporaryFolder();
  const current = folder.at("current.db");
  Catalogue.open(current).close();
  for (let version = 1; version < MIGRATIONS.length; version++) {
    const path = folder.at(`${version}.db`);
    {
      using older = new DatabaseSync(path);
      for (const migration of MIGRATIONS.slice(0, version)) older.exec(migration);
      older.exec(`PRAGMA application_id = 0x57744c6b; PRAGMA user_version = ${version}`);
      older.exec("INSERT INTO pair (name, uuid) VALUES ('films', 'an older uuid')");
    }
    const catalogue = Catalogue.open(path);
    strictEqual(catalogue.pairs.find("films")?.uuid, "an older uuid");
    catalogue.close();
    deepStrictEqual(namesIn(path), namesIn(current), `from version ${version}`);
  }
});
