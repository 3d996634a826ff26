import type { Digest } from "../model/digest.ts";
import type { ProofGrade, Proofs, Tally } from "../model/entry.ts";
import type { RelativePath } from "../model/relative_path.ts";
import { HAS_ARRIVED_PARTS } from "./cargo.ts";
import { type Database, inPages, PAGE_ROWS } from "./database.ts";
import { advancing } from "./path_order.ts";
import {
  digestBytes,
  digestOf,
  pathOf,
  TRAVELLED,
  travelledOf,
  travelledValues,
  type TravelledVersion,
  versionColumns,
} from "./rows.ts";

/** A file at the destination, and what its bytes must hash to. */
export interface DeliveredFile {
  readonly path: RelativePath;
  readonly digest: Digest | null;
}

/** How much of a destination has been proven there. */
export interface ProofTally extends Tally {
  /** The oldest of the proofs, in milliseconds since 1970; null where there is none. */
  readonly since: number | null;
  /** What nobody has read there yet, or what is not as it was delivered. */
  readonly never: Tally;
  /** The part of that which somebody edited there since it was delivered, as a verification found. */
  readonly edited: Tally;
  readonly proofs: Proofs;
}

/** What somebody read at the destination and found to be something else than was delivered. */
export const IS_EDITED = "(delivery.proof IS NULL AND delivery.proven_at > 0)";

/** What is at the destination: which version of an entry, and how it was proven there. */
export class Deliveries {
  constructor(private readonly database: Database) {}

  /**
   * Records a version at the destination; what others had brought to that path is no longer there.
   *
   * @param provenAt milliseconds since 1970
   */
  record(entryId: bigint, version: TravelledVersion, tripId: bigint, provenAt: number): void {
    this.database.run(
      `INSERT OR REPLACE INTO delivery (entry_id, trip_id, proven_at, ${TRAVELLED.columns})
       VALUES (?, ?, ?, ${TRAVELLED.marks})`,
      entryId,
      tripId,
      provenAt,
      ...travelledValues(version),
    );
    this.database.run(
      `DELETE FROM adopted
       WHERE (pair_id, path) = (SELECT pair_id, path FROM entry WHERE entry_id = ?)`,
      entryId,
    );
  }

  /**
   * Forgets a delivery before what was delivered is replaced or moved: should that be broken off, nobody
   * may believe that it is still there.
   *
   * @returns what records it again, where it was not replaced after all
   */
  withdraw(entryId: bigint): () => void {
    const row = this.database.get("SELECT * FROM delivery WHERE entry_id = ?", entryId);
    if (!row) return () => {};
    this.forget(entryId);
    const columns = Object.keys(row), marks = columns.map(() => "?");
    return () => {
      this.database.run(
        `INSERT OR REPLACE INTO delivery (${columns.join(", ")}) VALUES (${marks.join(", ")})`,
        ...Object.values(row),
      );
    };
  }

  /** The version at the destination, or undefined when none is. */
  of(entryId: bigint): TravelledVersion | undefined {
    const row = this.database.get(
      `SELECT ${versionColumns("delivery", "")} FROM delivery WHERE entry_id = ?`,
      entryId,
    );
    return row && travelledOf(row, "");
  }

  /** Whether anything was delivered to a path, or below it as a folder. */
  areAnyAt(pairId: bigint, path: RelativePath): boolean {
    // Behind all that is in a folder comes its name with the character behind the slash.
    const end = path.endsWith("/") ? `${path.slice(0, -1)}0` : path;
    return this.database.get(
      `SELECT 1 FROM entry JOIN delivery USING (entry_id)
       WHERE pair_id = ?1 AND (path = ?2 OR (path > ?2 AND path < ?3)) LIMIT 1`,
      pairId,
      path,
      end,
    ) !== undefined;
  }

  /** Every file at the destination in the order of `comparePaths`, a page at a time. */
  *filesInPathOrder(pairId: bigint): Generator<DeliveredFile> {
    const sql = `
      SELECT path, CASE WHEN ${IS_EDITED} THEN NULL ELSE delivery.digest END AS digest FROM entry JOIN delivery USING (entry_id)
      WHERE pair_id = ? AND delivery.kind = 'file' AND path > ?
      ORDER BY path LIMIT ${PAGE_ROWS}`;
    const rows = inPages((last) => this.database.all(sql, pairId, last?.path ?? ""));
    for (const row of advancing(rows, 1)) {
      yield { path: pathOf(row.path), digest: digestOf(row.digest) };
    }
  }

