import type { EntryKind, ProofGrade, ProvenVersion } from "../model/entry.ts";
import type { Database } from "./database.ts";
import { digestBytes, travelledOf, type TravelledVersion, versionColumns } from "./rows.ts";

/** What is at the destination: which version of an entry, and how it was proven there. */
export class Deliveries {
  constructor(private readonly database: Database) {}

  /** Records a version at the destination. @param provenAt milliseconds since 1970 */
  record(
    entryId: bigint,
    kind: EntryKind,
    version: ProvenVersion,
    tripId: bigint,
    proof: ProofGrade | null,
    provenAt: number,
  ): void {
    this.database.run(
      `INSERT OR REPLACE INTO delivery
         (entry_id, kind, size, mtime_ns, mode, link_target, digest, trip_id, proof, proven_at)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      entryId,
      kind,
      version.size,
      version.mtimeNs,
      version.mode,
      version.linkTarget,
      digestBytes(version.digest),
      tripId,
      proof,
      provenAt,
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
}
