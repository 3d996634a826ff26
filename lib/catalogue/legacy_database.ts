import { DatabaseSync } from "node:sqlite";
import { WaterlockError } from "../model/errors.ts";
import type { LegacyRow } from "../model/legacy_row.ts";
import { LEGACY_DATABASE, type Said } from "../vocabulary.ts";
import { primaryCode, type Row } from "./database.ts";
import { HEADER_BYTES, MAGIC } from "./unfit_file.ts";

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

/** Where SQLite's header says how who reads has to go about it, and how with a log: WAL. */
const READ_VERSION_AT = 19, WRITE_AHEAD = 2;

function refuseOtherFiles(path: string): void {
  const { isFile, isDirectory, size } = explaining(path, () => Deno.statSync(path));
  if (isDirectory) throw refusal(LEGACY_DATABASE.isFolder(path));
  if (!isFile) throw refusal(LEGACY_DATABASE.isNoPlainFile(path));
  if (size === 0) throw refusal(LEGACY_DATABASE.isEmpty(path));
  const header = new Uint8Array(HEADER_BYTES);
  const length = explaining(path, () => {
    using file = Deno.openSync(path);
    return file.readSync(header) ?? 0;
  });
  const magic = new TextDecoder().decode(header.subarray(0, MAGIC.length));
  if (magic !== MAGIC) throw refusal(LEGACY_DATABASE.isNoDatabase(path));
  if (length < HEADER_BYTES) throw damaged(path, LEGACY_DATABASE.tooShort(length));
  if (header[READ_VERSION_AT] === WRITE_AHEAD) throw refusal(LEGACY_DATABASE.hasLog(path));
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
    if (size > 0) throw refusal(LEGACY_DATABASE.wasNotClosed(path, log));
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
  if (!/^CREATE\s+TABLE\b/i.test(String(table?.sql))) {
    throw refusal(LEGACY_DATABASE.hasNoTable(path));
  }
  const found = connection.prepare("SELECT name FROM pragma_table_info('data')").all();
  const names = found.map((row) => String(row.name).toLowerCase());
  const missing = COLUMNS.filter((name) => !names.includes(name));
  if (missing.length > 0) throw refusal(LEGACY_DATABASE.hasNoColumns(path, missing));
}

function damaged(path: string, how: string, cause?: unknown): WaterlockError {
  return refusal(LEGACY_DATABASE.isDamaged(path, how), cause);
}

function refusal(said: Said, cause?: unknown): WaterlockError {
  return new WaterlockError("usage", ...said, { cause });
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
    if (isMissing) throw refusal(LEGACY_DATABASE.isMissing(path));
    if (error instanceof Deno.errors.PermissionDenied) {
      throw refusal(LEGACY_DATABASE.mayNotBeRead(path), error);
    }
    const code = primaryCode(error);
    if (code === SQLITE_CORRUPT || code === SQLITE_NOTADB) {
      throw damaged(path, error instanceof Error ? error.message : String(error), error);
    }
    throw error;
  }
}
