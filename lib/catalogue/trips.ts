import type { Stage, StageResult, StageTallies } from "../model/stage.ts";
import type { Proofs, Tally } from "../model/entry.ts";
import { type Database, inPages, PAGE_ROWS, type Row } from "./database.ts";
import { CLOCKS_DIFFER_MS, type Sighting } from "../model/sighting.ts";
import { timeOf } from "./rows.ts";

/** One stage of one pair, as it is begun. */
export interface TripRow {
  readonly id: bigint;
  /** Counts from 1; a load and the unload that follows it share it. */
  readonly number: number;
}

/** One stage of one pair, as it is remembered. */
export interface TripRecord extends TripRow {
  readonly pair: string;
  readonly stage: Stage;
  readonly host: string;
  /** Milliseconds since 1970. */
  readonly startedAt: number;
  /** Milliseconds since 1970, or null when it never ended. */
  readonly endedAt: number | null;
  /** `running`: it was broken off, or is at work now. Its tallies are not known then. */
  readonly result: StageResult | "running";
  readonly tallies: StageTallies;
  readonly proofs: Proofs;
}

/** Every stage that was ever run. */
export class Trips {
  /** How many rows were written since the catalogue was opened. */
  changes = 0;

  constructor(private readonly database: Database) {}

  /** Records the start of a stage. @param startedAt milliseconds since 1970 */
  begin(pairId: bigint, stage: Stage, host: string, startedAt: number): TripRow {
    const last = this.database.get(
      "SELECT number, stage FROM trip WHERE pair_id = ? ORDER BY trip_id DESC LIMIT 1",
      pairId,
    );
    const startsAnew = stage === "load" && last?.stage === "unload";
    const number = last ? Number(last.number) + (startsAnew ? 1 : 0) : 1;
    const { lastRowId, changes } = this.database.run(
      "INSERT INTO trip (pair_id, number, stage, host, started_at) VALUES (?, ?, ?, ?, ?)",
      pairId,
      number,
      stage,
      host,
      startedAt,
    );
    this.changes += changes;
    return { id: lastRowId, number };
  }

  /** Records how a stage ended. @param endedAt milliseconds since 1970 */
  end(
    tripId: bigint,
    endedAt: number,
    tallies: StageTallies,
    proofs: Proofs,
    result: StageResult,
  ): void {
    const columns = TALLIES.map((name) => `${name}_files = ?, ${name}_bytes = ?`).join(", ");
    const { changes } = this.database.run(
      `UPDATE trip SET ended_at = ?, result = ?, proven_cold = ?, proven_reread = ?, ${columns}
       WHERE trip_id = ?`,
      endedAt,
      result,
      proofs.cold,
      proofs.reread,
      ...TALLIES.flatMap((name) => [tallies[name].files, tallies[name].bytes]),
      tripId,
    );
    this.changes += changes;
  }

  /** The computer a pair was last loaded at, or undefined before its first load. */
  lastLoadHost(pairId: bigint): string | undefined {
    const row = this.database.get(
      "SELECT host FROM trip WHERE pair_id = ? AND stage = 'load' ORDER BY trip_id DESC LIMIT 1",
      pairId,
    );
    return row ? String(row.host) : undefined;
  }

  /**
   * The load that a stage was, as a sighting of the source. Undefined where the computer's clock has gone
   * back since an earlier stage, or where there was no such stage.
   */
  sightingBy(tripId: bigint): Sighting | undefined {
    const row = this.database.get(
      `SELECT host, started_at, ended_at,
         (SELECT min(later.started_at + iif(later.host = trip.host, -1, ?)) FROM trip AS later
           WHERE later.trip_id > trip.trip_id) AS next_at
       FROM trip WHERE trip_id = ? AND NOT EXISTS (SELECT 1 FROM trip AS earlier
         WHERE earlier.trip_id < trip.trip_id AND earlier.host = trip.host
           AND max(earlier.started_at, coalesce(earlier.ended_at, 0)) > trip.started_at)`,
      CLOCKS_DIFFER_MS,
      tripId,
    );
    if (!row) return undefined;
    const from = timeOf(row.started_at)!;
    // One that was broken off was over when the next one began, perhaps by another computer's clock.
    const until = timeOf(row.ended_at) ?? timeOf(row.next_at);
    return { host: String(row.host), from, until };
  }

