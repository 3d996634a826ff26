import type { Tally } from "../model/entry.ts";
import type { End } from "../model/verification.ts";
import type { CargoRow } from "./cargo.ts";
import { type Database, inPages, PAGE_ROWS, type Row } from "./database.ts";
import {
  entryOf,
  type EntryRow,
  timeOf,
  travelledOf,
  type TravelledVersion,
  versionColumns,
} from "./rows.ts";

/** An entry with the version of it that is at the destination. */
export interface DeliveryRow {
  readonly entry: EntryRow;
  readonly version: TravelledVersion;
}

/** How many of the files of one end were read and had their digest, by whatever read them. */
export interface VerifiedSoFar {
  readonly files: number;
  /** How many there are. */
  readonly of: number;
  /** The longest ago that any of them was, in milliseconds since 1970; null where none was. */
  readonly since: number | null;
}

/** Whose turn it is to be verified, and when each last had it. */
export class Verification {
  constructor(private readonly database: Database) {
    database.execute(
      "CREATE TEMP TABLE turn (place INTEGER PRIMARY KEY, entry_id INTEGER NOT NULL)",
    );
  }

  /**
   * Lines up what can be verified at one end, longest unverified first. What was verified in the
   * future, by a clock that one of the two computers has wrong, comes first too, so that it is not
   * passed over for years.
   *
   * @param now milliseconds since 1970
   * @returns how much that is
   */
  lineUp(pairId: bigint, end: End, now: number): Tally {
    const { from, at, first, table } = QUEUES[end];
    this.database.execute("DELETE FROM temp.turn");
    this.database.run(
      `INSERT INTO temp.turn (entry_id) SELECT entry.entry_id FROM ${from} AND pair_id = ?
       ORDER BY ${first}coalesce(${at}, 0) > ? DESC, ${at}, entry.entry_id`,
      pairId,
      now,
    );
    const row = this.database.get(
      `SELECT count(*) AS files, coalesce(sum(${table}.size), 0) AS bytes
       FROM temp.turn JOIN ${table} USING (entry_id)`,
    )!;
    return { files: Number(row.files), bytes: Number(row.bytes) };
  }

  /** What verifications of an end, loads and unloads have read there so far. */
  soFar(pairId: bigint, end: End): VerifiedSoFar {
    const { from, at, isVerified } = QUEUES[end];
    const row = this.database.get(
      `SELECT count(*) AS of, count(*) FILTER (WHERE ${isVerified}) AS files,
         min(${at}) FILTER (WHERE ${isVerified}) AS since
       FROM ${from} AND pair_id = ?`,
      pairId,
    )!;
    return { files: Number(row.files), of: Number(row.of), since: timeOf(row.since) };
  }

  /** The files of the source in their turn, a page at a time. */
  *sourceInTurn(): Generator<EntryRow> {
    for (const row of this.#inTurn("entry.*", "")) yield entryOf(row);
  }

  /** What lies on the drive in its turn, a page at a time. */
  *cargoInTurn(): Generator<CargoRow> {
    const columns = `entry.*, arrived, ${versionColumns("cargo", "cargo_")}`;
    for (const row of this.#inTurn(columns, "JOIN cargo USING (entry_id)")) {
      yield {
        entry: entryOf(row),
        version: travelledOf(row, "cargo_")!,
        hasArrived: row.arrived === 1n,
      };
    }
  }

  /** What is at the destination in its turn, a page at a time. */
  *deliveriesInTurn(): Generator<DeliveryRow> {
    const columns = `entry.*, ${versionColumns("delivery", "delivery_")}`;
    for (const row of this.#inTurn(columns, "JOIN delivery USING (entry_id)")) {
      yield { entry: entryOf(row), version: travelledOf(row, "delivery_")! };
    }
  }

  /** Records when the bytes of the source were read. @param at milliseconds since 1970 */
  markSource(entryId: bigint, at: number): void {
    this.database.run("UPDATE entry SET verified_at = ? WHERE entry_id = ?", at, entryId);
  }

  /** Records when the bytes on the drive were read. @param at milliseconds since 1970 */
  markCargo(entryId: bigint, at: number): void {
    this.database.run("UPDATE cargo SET verified_at = ? WHERE entry_id = ?", at, entryId);
  }

  *#inTurn(columns: string, join: string): Generator<Row> {
    const sql = `SELECT place, ${columns} FROM temp.turn CROSS JOIN entry USING (entry_id) ${join}
      WHERE place > ? ORDER BY place LIMIT ${PAGE_ROWS}`;
    yield* inPages((last) => this.database.all(sql, last?.place ?? 0n));
  }
}

/**
 * Of each end: what can be verified there, when it last was and whether, and what comes before all else. A file
 * that is gone from the source has nothing to be verified there; a delivery without a digest was never
 * read; cargo that was given up is known to be bad.
 */
const QUEUES: Record<
  End,
  { from: string; at: string; isVerified: string; first: string; table: string }
> = {
  source: {
    from: `entry WHERE kind = 'file' AND digest IS NOT NULL
      AND state NOT IN ('skipped', 'removal', 'removed')`,
    at: "verified_at",
    isVerified: "verified_at > 0",
    first: "",
    table: "entry",
  },
  drive: {
    from: `cargo JOIN entry USING (entry_id)
      WHERE on_drive = 1 AND (arrived = 0 OR cargo.digest IS NOT NULL)`,
    at: "cargo.verified_at",
    isVerified: "cargo.verified_at > 0",
    first: "",
    table: "cargo",
  },
  destination: {
    from: "delivery JOIN entry USING (entry_id) WHERE delivery.kind <> 'folder'",
    at: "proven_at",
    isVerified: "(delivery.kind = 'link' OR (proof IS NOT NULL AND delivery.digest IS NOT NULL))",
    first: "(delivery.kind = 'file' AND delivery.digest IS NULL) DESC, ",
    table: "delivery",
  },
};
