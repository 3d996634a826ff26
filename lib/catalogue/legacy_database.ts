import { DatabaseSync } from "node:sqlite";
import { WaterlockError } from "../model/errors.ts";
import type { LegacyRow } from "../model/legacy_row.ts";
import { primaryCode, type Row } from "./database.ts";

/**
 * The database of the original Waterlock, opened only to be read: nothing is written to it, and no
 * file is made beside it.
 */
export class LegacyDatabase implements Disposable {
  private constructor(
    private readonly path: string,
    private readonly connection: DatabaseSync,
  ) {}

  /**
   * Opens the database and looks whether it is the original's.
   *
   * @param path absolute path
   * @throws {WaterlockError} `usage` when it is missing, damaged, being written, or another program's
   */
  static open(path: string): LegacyDatabase {
    refuseOtherFiles(path);
    refuseUnsettled(path);
    return explaining(path, () => {
      const connection = new DatabaseSync(path, { readOnly: true });
      try {
        connection.exec("PRAGMA trusted_schema = OFF");
        connection.exec("PRAGMA temp_store = MEMORY");
        checkWhole(path, connection);
        checkSchema(path, connection);
        return new LegacyDatabase(path, connection);
      } catch (error) {
        connection.close();
        throw error;
      }
    });
  }

  /** Every row, in no order. */
  *rows(): Generator<LegacyRow> {
    const statement = explaining(this.path, () =>
      this.connection.prepare(
        // A text with a NUL in it would be handed over cut off there; its bytes come instead.
        `SELECT CASE WHEN instr(path, char(0)) THEN CAST(path AS BLOB) ELSE path END AS path,
           last_modified AS lastModified, hash, middle, "end"
         FROM data NOT INDEXED`,
      ));
    statement.setReadBigInts(true);
    const rows = statement.iterate();
    for (;;) {
      const next = explaining(this.path, () => rows.next());
      if (next.done) return;
      yield next.value as unknown as LegacyRow;
    }
  }

  /**
   * The hashes that several rows have, in lower case. The original set its flags by the hash and not by the path, so
   * that a flag of such a row may be about another file of the same bytes.
   */
  sharedHashes(): Set<string> {
    const rows = explaining(this.path, () =>
      this.connection.prepare(
        "SELECT lower(hash) AS hash FROM data WHERE typeof(hash) = 'text' AND hash <> '' " +
          "GROUP BY lower(hash) HAVING count(*) > 1",
      ).all());
    return new Set(rows.map((row) => String(row.hash)));
  }

  [Symbol.dispose](): void {
    this.connection.close();
  }
}

/** What every SQLite file begins with (sqlite.org/fileformat.html), and the bytes of its header. */
const MAGIC = "SQLite format 3\0", HEADER_BYTES = 100;
const READ_VERSION_AT = 19, WRITE_AHEAD = 2;

const NAME_IT =
  "Name the file that the original kept in its folder config, such as config/media.db";

function refuseOtherFiles(path: string): void {
  const { isFile, isDirectory, size } = explaining(path, () => Deno.statSync(path));
  if (!isFile) {
    const what = isDirectory ? "a folder" : "no plain file";
    throw new WaterlockError("usage", `${path} is ${what}, not a database`, NAME_IT);
  }
  if (size === 0) throw new WaterlockError("usage", `${path} is empty`, NAME_IT);
  const header = new Uint8Array(HEADER_BYTES);
  const length = explaining(path, () => {
    using file = Deno.openSync(path);
    return file.readSync(header) ?? 0;
  });
  const magic = new TextDecoder().decode(header.subarray(0, MAGIC.length));
  if (magic !== MAGIC) {
    throw new WaterlockError("usage", `${path} is no SQLite database`, NAME_IT);
  }
  if (length < HEADER_BYTES) throw damaged(path, `it has only ${length} bytes`);
  if (header[READ_VERSION_AT] === WRITE_AHEAD) {
    throw new WaterlockError(
      "usage",
      `${path} keeps a write-ahead log, which the original never did and which cannot be read without ` +
        "writing",
      "Turn it off in a copy of the file (sqlite3 COPY 'PRAGMA journal_mode = DELETE') and import that",
    );
  }
}

/** A database beside whose file SQLite still keeps a log is not what it will be when that is settled. */
function refuseUnsettled(path: string): void {
  for (const log of [`${path}-journal`, `${path}-wal`]) {
    let size = 0;
    try {
      size = Deno.statSync(log).size;
    } catch (error) {
      if (!(error instanceof Deno.errors.NotFound)) throw error;
    }
    if (size > 0) {
      throw new WaterlockError(
        "usage",
        `${path} was not closed: ${log} lies beside it with what was last written`,
        "End the original Waterlock, or open and close the database once with it or with sqlite3, " +
          "then import it",
      );
    }
  }
}

function checkWhole(path: string, connection: DatabaseSync): void {
  const finding = connection.prepare("PRAGMA quick_check(1)").get() as Row | undefined;
  if (finding?.quick_check !== "ok") {
    throw damaged(path, String(finding?.quick_check).split("\n").at(-1)!);
  }
}

const COLUMNS = ["path", "last_modified", "hash", "middle", "end"] as const;

function checkSchema(path: string, connection: DatabaseSync): void {
  const table = connection.prepare(
    "SELECT sql FROM sqlite_schema WHERE type = 'table' AND name = 'data'",
  ).get() as Row | undefined;
  const isPlain = /^CREATE\s+TABLE\b/i.test(String(table?.sql));
  const found = connection.prepare("SELECT name FROM pragma_table_info('data')").all();
  const names = found.map((row) => String(row.name).toLowerCase());
  const missing = COLUMNS.filter((name) => !names.includes(name));
  if (isPlain && missing.length === 0) return;
  throw new WaterlockError(
    "usage",
    `${path} is not a database that the original Waterlock made: it has ${
      isPlain ? `no column ${missing.join(", ")} in its table data` : "no table data"
    }`,
    NAME_IT,
  );
}

function damaged(path: string, how: string, cause?: unknown): WaterlockError {
  return new WaterlockError(
    "usage",
    `${path} is damaged: ${how}`,
    "Take an older copy of it, if there is one; without it waterlock load carries everything once more",
    { cause },
  );
}

/** SQLite's result codes (sqlite.org/rescode.html) that say that the file is not what it should be. */
const SQLITE_CORRUPT = 11, SQLITE_NOTADB = 26;

function explaining<T>(path: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof WaterlockError) throw error;
    const isMissing = error instanceof Deno.errors.NotFound ||
      error instanceof Deno.errors.NotADirectory;
    if (isMissing) throw new WaterlockError("usage", `There is no file ${path}`, NAME_IT);
    if (error instanceof Deno.errors.PermissionDenied) {
      throw new WaterlockError(
        "usage",
        `Cannot read ${path}: no permission`,
        "Make it readable for this user and run it again",
        { cause: error },
      );
    }
    const code = primaryCode(error);
    if (code === SQLITE_CORRUPT || code === SQLITE_NOTADB) {
      throw damaged(path, error instanceof Error ? error.message : String(error), error);
    }
    throw error;
  }
}
