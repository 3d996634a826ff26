import type { EntryKind, EntryState } from "../model/entry.ts";
import { comparePaths } from "../model/relative_path.ts";
import { type Column, type Database, PAGE_ROWS, type Row } from "./database.ts";
import { type EntryRow, identityOf, tampered } from "./rows.ts";

/** An entry without its digest, and with the time that the source shows of it. */
export type ListedEntry = Omit<EntryRow, "digest" | "shownMtimeNs">;

/**
 * Every entry of a pair in the order of `comparePaths`, a page at a time: no more of each than tells
 * whether it is as it was.
 */
export function* entriesInPathOrder(database: Database, pairId: bigint): Generator<ListedEntry> {
  const sql = `
    SELECT entry_id, path, kind, size, coalesce(shown_mtime_ns, mtime_ns), mode, link_target, state
    FROM entry WHERE pair_id = ? AND path > ? ORDER BY path LIMIT ${PAGE_ROWS}`;
  let previous = "";
  for (;;) {
    const page = database.allArrays(sql, pairId, previous);
    if (page.length === 0) return;
    for (const columns of page) {
      const entry = listedEntryOf(columns);
      if (comparePaths(entry.path, previous) <= 0) throw tampered(entry.path);
      previous = entry.path;
      yield entry;
    }
  }
}

function listedEntryOf(columns: Column[]): ListedEntry {
  const [id, path, kind, size, mtimeNs, mode, linkTarget, state] = columns as [
    bigint,
    string,
    EntryKind,
    bigint,
    bigint,
    bigint | null,
    string | null,
    EntryState,
  ];
  if (size < 0n) throw tampered(path);
  return {
    id,
    ...identityOf(path, kind, state),
    size: Number(size),
    mtimeNs,
    mode: mode === null ? null : Number(mode),
    linkTarget,
  };
}

/**
 * Rows whose paths really are in order. A tampered catalogue may hold text that is no UTF-8 and reads
 * as another path than it is stored under; pages by such a path could come again and again.
 */
export function* advancing(rows: Iterable<Row>, direction: 1 | -1): Generator<Row> {
  let previous: string | undefined;
  for (const row of rows) {
    const path = String(row.path);
    if (previous !== undefined && comparePaths(path, previous) * direction <= 0) {
      throw tampered(path);
    }
    previous = path;
    yield row;
  }
}