  /** The paths of everything that was delivered, folders as well, in the order of `comparePaths`. */
  *paths(pairId: bigint): Generator<RelativePath> {
    const sql = `SELECT path FROM entry JOIN delivery USING (entry_id)
      WHERE pair_id = ? AND path > ? ORDER BY path LIMIT ${PAGE_ROWS}`;
    const rows = inPages((last) => this.database.all(sql, pairId, last?.path ?? ""));
    for (const row of advancing(rows, 1)) yield pathOf(row.path);
  }

  /**
   * Records that what is at the destination was read there.
   *
   * @param proof how it was proven, or null when it is not what was delivered
   * @param digest what a delivery that nobody had read turned out to have
   */
  markRead(entryId: bigint, at: number, proof: ProofGrade | null, digest: Digest | null): void {
    this.database.run(
      `UPDATE delivery SET proven_at = ?, proof = ?, digest = coalesce(digest, ?)
       WHERE entry_id = ?`,
      at,
      proof,
      digestBytes(digest),
      entryId,
    );
  }

  /**
   * Forgets what is damaged or missing at the destination, and has it brought again: from cargo where
   * that very version still lies there, else by the next load. What is gone from the source stays
   * what was decided about it.
   *
   * @returns what brings it again; undefined when nothing does
   */
  lose(entryId: bigint, how: "damaged" | "missing"): "load" | "unload" | undefined {
    const { changes } = this.database.run(
      `UPDATE cargo SET arrived = 0
       WHERE entry_id = ? AND arrived = 1 AND (kind = 'link' OR (on_drive = 1 AND digest IS NOT NULL))
         AND NOT ${HAS_ARRIVED_PARTS}
         AND EXISTS (SELECT 1 FROM delivery AS there WHERE there.entry_id = cargo.entry_id
           AND there.kind = cargo.kind AND there.size = cargo.size
           AND there.mtime_ns = cargo.mtime_ns AND there.link_target IS cargo.link_target
           AND there.digest IS cargo.digest)
         AND EXISTS (SELECT 1 FROM entry WHERE entry.entry_id = cargo.entry_id
           AND state IN ('delivered', 'skipped'))`,
      entryId,
    );
    const isInCargo = changes > 0;
    this.forget(entryId);
    const lost = how === "damaged" ? "damaged" : isInCargo ? "aboard" : "pending";
    this.database.run(
      `UPDATE entry SET state = CASE
         WHEN state = 'delivered' THEN ? WHEN ? AND state = 'removal' THEN 'removed' ELSE state END
       WHERE entry_id = ?`,
      lost,
      how === "missing" ? 1 : 0,
      entryId,
    );
    if (isInCargo) return "unload";
    const { state } = this.database.get("SELECT state FROM entry WHERE entry_id = ?", entryId)!;
    if (state === "aboard") return "unload";
    return state === "pending" || state === "damaged" ? "load" : undefined;
  }

  /** What was edited at the destination since it was delivered, as a verification found. */
  tallyEdited(pairId: bigint): Tally {
    const { files, bytes } = this.database.get(
      `SELECT count(*) AS files, coalesce(sum(delivery.size), 0) AS bytes
       FROM delivery JOIN entry USING (entry_id)
       WHERE pair_id = ? AND delivery.kind = 'file' AND ${IS_EDITED}`,
      pairId,
    )!;
    return { files: Number(files), bytes: Number(bytes) };
  }

  /** What of the destination was proven there, since when, and what never was. */
  tallyProofs(pairId: bigint): ProofTally {
    const row = this.database.get(
      `SELECT count(*) FILTER (WHERE is_proven) AS files,
         coalesce(sum(size) FILTER (WHERE is_proven), 0) AS bytes,
         min(proven_at) FILTER (WHERE is_proven) AS since,
         count(*) FILTER (WHERE NOT is_proven) AS never_files,
         coalesce(sum(size) FILTER (WHERE NOT is_proven), 0) AS never_bytes,
         count(*) FILTER (WHERE is_edited) AS edited_files,
         coalesce(sum(size) FILTER (WHERE is_edited), 0) AS edited_bytes,
         count(*) FILTER (WHERE is_proven AND proof = 'cold') AS cold,
         count(*) FILTER (WHERE is_proven AND proof = 'reread') AS reread
       FROM (SELECT delivery.size AS size, proven_at, proof,
           delivery.kind = 'file' AND ${IS_EDITED} AS is_edited,
           delivery.kind = 'link' OR (proof IS NOT NULL AND delivery.digest IS NOT NULL) AS is_proven
         FROM delivery JOIN entry USING (entry_id)
         WHERE pair_id = ? AND delivery.kind <> 'folder')`,
      pairId,
    )!;
    return {
      files: Number(row.files),
      bytes: Number(row.bytes),
      since: row.since === null ? null : Number(row.since),
      never: { files: Number(row.never_files), bytes: Number(row.never_bytes) },
      edited: { files: Number(row.edited_files), bytes: Number(row.edited_bytes) },
      proofs: { cold: Number(row.cold), reread: Number(row.reread) },
    };
  }

