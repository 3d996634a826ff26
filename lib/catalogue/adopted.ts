import type { Digest } from "../model/digest.ts";
import type { Tally } from "../model/entry.ts";
import type { RelativePath } from "../model/relative_path.ts";
import { type Database, inPages, PAGE_ROWS, type Row } from "./database.ts";
import { advancing } from "./path_order.ts";
import { digestBytes, digestOf, pathOf } from "./rows.ts";

/** A file that lies at the destination though Waterlock did not bring it. */
export interface AdoptedFile {
  readonly path: RelativePath;
  /** Bytes, or null where only the path and the time are known. */
  readonly size: number | null;
  /** Nanoseconds since 1970, or {@linkcode NO_TIME}. */
  readonly mtimeNs: bigint;
  /** Null where nobody has read it. */
  readonly digest: Digest | null;
}

/**
 * The time of a file whose path alone is no proof that it is there, so that it never counts as
 * unchanged by path and time: only its digest can settle it. No file system gives this time.
 */
export const NO_TIME = -(2n ** 63n);

/** What is at the destination however it got there, until the source is seen to have the same. */
export class Adopted {
  constructor(private readonly database: Database) {}

  /** Records a file, in place of what was recorded of its path. */
  record(pairId: bigint, { path, size, mtimeNs, digest }: AdoptedFile): void {
    this.database.run(
      `INSERT OR REPLACE INTO adopted (pair_id, path, size, mtime_ns, digest) VALUES (?, ?, ?, ?, ?)`,
      pairId,
      path,
      size,
      mtimeNs,
      digestBytes(digest),
    );
  }

  /** Forgets everything of a pair. */
  clear(pairId: bigint): void {
    this.database.run("DELETE FROM adopted WHERE pair_id = ?", pairId);
  }

  /** Forgets one path: it has been settled, or is not there after all. */
  forget(pairId: bigint, path: RelativePath): void {
    this.database.run("DELETE FROM adopted WHERE pair_id = ? AND path = ?", pairId, path);
  }

  /** The file of a path, or undefined when none is recorded. */
  at(pairId: bigint, path: RelativePath): AdoptedFile | undefined {
    const row = this.database.get(
      "SELECT * FROM adopted WHERE pair_id = ? AND path = ?",
      pairId,
      path,
    );
    return row && adoptedOf(row);
  }

  /** Every file of a pair by path, a page at a time. */
  *inPathOrder(pairId: bigint): Generator<AdoptedFile> {
    const sql = `SELECT * FROM adopted WHERE pair_id = ? AND path > ?
      ORDER BY path LIMIT ${PAGE_ROWS}`;
    const rows = inPages((last) => this.database.all(sql, pairId, last?.path ?? ""));
    for (const row of advancing(rows, 1)) yield adoptedOf(row);
  }

  /** How many files, and the bytes of those whose size is known. */
  tally(pairId: bigint): Tally {
    const row = this.database.get(
      "SELECT count(*) AS files, coalesce(sum(size), 0) AS bytes FROM adopted WHERE pair_id = ?",
      pairId,
    )!;
    return { files: Number(row.files), bytes: Number(row.bytes) };
  }
}

function adoptedOf(row: Row): AdoptedFile {
  return {
    path: pathOf(row.path),
    size: row.size === null ? null : Number(row.size),
    mtimeNs: BigInt(row.mtime_ns as bigint),
    digest: digestOf(row.digest),
  };
}
