import type { RelativePath } from "../model/relative_path.ts";
import type { Database } from "./database.ts";
import {
  TRAVELLED,
  travelledOf,
  travelledValues,
  type TravelledVersion,
  versionColumns,
} from "./rows.ts";

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

  /** The version at the destination, or undefined when none is. */
  of(entryId: bigint): TravelledVersion | undefined {
    const row = this.database.get(
      `SELECT ${versionColumns("delivery", "")} FROM delivery WHERE entry_id = ?`,
      entryId,
    );
    return row && travelledOf(row, "");
  }

  setMode(entryId: bigint, mode: number | null): void {
    this.database.run("UPDATE delivery SET mode = ? WHERE entry_id = ?", mode, entryId);
  }

  /** Records that nothing of the entry is at the destination any more. */
  forget(entryId: bigint): void {
    this.database.run("DELETE FROM delivery WHERE entry_id = ?", entryId);
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
      `UPDATE cargo SET arrived = 0 WHERE (on_drive = 1 OR kind = 'link') AND arrived = 1 AND EXISTS (
         SELECT 1 FROM entry WHERE entry.entry_id = cargo.entry_id AND pair_id = ?
           AND state = 'delivered' AND entry.kind = cargo.kind AND entry.size = cargo.size
           AND entry.mtime_ns = cargo.mtime_ns)`,
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
