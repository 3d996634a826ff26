import type { Tally } from "../model/entry.ts";
import type { RelativePath } from "../model/relative_path.ts";
import { emptySafety, type Safety, type SafetyTallies, totalOf } from "../model/safety.ts";
import type { Database, Row } from "./database.ts";
import { IS_UNDECIDED } from "./missing.ts";
import { pathOf, tampered, timeOf } from "./rows.ts";

/** A folder directly below the source; `""` for the files that lie in none. */
export interface FolderSafety {
  readonly folder: RelativePath | "";
  readonly tallies: SafetyTallies;
}

/** What a pair's source has, and where the most of it is. */
export interface PairSafety {
  readonly tallies: SafetyTallies;
  /** The largest first; not all of them, where there are many. */
  readonly folders: readonly FolderSafety[];
}

/** What is safe at the destination since one of its stages. */
export interface SafeSince extends Tally {
  readonly tripId: bigint;
}

/** A file that something is wrong with. */
export interface Trouble {
  readonly path: RelativePath;
  readonly size: number;
  /** `lost`, `damaged`, `unproven`, or why the last stage could not carry or settle it. */
  readonly code: string;
}

/** A file at the destination, and when its bytes were last proven there, in milliseconds since 1970. */
export interface ProvenFile {
  readonly path: RelativePath;
  readonly size: number;
  readonly provenAt: number;
}

/** How long ago what is at the destination was proven. */
export interface ProofAges {
  /** One more than the times asked about: since the first, before it and since the second, and so on. */
  readonly since: readonly Tally[];
  /** Not proven as it is now, or at a time that is yet to come. */
  readonly unknown: Tally;
}

/** How safe what the sources have is, added up by SQLite. Folders are not counted. */
export class SafetySums {
  constructor(private readonly database: Database) {}

  /** All of a pair's source, and the largest folders directly below it. @param most of them */
  ofPair(pairId: bigint, most: number): PairSafety {
    const rows = this.database.all(
      `WITH folder_safety AS MATERIALIZED (
         SELECT substr(path, 1, instr(path, '/')) AS folder, ${SAFETY} AS safety,
           count(*) AS files, sum(entry.size) AS bytes
         FROM ${AT_SOURCE} WHERE ${IS_AT_SOURCE} GROUP BY folder, safety),
       largest AS (
         SELECT folder FROM folder_safety GROUP BY folder ORDER BY sum(bytes) DESC, folder LIMIT ?)
       SELECT NULL AS folder, safety, sum(files) AS files, sum(bytes) AS bytes
       FROM folder_safety GROUP BY safety
       UNION ALL SELECT * FROM folder_safety JOIN largest USING (folder)`,
      pairId,
      most,
    );
    const folders = Map.groupBy(rows, ({ folder }) => folder as string | null);
    const tallies = talliesOf(folders.get(null) ?? []);
    folders.delete(null);
    return {
      tallies,
      folders: Array.from(folders, ([folder, its]) => ({
        folder: folder === "" ? "" as const : pathOf(folder!),
        tallies: talliesOf(its),
      })).sort((a, b) => totalOf(b.tallies).bytes - totalOf(a.tallies).bytes),
    };
  }

  /** What of a pair is safe now, by the stage that brought it. */
  sinceTrips(pairId: bigint): SafeSince[] {
    return this.database.all(
      `SELECT delivery.trip_id AS trip_id, count(*) AS files, coalesce(sum(entry.size), 0) AS bytes
       FROM ${AT_SOURCE} WHERE ${IS_AT_SOURCE} AND ${SAFETY} = 'safe'
       GROUP BY delivery.trip_id`,
      pairId,
    ).map((row) => ({ tripId: row.trip_id as bigint, ...tallyOf(row, "") }));
  }

  /** Since when the oldest of a pair's cargo that has not arrived is aboard; null where there is none. */
  aboardSince(pairId: bigint): number | null {
    return timeOf(
      this.database.get(
        `SELECT min(started_at) AS since
         FROM entry CROSS JOIN cargo USING (entry_id) JOIN trip USING (trip_id)
         WHERE entry.pair_id = ? AND arrived = 0 AND state = 'aboard'`,
        pairId,
      )?.since,
    );
  }

  /**
   * How long ago the files at a pair's destination were proven.
   *
   * @param now milliseconds since 1970
   * @param times the same, the latest first
   */
  proofAges(pairId: bigint, now: number, times: readonly number[]): ProofAges {
    const bounds = [...times, null].map((since, at) =>
      [since === null ? null : Math.round(since), Math.round(times[at - 1] ?? now + 1)] as const
    );
    const row = this.database.get(
      `WITH proof_age AS (SELECT delivery.size AS size,
           iif(${HAS_PROOF} AND proven_at <= ${Math.round(now)}, proven_at, NULL) AS at
         FROM delivery JOIN entry USING (entry_id) WHERE pair_id = ? AND delivery.kind = 'file')
       SELECT ${
        bounds.map(([since, before], at) => {
          const isWithin = `at < ${before}${since === null ? "" : ` AND at >= ${since}`}`;
          return sums(`age${at}_`, isWithin);
        }).join(", ")
      }, ${sums("unknown_", "at IS NULL")} FROM proof_age`,
      pairId,
    )!;
    return {
      since: bounds.map((_, at) => tallyOf(row, `age${at}_`)),
      unknown: tallyOf(row, "unknown_"),
    };
  }