  /** The last load, or the last unload, of a pair, or undefined before the first. */
  last(stage: Stage, pairId: bigint): bigint | undefined {
    const row = this.database.get(
      "SELECT trip_id FROM trip WHERE pair_id = ? AND stage = ? ORDER BY trip_id DESC LIMIT 1",
      pairId,
      stage,
    );
    return row?.trip_id as bigint | undefined;
  }

  /** How the last load, or the last unload, of a pair ended, or undefined before the first. */
  lastResult(stage: Stage, pairId: bigint): TripRecord["result"] | undefined {
    const row = this.database.get(
      "SELECT result FROM trip WHERE pair_id = ? AND stage = ? ORDER BY trip_id DESC LIMIT 1",
      pairId,
      stage,
    );
    return row?.result as TripRecord["result"] | undefined;
  }

  /** Every stage of a pair, or of every pair, oldest first, a page at a time. */
  *oldestFirst(pairId: bigint | null = null): Generator<TripRecord> {
    const sql = `SELECT trip.*, pair.name AS pair FROM trip JOIN pair USING (pair_id)
      WHERE trip_id > ?1 AND pair_id = coalesce(?2, pair_id) ORDER BY trip_id LIMIT ${PAGE_ROWS}`;
    // A tampered catalogue may begin below zero.
    const rows = inPages((last) => this.database.all(sql, last?.trip_id ?? -(2n ** 63n), pairId));
    for (const row of rows) yield tripOf(row);
  }

  /** The latest stage of a pair, or undefined before the first. */
  latest(pairId: bigint): TripRecord | undefined {
    const row = this.database.get(
      `SELECT trip.*, pair.name AS pair FROM trip JOIN pair USING (pair_id)
       WHERE pair_id = ? ORDER BY trip_id DESC LIMIT 1`,
      pairId,
    );
    return row && tripOf(row);
  }

  /** Files and links whose latest version on the drive, or at the destination, a stage brought. */
  tallyRecorded(
    { id, stage }: Pick<TripRecord, "id" | "stage">,
  ): { carried: Tally; proofs: Proofs } {
    const table = stage === "load" ? "cargo" : "delivery";
    const row = this.database.get(
      `SELECT count(*) AS files, coalesce(sum(size), 0) AS bytes,
         count(*) FILTER (WHERE proof = 'cold') AS cold,
         count(*) FILTER (WHERE proof = 'reread') AS reread
       FROM ${table}
       WHERE trip_id = ? AND kind <> 'folder'`,
      id,
    )!;
    return {
      carried: { files: Number(row.files), bytes: Number(row.bytes) },
      proofs: { cold: Number(row.cold), reread: Number(row.reread) },
    };
  }
}

const TALLIES = ["carried", "instructed", "waiting", "failed", "removed"] as const;

function tripOf(row: Row): TripRecord {
  const tally = (name: (typeof TALLIES)[number]): Tally => ({
    files: Number(row[`${name}_files`]),
    bytes: Number(row[`${name}_bytes`]),
  });
  return {
    id: row.trip_id as bigint,
    number: Number(row.number),
    pair: String(row.pair),
    stage: row.stage as Stage,
    host: String(row.host),
    startedAt: timeOf(row.started_at)!,
    endedAt: timeOf(row.ended_at),
    result: row.result as TripRecord["result"],
    tallies: {
      carried: tally("carried"),
      instructed: tally("instructed"),
      waiting: tally("waiting"),
      failed: tally("failed"),
      removed: tally("removed"),
    },
    proofs: { cold: Number(row.proven_cold), reread: Number(row.proven_reread) },
  };
}