  setMode(entryId: bigint, mode: number | null): void {
    this.database.run("UPDATE delivery SET mode = ? WHERE entry_id = ?", mode, entryId);
  }

  /** Records that nothing of the entry is at the destination any more. */
  forget(entryId: bigint): void {
    this.database.run("DELETE FROM delivery WHERE entry_id = ?", entryId);
  }

  /**
   * Forgets folders that are not at the destination, because files or links have their names now. One whose
   * name has only what is kept though it has gone from the source is to be made again.
   */
  forgetFolders(pairId: bigint, paths: readonly RelativePath[]): void {
    const folders = this.database.all(
      `SELECT entry.entry_id AS id, entry.path AS path, file.state = 'skipped' AS isWanted
       FROM json_each(?) CROSS JOIN entry AS file ON file.pair_id = ? AND file.path = value
         JOIN entry ON entry.pair_id = file.pair_id AND entry.path = value || '/'
         JOIN delivery ON delivery.entry_id = entry.entry_id`,
      JSON.stringify(paths),
      pairId,
    );
    for (const { id, path, isWanted } of folders) {
      this.forgetPath(pairId, pathOf(path));
      if (!isWanted) continue;
      this.database.run(
        "UPDATE entry SET state = 'aboard' WHERE entry_id = ? AND state = 'pending'",
        id as bigint,
      );
    }
  }

  /** Records that what was at a path of the destination has been moved away from there. */
  forgetPath(pairId: bigint, path: RelativePath): void {
    this.database.run("DELETE FROM adopted WHERE pair_id = ? AND path = ?", pairId, path);
    const row = this.database.get(
      "SELECT entry_id FROM entry WHERE pair_id = ? AND path = ?",
      pairId,
      path,
    );
    if (!row) return;
    const id = row.entry_id as bigint;
    this.forget(id);
    this.database.run(
      `UPDATE entry SET state = CASE state WHEN 'removal' THEN 'removed' ELSE 'pending' END
       WHERE entry_id = ? AND state IN ('delivered', 'removal')`,
      id,
    );
  }

  /**
   * Forgets a whole destination, because another one takes its place: what still lies in cargo is to
   * be unloaded again, the rest to be loaded again.
   *
   * @returns how many files had been delivered
   */
  forgetAll(pairId: bigint): number {
    const ofPair = "entry_id IN (SELECT entry_id FROM entry WHERE pair_id = ?)";
    const { changes } = this.database.run(
      `DELETE FROM delivery WHERE kind <> 'folder' AND ${ofPair}`,
      pairId,
    );
    this.database.run(`DELETE FROM delivery WHERE ${ofPair}`, pairId);
    this.database.run(
      `UPDATE cargo SET arrived = 0 WHERE arrived = 1
         AND (kind = 'link' OR on_drive = 1 AND digest IS NOT NULL) AND NOT ${HAS_ARRIVED_PARTS}
         AND EXISTS (SELECT 1 FROM entry WHERE entry.entry_id = cargo.entry_id AND pair_id = ?
           AND state IN ('delivered', 'skipped') AND entry.kind = cargo.kind
           AND entry.size = cargo.size AND entry.mtime_ns = cargo.mtime_ns)`,
      pairId,
    );
    this.database.run(
      `UPDATE entry SET state = CASE
         WHEN state = 'removal' THEN 'removed'
         WHEN kind = 'folder' THEN 'aboard'
         WHEN entry_id IN (SELECT entry_id FROM cargo WHERE arrived = 0) THEN 'aboard'
         ELSE 'pending' END
       WHERE pair_id = ? AND state IN ('delivered', 'removal')`,
      pairId,
    );
    return changes;
  }
}