  /** The files at a pair's destination whose proof is the oldest. @param most of them */
  longestUnverified(pairId: bigint, most: number): ProvenFile[] {
    return this.database.all(
      `SELECT path, delivery.size AS size, proven_at
       FROM delivery INDEXED BY delivery_proven CROSS JOIN entry USING (entry_id)
       WHERE pair_id = ? AND delivery.kind = 'file' AND ${HAS_PROOF}
       ORDER BY proven_at, entry_id LIMIT ?`,
      pairId,
      most,
    ).map((row) => ({
      path: pathOf(row.path),
      size: Number(row.size),
      provenAt: timeOf(row.proven_at)!,
    }));
  }

  /** What something is wrong with, the gravest first. @param most of them */
  troubles(pairId: bigint, most: number): { readonly some: readonly Trouble[]; total: number } {
    const rows = this.database.all(
      `SELECT path, entry.size AS size,
         CASE WHEN ${IS_LOST} THEN 'lost' WHEN state = 'damaged' THEN 'damaged' WHEN state = 'delivered' THEN 'unproven'
           ELSE problem END AS code, count(*) OVER () AS total
       FROM ${AT_SOURCE} WHERE pair_id = ? AND ${IS_TROUBLE}
       ORDER BY ${IS_LOST} DESC, state = 'damaged' DESC, state = 'delivered', entry.size DESC, path LIMIT ?`,
      pairId,
      most,
    );
    return {
      some: rows.map((row) => ({
        path: pathOf(row.path),
        size: Number(row.size),
        code: String(row.code),
      })),
      total: Number(rows[0]?.total ?? 0),
    };
  }
}

const AT_SOURCE = "entry LEFT JOIN delivery USING (entry_id)";

const IS_AT_SOURCE = `pair_id = ? AND entry.kind <> 'folder'
  AND state NOT IN ('skipped', 'removal', 'removed') AND NOT ${IS_UNDECIDED}`;

/** Whether a file at the destination has been read, as it is there now, and had its digest. */
const HAS_PROOF = "(delivery.proof IS NOT NULL AND delivery.digest IS NOT NULL)";

/** Whether what was delivered is what the source has, and proven. A link has no bytes to be read. */
const IS_PROVEN = `(delivery.kind = entry.kind AND iif(entry.kind = 'link',
  delivery.link_target = entry.link_target, ${HAS_PROOF} AND delivery.digest = entry.digest))`;

/** The safety of a row of {@linkcode AT_SOURCE}; what is null there is no proof. */
const SAFETY = `CASE state WHEN 'delivered' THEN iif(${IS_PROVEN}, 'safe', 'unproven')
  WHEN 'aboard' THEN 'aboard' WHEN 'damaged' THEN 'damaged' ELSE 'waiting' END`;

/** Whether nothing is known to have it: it is gone from the source, and what had arrived was lost there. */
const IS_LOST =
  `((state = 'skipped' OR ${IS_UNDECIDED}) AND entry.kind <> 'folder' AND delivery.entry_id IS NULL
  AND NOT EXISTS (SELECT 1 FROM cargo WHERE cargo.entry_id = entry.entry_id
    AND (on_drive = 1 OR arrived = 0)))`;

const IS_TROUBLE =
  `(${IS_LOST} OR state = 'damaged' OR (state IN ('pending', 'skipped') AND problem IS NOT NULL)
  OR (state = 'delivered' AND entry.kind <> 'folder' AND ${SAFETY} = 'unproven'))`;

function sums(prefix: string, which: string): string {
  return `count(*) FILTER (WHERE ${which}) AS ${prefix}files,
    coalesce(sum(size) FILTER (WHERE ${which}), 0) AS ${prefix}bytes`;
}

/** @throws {WaterlockError} when Waterlock cannot have written what was added up */
function tallyOf(row: Row, prefix: string): Tally {
  if (Number(row[`${prefix}bytes`]) < 0) throw tampered(row.folder ?? row[`${prefix}bytes`]);
  return { files: Number(row[`${prefix}files`]), bytes: Number(row[`${prefix}bytes`]) };
}

function talliesOf(rows: readonly Row[]): SafetyTallies {
  const tallies = emptySafety();
  for (const row of rows) tallies[row.safety as Safety] = tallyOf(row, "");
  return tallies;
}
