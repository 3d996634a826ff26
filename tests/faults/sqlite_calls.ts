// deno-lint-ignore-file no-explicit-any
import { DatabaseSync, StatementSync } from "node:sqlite";
import { type Call, Refusal, told } from "./calls.ts";

/** The tables written in a transaction that is open, by connection; and who prepared a statement. */
const written = new WeakMap<DatabaseSync, Set<string>>();
const prepared = new WeakMap<
  StatementSync,
  { connection: DatabaseSync; table: string | undefined }
>();
/** What a program has open that ends now: the system closes it. */
const open = new Set<DatabaseSync>();

/**
 * Puts a teller before SQLite. What it does to its files cannot be told apart from outside; that a
 * transaction is committed can, by the tables it has written.
 */
export function wrapSqlite(): void {
  const connections = DatabaseSync.prototype as any, statements = StatementSync.prototype as any;
  const { exec, prepare, close } = connections;
  connections.exec = function (this: DatabaseSync, sql: string) {
    open.add(this);
    const isCommit = sql === "COMMIT";
    if (sql.startsWith("BEGIN")) written.set(this, new Set());
    for (const table of tablesOf(sql)) tablesWritten(this).add(table);
    const call = isCommit ? commitOf(tablesWritten(this)) : QUERY;
    return refusing(() => told(call, () => exec.call(this, sql)));
  };
  connections.prepare = function (this: DatabaseSync, sql: string) {
    open.add(this);
    const statement = prepare.call(this, sql);
    prepared.set(statement, { connection: this, table: tablesOf(sql)[0] });
    return statement;
  };
  connections.close = function (this: DatabaseSync) {
    open.delete(this);
    close.call(this);
  };
  for (const name of ["run", "get", "all"]) {
    const original = statements[name];
    statements[name] = function (this: StatementSync, ...values: any[]) {
      const { connection, table } = prepared.get(this) ?? {};
      if (!connection || !table || connection.isTransaction) {
        if (connection && table) tablesWritten(connection).add(table);
        return refusing(() => told(QUERY, () => original.apply(this, values)));
      }
      return refusing(() => told(commitOf([table]), () => original.apply(this, values)));
    };
  }
}

/** Closes what is still open, as the system does for a program that has ended. */
export function closeDatabases(): void {
  for (const connection of open) {
    try {
      connection.close();
    } catch {
      // It was closed already.
    }
  }
  open.clear();
}

/** A look at the catalogue, or a statement whose transaction is not committed yet. */
const QUERY: Call = { operation: "query", path: "", place: "catalogue" };

function commitOf(tables: Iterable<string>): Call {
  return { operation: "commit", path: "", place: [...tables].sort().join("+") || "nothing" };
}

function tablesWritten(connection: DatabaseSync): Set<string> {
  const tables = written.get(connection) ?? new Set();
  written.set(connection, tables);
  return tables;
}

/** Rows of a temporary table are nobody's. A migration is told as `schema`. */
function tablesOf(sql: string): string[] {
  const words = sql.trimStart();
  if (/^CREATE TABLE|^--|PRAGMA user_version =/.test(words)) return ["schema"];
  const table = /^(?:INSERT (?:OR REPLACE )?INTO|UPDATE|DELETE FROM)\s+([\w.]+)/.exec(words)?.[1];
  return table === undefined || table.startsWith("temp.") ? [] : [table];
}

/** SQLite's own words and primary result codes (sqlite.org/rescode.html) for what a system refuses. */
const IN_SQLITES_WORDS: Record<string, readonly [message: string, code: number]> = {
  ENOSPC: ["database or disk is full", 13],
  EROFS: ["attempt to write a readonly database", 8],
  EACCES: ["attempt to write a readonly database", 8],
};

function refusing<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const [message, errcode] = IN_SQLITES_WORDS[error.code] ?? ["disk I/O error", 10];
    throw Object.assign(new Error(message), { code: "ERR_SQLITE_ERROR", errcode });
  }
}
