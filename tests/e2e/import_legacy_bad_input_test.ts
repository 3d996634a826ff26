import { deepStrictEqual, doesNotMatch, match, strictEqual } from "node:assert/strict";
import { existsSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";
import { join } from "node:path";
import { runCommand } from "../fixtures/run_command.ts";
import { hasOriginal, OriginalComputers, takenBy } from "./original_waterlock.ts";
import { runProgram } from "./program.ts";

const SENTENCE_AND_REMEDY = /^\S.*[^.]\.\n {2}\S.*[^.]\.\n$/;

/** Two computers with a database of the original's. */
function withDatabase(): OriginalComputers {
  const computers = new OriginalComputers();
  for (let number = 0; number < 200; number++) {
    computers.write(`a folder with a long name/film ${number}.mov`, `film ${number}`);
  }
  computers.loadByOriginal();
  return computers;
}

/** Fails unless an import of the database is refused with 2 and one sentence, and leaves no trace. */
async function refuse(
  computers: OriginalComputers,
  database: string,
  said: RegExp,
  ...args: string[]
): Promise<void> {
  const namesBefore = namesIn(join(database, ".."));
  const command = ["--drive", computers.drive, "import-legacy", database, ...args];
  const { code, stderr, stdout } = await runProgram(command);
  deepStrictEqual([code, stdout], [2, ""], stderr);
  match(stderr, SENTENCE_AND_REMEDY);
  match(stderr, said);
  doesNotMatch(stderr, /file:\/\/|Error:|unexpected/);
  const isOurs = (name: string) => /^waterlock\.(db|lock)/.test(name);
  const names = namesIn(join(database, "..")).filter((name) => !isOurs(name));
  deepStrictEqual(names, namesBefore.filter((name) => !isOurs(name)), "nothing is made beside it");
  for (const table of ["entry", "adopted", "trip"]) {
    strictEqual(computers.rowsOf(`SELECT * FROM ${table}`).length, 0);
  }
}

function namesIn(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return Array.from(Deno.readDirSync(folder), ({ name }) => name).sort();
}

Deno.test({
  ...hasOriginal,
  name: "what is no database of the original's is refused, each with its reason",
  async fn() {
    using computers = withDatabase();
    const { database } = computers;
    const good = Deno.readFileSync(database);
    const at = (name: string) => join(computers.root, name);

    await refuse(computers, at("missing.db"), /^There is no file .*missing\.db/);
    await refuse(computers, at("missing/media.db"), /^There is no file/);
    await refuse(computers, computers.source, /is a folder, not a database/);
    runCommand("mkfifo", at("pipe.db"));
    await refuse(computers, at("pipe.db"), /is no plain file, not a database/);
    await refuse(
      computers,
      join(computers.drive, "config", "waterlock.toml"),
      /no SQLite database/,
    );
    await refuse(computers, join(computers.drive, "config", "waterlock.db"), /own catalogue/);

    const bad = at("bad.db");
    const bytes: [name: string, content: Uint8Array, said: RegExp][] = [
      ["empty", new Uint8Array(), /bad\.db is empty/],
      ["text", new TextEncoder().encode("path,hash\n".repeat(100)), /no SQLite database/],
      ["a byte", new Uint8Array([0x53]), /no SQLite database/],
      ["the magic alone", good.subarray(0, 16), /is damaged: it has only 16 bytes/],
      ["half a header", good.subarray(0, 60), /is damaged/],
      ["a page", good.subarray(0, 4096), /is damaged/],
      ["all but its end", good.subarray(0, good.length - 4096), /is damaged/],
      ["half a page less", good.subarray(0, good.length - 2048), /is damaged/],
      [
        "zeros in a page",
        good.map((byte, index) => index > 5000 && index < 9000 ? 0 : byte),
        /dam/,
      ],
    ];
    for (const [name, content, said] of bytes) {
      Deno.writeFileSync(bad, content);
      await refuse(computers, bad, said).catch((error) => {
        throw new Error(name, { cause: error });
      });
    }
  },
});

Deno.test({
  ...hasOriginal,
  name: "another schema is refused, and what is missing is named",
  async fn() {
    using computers = withDatabase();
    const schemas: [sql: string, said: RegExp][] = [
      ["CREATE TABLE files (rel_path TEXT, checksum TEXT)", /it has no table data/],
      ["CREATE TABLE data (path TEXT, hash TEXT, middle INTEGER, end INTEGER)", /last_modified/],
      ["CREATE TABLE data (id INTEGER)", /no column path, last_modified, hash, middle, end/],
      [
        'CREATE VIEW data AS SELECT 1 AS path, 2 AS last_modified, 3 AS hash, 4 AS middle, 5 AS "end"',
        /no table data/,
      ],
    ];
    for (const [index, [sql, said]] of schemas.entries()) {
      const path = join(computers.root, `${index}.db`);
      {
        using other = new DatabaseSync(path);
        other.exec(sql);
      }
      await refuse(computers, path, said);
    }
  },
});

Deno.test({
  ...hasOriginal,
  name: "a database that was not closed, or keeps a log, is not read halfway",
  async fn() {
    using computers = withDatabase();
    const { database } = computers;
    Deno.writeTextFileSync(`${database}-journal`, "what was last written");
    await refuse(computers, database, /was not closed.*media\.db-journal/);
    Deno.truncateSync(`${database}-journal`);
    strictEqual((await computers.importAtSource("--dry-run")).code, 0, "an empty one says nothing");
    Deno.removeSync(`${database}-journal`);
    const logging = join(computers.root, "logging.db");
    Deno.copyFileSync(database, logging);
    {
      using other = new DatabaseSync(logging);
      other.exec("PRAGMA journal_mode = WAL");
    }
    await refuse(computers, logging, /write-ahead log/);
  },
});

Deno.test({
  ...hasOriginal,
  name: "a database of another source is refused, and that source is named",
  async fn() {
    using computers = withDatabase();
    const other = join(computers.root, "home", "photos");
    Deno.mkdirSync(other);
    computers.configure({}, computers.destination, other);
    await refuse(computers, computers.database, /another source, \S+\/home\/media: none .*photos/);
    computers.configure({
      pairLines: [
        "[[pair]]",
        'name = "photos"',
        `source = "${other}"`,
        'destination = "/b/photos"',
      ],
    });
    const photos = ["--pair", "photos"];
    await refuse(computers, computers.database, /another source, \S+\/home\/media/, ...photos);
    await refuse(computers, computers.database, /no pair "films"/, "--pair", "films");
    const imported = await computers.importAtSource();
    deepStrictEqual([imported.code, imported.summary.pairs[0].pair], [0, "media"]);
  },
});

Deno.test({
  ...hasOriginal,
  name: "without any rows, or with rows for several pairs, it says what is missing",
  async fn() {
    using computers = withDatabase();
    const inner = join(computers.source, "a folder with a long name");
    const pairLines = ["[[pair]]", 'name = "b"', `source = "${inner}"`, 'destination = "/b/b"'];
    computers.configure({ pairLines });
    await refuse(computers, computers.database, /several pairs: media, b\.\n.*--pair/);
    {
      using original = new DatabaseSync(computers.database);
      original.exec("DELETE FROM data");
    }
    await refuse(computers, computers.database, /knows of no files at all/);
  },
});

Deno.test({
  ...hasOriginal,
  name: "rows of other sources are counted, named and left alone",
  async fn() {
    using computers = withDatabase();
    for (let number = 0; number < 3; number++) {
      computers.addRow({
        path: `mnt/old/media/${number}`,
        middle: 1,
        end: 1,
        hash: "ab".repeat(64),
      });
    }
    computers.addRow({ path: "elsewhere/x" });
    const imported = await computers.importAtSource();
    deepStrictEqual(imported.summary.pairs[0].others, [
      { source: "/mnt/old/media", rows: 3 },
      { source: "/elsewhere", rows: 1 },
    ]);
    const notice = imported.events.find(({ event }) => event === "notice");
    match(notice.message, /^4 files .* other sources .*: \/mnt\/old\/media, \/elsewhere$/);
    deepStrictEqual([imported.code, takenBy(imported).aboard], [0, 200]);
  },
});

Deno.test({
  ...hasOriginal,
  name: "the command needs a database's name, and a relative one counts from the current folder",
  async fn() {
    using computers = withDatabase();
    const drive = ["--drive", computers.drive];
    const none = await runProgram([...drive, "import-legacy"]);
    strictEqual(none.code, 2);
    match(none.stderr, /missing required argument 'db'/);
    const cwd = join(computers.drive, "config");
    const { code } = await runProgram([...drive, "import-legacy", "media.db", "--dry-run"], {
      cwd,
    });
    strictEqual(code, 0);
    const json = await runProgram([...drive, "import-legacy", "no.db", "--json"], { cwd });
    const { exitCode, pairs, errors } = json.summary;
    deepStrictEqual([exitCode, pairs, errors[0].code], [2, [], "usage"]);
  },
});

Deno.test({
  ...hasOriginal,
  name: "a database on a read-only folder is read all the same",
  async fn() {
    using computers = withDatabase();
    const folder = join(computers.root, "shelf");
    Deno.mkdirSync(folder);
    Deno.copyFileSync(computers.database, join(folder, "media.db"));
    runCommand("chmod", "-R", "a-w", folder);
    const { code, stdout } = await computers.atSource(
      ["import-legacy", join(folder, "media.db"), "--dry-run"],
    );
    strictEqual(code, 0, stdout);
  },
});
