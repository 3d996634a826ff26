import type { EntryKind, EntryState } from "../model/entry.ts";
import type { RelativePath } from "../model/relative_path.ts";
import { HAS_ARRIVED_PARTS, IS_INCOMPLETE } from "./cargo.ts";
import { type Column, type Database, PAGE_ROWS } from "./database.ts";
import { IS_UNDECIDED } from "./missing.ts";
import { pathOf, tampered } from "./rows.ts";

/** A path that something is known of, as a list shows it. */
export interface ListingRow {
  readonly path: RelativePath;
  readonly kind: EntryKind;
  /** Bytes; null where nobody knows. */
  readonly size: number | null;
  /** `adopted`: at the destination, brought by somebody else, and never seen at the source. */
  readonly state: EntryState | "adopted";
  /** Whether it waits at the source and an older version of it is aboard or at the destination. */
  readonly isNewer: boolean;
  /** Whether it waits at the source and parts of it are aboard or at the destination. */
  readonly isInParts: boolean;
  /** Whether the last load found it gone from the source, and nobody has decided about it. */
  readonly isUndecided: boolean;
}

/** What lies in a folder, for who looks around. */
export class Listing {
  constructor(private readonly database: Database) {}

  /** Whether anything is known of a folder of a pair, or in it. */
  isFolder(pairId: bigint, folder: RelativePath | ""): boolean {
    const [from, to] = rangeOf(folder);
    return ["entry", "adopted"].some((table) =>
      this.database.get(
        `SELECT 1 FROM ${table} WHERE pair_id = ? AND path >= ? AND path < ? LIMIT 1`,
        pairId,
        from,
        to,
      ) !== undefined
    );
  }

  /**
   * All that is known below a folder, however deep, a page at a time: in the order of `comparePaths` what
   * was seen at the source, then what others brought. What is nowhere any more is left out.
   */
  *below(pairId: bigint, folder: RelativePath | ""): Generator<ListingRow> {
    const [from, to] = rangeOf(folder);
    for (const sql of [SEEN, BROUGHT]) {
      let last = from;
      for (;;) {
        const page = this.database.allArrays(sql, pairId, last, to);
        if (page.length === 0) break;
        for (const columns of page) {
          const row = rowOf(columns);
          if (!row.path.startsWith(folder)) throw tampered(row.path);
          yield row;
        }
        // A tampered catalogue may hold text that reads as another path than it is stored under.
        const next = String(page.at(-1)![0]);
        if (next === last) throw tampered(next);
        last = next;
      }
    }
  }
}

const SEEN = `
  SELECT path, kind, size, state, state = 'pending' AND (
      EXISTS (SELECT 1 FROM delivery WHERE delivery.entry_id = entry.entry_id)
      OR EXISTS (SELECT 1 FROM cargo WHERE cargo.entry_id = entry.entry_id AND arrived = 0
        AND NOT ${IS_INCOMPLETE})), ${IS_UNDECIDED},
    state = 'pending' AND EXISTS (SELECT 1 FROM cargo WHERE cargo.entry_id = entry.entry_id
      AND ${IS_INCOMPLETE} AND (arrived = 0 OR ${HAS_ARRIVED_PARTS}))
  FROM entry WHERE pair_id = ? AND path > ? AND path < ? AND state <> 'removed'
  ORDER BY path LIMIT ${PAGE_ROWS}`;

const BROUGHT = `
  SELECT path, 'file', size, 'adopted', 0, 0, 0 FROM adopted
  WHERE pair_id = ? AND path > ? AND path < ? AND NOT EXISTS
    (SELECT 1 FROM entry WHERE entry.pair_id = adopted.pair_id AND entry.path = adopted.path)
  ORDER BY path LIMIT ${PAGE_ROWS}`;

/** Where the paths below a folder begin and end: `0` is the letter behind `/`, a blob behind every text. */
function rangeOf(folder: RelativePath | ""): [from: string, to: string | Uint8Array] {
  return [folder, folder === "" ? new Uint8Array() : `${folder.slice(0, -1)}0`];
}

function rowOf([path, kind, size, state, isNewer, isUndecided, isInParts]: Column[]): ListingRow {
  return {
    path: pathOf(path),
    kind: kind as EntryKind,
    size: size === null ? null : Number(size),
    state: state as ListingRow["state"],
    isNewer: isNewer === 1n,
    isUndecided: isUndecided === 1n,
    isInParts: isInParts === 1n,
  };
}
