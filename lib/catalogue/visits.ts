import type { Tally } from "../model/entry.ts";
import type { StageResult } from "../model/stage.ts";
import type { End } from "../model/verification.ts";
import type { Database } from "./database.ts";
import { timeOf } from "./rows.ts";

/** What one verification of an end of a pair came to. */
export interface Visit {
  readonly end: End;
  readonly host: string;
  /** Milliseconds since 1970, by the clock of that computer. */
  readonly startedAt: number;
  readonly endedAt: number;
  readonly result: StageResult;
  /** What had its digest. */
  readonly verified: Tally;
  /** What was damaged, gone where it should be, or could not be read. */
  readonly faulty: Tally;
  /** What did not get its turn. */
  readonly left: Tally;
}

/** Every verification that came to its end, however it ended. */
export class Visits {
  /** How many rows were written since the catalogue was opened. */
  changes = 0;

  constructor(private readonly database: Database) {}

  /** Records a verification. */
  record(pairId: bigint, visit: Visit): void {
    const { end, host, startedAt, endedAt, result, verified, faulty, left } = visit;
    const { changes } = this.database.run(
      `INSERT INTO visit (pair_id, place, host, started_at, ended_at, result, verified_files,
         verified_bytes, faulty_files, faulty_bytes, left_files, left_bytes)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      pairId,
      end,
      host,
      startedAt,
      endedAt,
      result,
      verified.files,
      verified.bytes,
      faulty.files,
      faulty.bytes,
      left.files,
      left.bytes,
    );
    this.changes += changes;
  }

  /** The last verification of an end of a pair; undefined where none was recorded. */
  last(pairId: bigint, end: End): Visit | undefined {
    const row = this.database.get(
      "SELECT * FROM visit WHERE pair_id = ? AND place = ? ORDER BY visit_id DESC LIMIT 1",
      pairId,
      end,
    );
    if (!row) return undefined;
    const tally = (name: "verified" | "faulty" | "left"): Tally => ({
      files: Number(row[`${name}_files`]),
      bytes: Number(row[`${name}_bytes`]),
    });
    return {
      end,
      host: String(row.host),
      startedAt: timeOf(row.started_at)!,
      endedAt: timeOf(row.ended_at)!,
      result: row.result as StageResult,
      verified: tally("verified"),
      faulty: tally("faulty"),
      left: tally("left"),
    };
  }
}
