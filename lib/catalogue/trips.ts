import type { Stage, StageResult, StageTallies } from "../model/stage.ts";
import type { Database } from "./database.ts";

/** One stage of one pair, as it is begun. */
export interface TripRow {
  readonly id: bigint;
  /** Counts from 1; a load and the unload that follows it share it. */
  readonly number: number;
}

/** Every stage that was ever run. */
export class Trips {
  constructor(private readonly database: Database) {}

  /** Records the start of a stage. @param startedAt milliseconds since 1970 */
  begin(pairId: bigint, stage: Stage, host: string, startedAt: number): TripRow {
    const last = this.database.get(
      "SELECT number, stage FROM trip WHERE pair_id = ? ORDER BY trip_id DESC LIMIT 1",
      pairId,
    );
    const startsAnew = stage === "load" && last?.stage === "unload";
    const number = last ? Number(last.number) + (startsAnew ? 1 : 0) : 1;
    const { lastRowId } = this.database.run(
      "INSERT INTO trip (pair_id, number, stage, host, started_at) VALUES (?, ?, ?, ?, ?)",
      pairId,
      number,
      stage,
      host,
      startedAt,
    );
    return { id: lastRowId, number };
  }

  /** Records how a stage ended. @param endedAt milliseconds since 1970 */
  end(tripId: bigint, endedAt: number, tallies: StageTallies, result: StageResult): void {
    const names = ["carried", "instructed", "waiting", "failed", "removed"] as const;
    const columns = names.map((name) => `${name}_files = ?, ${name}_bytes = ?`).join(", ");
    this.database.run(
      `UPDATE trip SET ended_at = ?, result = ?, ${columns} WHERE trip_id = ?`,
      endedAt,
      result,
      ...names.flatMap((name) => [tallies[name].files, tallies[name].bytes]),
      tripId,
    );
  }

  /** The computer a pair was last loaded at, or undefined before its first load. */
  lastLoadHost(pairId: bigint): string | undefined {
    const row = this.database.get(
      "SELECT host FROM trip WHERE pair_id = ? AND stage = 'load' ORDER BY trip_id DESC LIMIT 1",
      pairId,
    );
    return row ? String(row.host) : undefined;
  }
}
