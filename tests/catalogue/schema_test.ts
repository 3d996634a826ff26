import { deepStrictEqual, match, strictEqual } from "node:assert/strict";
import { DatabaseSync } from "node:sqlite";
import { Catalogue } from "../../lib/catalogue/catalogue.ts";
import type { RelativePath } from "../../lib/model/relative_path.ts";
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
      for (const migration of MIGRATIONS.slice(0, version)) {
        older.exec(typeof migration === "string" ? migration : migration.sql);
      }
      older.exec(`PRAGMA application_id = 0x57744c6b; PRAGMA user_version = ${version}`);
      fill(older, version);
    }
    // What the migrations have made of it is to the letter what a catalogue is opened by.
    for (let time = 0; time < 2; time++) {
      const catalogue = Catalogue.open(path);
      assertKept(catalogue, `from version ${version}`);
      catalogue.close();
    }
    deepStrictEqual(namesIn(path), namesIn(current), `from version ${version}`);
  }
});

/** What a program of some version records of a film aboard, with another one's partial. */
function fill(older: DatabaseSync, version: number): void {
  const digest = `x'${"00".repeat(64)}'`, isFolded = version > 4;
  older.exec(`
    INSERT INTO pair (pair_id, name, uuid) VALUES (1, 'films', 'an older uuid');
    INSERT INTO trip (trip_id, pair_id, number, stage, host, started_at)
      VALUES (1, 1, 1, 'load', 'a computer', 0);
    INSERT INTO entry (entry_id, pair_id, path, kind, size, mtime_ns, digest, state)
      VALUES (1, 1, 'Film', 'file', 7, -5, ${digest}, 'aboard');
    INSERT INTO cargo (entry_id, kind, size, mtime_ns, digest, trip_id, on_drive)
      VALUES (1, 'file', 7, -5, ${digest}, 1, 1);
    INSERT INTO cargo_part (entry_id, ${version > 7 ? "start" : "number"}, name, size, digest
        ${isFolded ? ", folded" : ""})
      VALUES (1, 0, 'Film', 7, ${digest} ${isFolded ? ", '1/film'" : ""});
    INSERT INTO in_flight (pair_id, side, path, replaces) VALUES (1, 'drive', 'other', 1);`);
}

function assertKept({ pairs, cargo, parts, inFlight, drive }: Catalogue, from: string): void {
  const pair = pairs.find("films");
  deepStrictEqual([pair?.uuid, pair?.names], ["an older uuid", null], from);
  const [aboard, ...others] = cargo.toUnload(1n);
  deepStrictEqual([aboard?.entry.path, aboard?.entry.shownMtimeNs], ["Film", null], from);
  deepStrictEqual([others.length, parts.toUnload(1n).length], [0, 0], from);
  const [part] = parts.of(1n);
  deepStrictEqual([part?.start, part?.size, part?.hasArrived], [0, 7, false], from);
  strictEqual(cargo.isRecorded(1n, "FILM" as RelativePath), true, from);
  const partial = { side: "drive", path: "other", replaces: true };
  deepStrictEqual(inFlight.of(1n), [partial], from);
  strictEqual(inFlight.begun(1n, "drive").size, 0, from);
  match(drive, /^[0-9a-f]{32}$/, from);
}

Deno.test("names in cargo that an older program recorded are known in every spelling", () => {
  using folder = new TemporaryFolder();
  const path = folder.at("older.db");
  {
    using older = new DatabaseSync(path);
    for (const migration of MIGRATIONS.slice(0, 4)) older.exec(migration as string);
    older.exec(`PRAGMA application_id = 0x57744c6b; PRAGMA user_version = 4;
      INSERT INTO pair (pair_id, name, uuid) VALUES (1, 'films', 'a'), (2, 'photos', 'b');
      INSERT INTO trip (trip_id, pair_id, number, stage, host, started_at)
        VALUES (1, 1, 1, 'load', 'a computer', 0);`);
    const digest = `x'${"00".repeat(64)}'`;
    older.exec("BEGIN");
    for (let id = 1; id <= 2500; id++) {
      older.exec(`
        INSERT INTO entry (entry_id, pair_id, path, kind, size, mtime_ns, state)
          VALUES (${id}, ${id === 7 ? 2 : 1}, 'Folder/É ${id}', 'file', 1, 1, 'aboard');
        INSERT INTO cargo (entry_id, kind, size, mtime_ns, trip_id, on_drive)
          VALUES (${id}, 'file', 1, 1, 1, 1);
        INSERT INTO cargo_part VALUES (${id}, 0, 'Folder/É ${id}', 1, ${digest});`);
    }
    older.exec("COMMIT");
  }
  const catalogue = Catalogue.open(path);
  const { cargo } = catalogue;
  for (const id of [1, 1000, 1001, 2500]) {
    strictEqual(cargo.isRecorded(1n, `folder/e\u0301 ${id}` as RelativePath), true);
  }
  strictEqual(cargo.isRecorded(1n, "Folder/É 7" as RelativePath), false);
  strictEqual(cargo.isRecorded(2n, "Folder/É 7" as RelativePath), true);
  catalogue.close();
});
