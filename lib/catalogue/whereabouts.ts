import type { RelativePath } from "../model/relative_path.ts";
import { HAS_ARRIVED_PARTS, IS_INCOMPLETE } from "./cargo.ts";
import { type Database, inPages, PAGE_ROWS } from "./database.ts";
import { IS_UNDECIDED } from "./missing.ts";
import { advancing } from "./path_order.ts";
import {
  entryOf,
  type EntryRow,
  pathOf,
  timeOf,
  travelledOf,
  type TravelledVersion,
  versionColumns,
} from "./rows.ts";

/** A version that lies somewhere, and since when. Times are milliseconds since 1970. */
export interface Arrival {
  readonly version: TravelledVersion;
  /** When the stage began that brought it. */
  readonly since: number;
  /** When its bytes were last read there and had their digest. */
  readonly provenAt: number | null;
}

/** All that is known of where an entry is. */
export interface EntryWhereabouts {
  readonly entry: EntryRow;
  /** Whether the last load found it gone from the source, and nobody has decided about it. */
  readonly isUndecided: boolean;
  /** Why the last load could not carry it. */
  readonly problem: string | null;
  /** When it was last read at the source and had its digest. */
  readonly verifiedAt: number | null;
  /** On the drive, whether it has arrived or not. */
  readonly cargo: (Arrival & { readonly hasArrived: boolean }) | undefined;
  /** At the destination. */
  readonly delivery: Arrival | undefined;
}

/** Where everything is, for who asks. */
export class Whereabouts {
  constructor(private readonly database: Database) {}

  /** Every path of a pair that anything is known of, in the order of `comparePaths`, a page at a time. */
  *paths(pairId: bigint): Generator<RelativePath> {
    const sql = `
      SELECT path FROM entry WHERE pair_id = ? AND path > ?
      UNION SELECT path FROM adopted WHERE pair_id = ? AND path > ?
      ORDER BY path LIMIT ${PAGE_ROWS}`;
    const rows = inPages((last) => {
      const after = last?.path ?? "";
      return this.database.all(sql, pairId, after, pairId, after);
    });
    for (const row of advancing(rows, 1)) yield pathOf(row.path);
  }

  /** Where the entry of a path is, or undefined when there is none. */
  of(pairId: bigint, path: RelativePath): EntryWhereabouts | undefined {
    const row = this.database.get(
      `SELECT entry.*, cargo.arrived AS arrived, cargo.verified_at AS cargo_verified_at,
         loaded.started_at AS cargo_since, unloaded.started_at AS delivery_since,
         delivery.proven_at AS delivery_proven_at, ${IS_UNDECIDED} AS is_undecided,
         ${versionColumns("cargo", "cargo_")}, ${versionColumns("delivery", "delivery_")}
       FROM entry
         LEFT JOIN cargo ON cargo.entry_id = entry.entry_id AND (on_drive = 1 OR arrived = 0)
           AND NOT (${IS_INCOMPLETE} AND (arrived = 0 OR ${HAS_ARRIVED_PARTS}))
         LEFT JOIN trip AS loaded ON loaded.trip_id = cargo.trip_id
         LEFT JOIN delivery ON delivery.entry_id = entry.entry_id
         LEFT JOIN trip AS unloaded ON unloaded.trip_id = delivery.trip_id
       WHERE entry.pair_id = ? AND path = ?`,
      pairId,
      path,
    );
    if (!row) return undefined;
    const aboard = travelledOf(row, "cargo_"), delivered = travelledOf(row, "delivery_");
    return {
      entry: entryOf(row),
      isUndecided: row.is_undecided === 1n,
      problem: row.problem === null ? null : String(row.problem),
      verifiedAt: timeOf(row.verified_at),
      cargo: aboard && {
        version: aboard,
        since: timeOf(row.cargo_since)!,
        provenAt: timeOf(row.cargo_verified_at),
        hasArrived: row.arrived === 1n,
      },
      delivery: delivered && {
        version: delivered,
        since: timeOf(row.delivery_since)!,
        provenAt: timeOf(row.delivery_proven_at),
      },
    };
  }
}
