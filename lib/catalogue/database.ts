import { backup, DatabaseSync, type SQLInputValue, type StatementSync } from "node:sqlite";

import { WaterlockError } from "../model/errors.ts";
import { CATALOGUE, type Said } from "../vocabulary.ts";

/** A row as SQLite gives it, every whole number a BigInt: times in nanoseconds exceed 2^53. */
export type Row = Record<string, Column>;

/** One value of a row. */
export type Column = null | bigint | number | string | Uint8Array;

/** A SQLite connection that prepares each statement once. */
export class Database {
  readonly #connection: DatabaseSync;
  /** Whether any statement has met damage. */
  hasShownDamage = false;
  readonly #statements = new Map<string, StatementSync>();
  readonly #arrayStatements = new Map<string, StatementSync>();

  /**
   * Opens a database for this process alone, so that no file for shared memory is needed.
   *
   * @param path absolute path; the file is made when it is missing
   */
  constructor(path: string) {
    this.#connection = new DatabaseSync(path);
    this.execute("PRAGMA locking_mode = EXCLUSIVE");
  }

  /** Runs statements that take and give nothing. */
  execute(sql: string): void {
    this.#explaining(() => this.#connection.exec(sql));
  }

  /** Runs one statement; says how many rows it changed and the rowid of the last one inserted. */
  run(sql: string, ...values: SQLInputValue[]): { changes: number; lastRowId: bigint } {
    const result = this.#explaining(() => this.#prepare(sql).run(...values));
    return { changes: Number(result.changes), lastRowId: BigInt(result.lastInsertRowid) };
  }

  /** The first row, or undefined. */
  get(sql: string, ...values: SQLInputValue[]): Row | undefined {
    return this.#explaining(() => this.#prepare(sql).get(...values)) as Row | undefined;
  }

  /** All rows: for results that are known to be few. */
  all(sql: string, ...values: SQLInputValue[]): Row[] {
    return this.#explaining(() => this.#prepare(sql).all(...values)) as Row[];
  }

  /** The same as plain arrays of columns, which cost a third: for rows by the hundred thousand. */
  allArrays(sql: string, ...values: SQLInputValue[]): Column[][] {
    return this.#explaining(() => this.#prepare(sql, true).all(...values)) as unknown as Column[][];
  }

  /** Runs `work` in a transaction; what it throws undoes everything. Not to be nested. */
  transaction<T>(work: () => T): T {
    this.execute("BEGIN IMMEDIATE");
    try {
      const result = work();
      this.execute("COMMIT");
      return result;
    } catch (error) {
      this.rollback();
      throw error;
    }
  }

  /** Undoes the open transaction, if SQLite has not done so itself already; says whether it did. */
  rollback(): boolean {
    if (!this.#connection.isTransaction) return false;
    this.execute("ROLLBACK");
    return true;
  }

  /** Copies the database, as of its last commit, to a path where nothing lies yet. */
  async copyTo(path: string): Promise<void> {
    await backup(this.#connection, path);
  }

  close(): void {
    this.#statements.clear();
    this.#arrayStatements.clear();
    this.#connection.close();
  }

  #explaining<T>(work: () => T): T {
    try {
      return work();
    } catch (cause) {
      if (isDamage(cause)) this.hasShownDamage = true;
      const code = primaryCode(cause);
      const known = EXPLAINED[code];
      if (known) {
        throw new WaterlockError(code === FULL ? "no-space" : "failed", ...known, { cause });
      }
      throw cause;
    }
  }

  #prepare(sql: string, asArrays = false): StatementSync {
    const statements = asArrays ? this.#arrayStatements : this.#statements;
    let statement = statements.get(sql);
    if (!statement) {
      statement = this.#connection.prepare(sql);
      statement.setReadBigInts(true);
      if (asArrays) (statement as ArrayStatement).setReturnArrays(true);
      statements.set(sql, statement);
    }
    return statement;
  }
}

/** Deno has it since 2.7 at least; its types do not yet (nodejs.org/api/sqlite.html). */
type ArrayStatement = StatementSync & { setReturnArrays(enabled: boolean): void };

const FULL = 13;

/** SQLite's primary result codes that mean the file is not what it should be. */
const CORRUPT = 11, NOT_A_DATABASE = 26;

/** SQLite's primary result codes (sqlite.org/rescode.html) that a person can do something about. */
const EXPLAINED: Record<number, Said> = {
  8: CATALOGUE.readOnly,
  10: CATALOGUE.inputOutput,
  [FULL]: CATALOGUE.full,
  [CORRUPT]: CATALOGUE.damaged,
  [NOT_A_DATABASE]: CATALOGUE.damaged,
};

/** Whether an error of SQLite's, or one that it caused, says that the file is damaged or no database. */
export function isDamage(error: unknown): boolean {
  const code = primaryCode(error instanceof WaterlockError ? error.cause : error);
  return code === CORRUPT || code === NOT_A_DATABASE;
}

/** SQLite's own words (`sqlite3_errstr`) for its primary result codes. */
const CODES_BY_WORDS: readonly [words: RegExp, code: number][] = [
  [/^attempt to write a readonly database$/, 8],
  [/^disk I\/O error$/, 10],
  [/^database disk image is malformed$/, CORRUPT],
  [/^database or disk is full$/, FULL],
  [/^file is not a database$/, NOT_A_DATABASE],
];

/** SQLite's words for a table's definition that it cannot read, whose code may be that of a mere mistake. */
const MALFORMED_SCHEMA = /^malformed database schema/;

/**
 * SQLite's primary result code of an error, or 0 when it is not SQLite's. Deno's `exec()` gives the
 * words alone, its prepared statements the number too.
 */
export function primaryCode(error: unknown): number {
  if (!(error instanceof Error)) return 0;
  if (MALFORMED_SCHEMA.test(error.message)) return CORRUPT;
  if ("errcode" in error) return Number(error.errcode) & 0xff;
  return CODES_BY_WORDS.find(([words]) => words.test(error.message))?.[1] ?? 0;
}

/** Rows in pages, so that the caller may write between them. `fetch` gets the last row of a page. */
export function* inPages(fetch: (after: Row | undefined) => Row[]): Generator<Row> {
  let last: Row | undefined;
  for (;;) {
    const page = fetch(last);
    if (page.length === 0) return;
    yield* page;
    last = page.at(-1);
  }
}

/** How many rows a page holds. */
export const PAGE_ROWS = 1000;
