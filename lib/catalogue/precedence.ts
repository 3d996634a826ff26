import type { EntryKind, Tally } from "../model/entry.ts";
import type { RelativePath } from "../model/relative_path.ts";
import { type Database, inPages, PAGE_ROWS, type Row } from "./database.ts";
import { pathOf } from "./rows.ts";

const isListed = (which = "") =>
  `EXISTS (SELECT 1 FROM temp.precedence AS known WHERE known.entry_id = entry.entry_id ${which})`;

/** Whether the config has an entry stay at the source for now. */
export const IS_HELD = isListed("AND known.rank IS NULL");

/** An entry that stays at the source for now. */
export interface HeldEntry {
  readonly id: bigint;
  readonly path: RelativePath;
  /** Bytes. */
  readonly size: number;
}

/**
 * Which of what waits at the source goes before the rest, and which is held. Only what the config says
 * something of is listed, for as long as the catalogue is open: the config may say something else the
 * next time.
 */
export class Precedence {
  /** How many rows were written, none of which anybody has to remember. */
  changes = 0;

  constructor(private readonly database: Database) {
    database.execute(`
      CREATE TEMP TABLE precedence (
        entry_id INTEGER PRIMARY KEY,
        pair_id INTEGER NOT NULL,
        kind TEXT NOT NULL,
        rank INTEGER, -- null: held
        mtime_ns INTEGER NOT NULL
      );
      CREATE INDEX temp.precedence_first ON precedence (pair_id, kind, rank, mtime_ns, entry_id)
        WHERE rank IS NOT NULL`);
  }

  /**
   * Lists what of a pair waits now, and goes first or is held. To be called before anything of the pair is
   * loaded, counted or shown as waiting.
   *
   * @param rankOf undefined where the config says nothing
   */
  set(
    pairId: bigint,
    rankOf: ((path: RelativePath) => number | "held" | undefined) | undefined,
  ): void {
    this.#change("DELETE FROM temp.precedence WHERE pair_id = ?", pairId);
    if (!rankOf) return;
    for (const kind of KINDS) {
      let last = [EARLIEST, 0n];
      for (;;) {
        const page = this.database.allArrays(
          `SELECT entry_id, mtime_ns, path FROM entry
           WHERE pair_id = ? AND kind = ? AND state IN ('pending', 'damaged')
             AND (mtime_ns, entry_id) > (?, ?)
           ORDER BY mtime_ns, entry_id LIMIT ${PAGE_ROWS}`,
          pairId,
          kind,
          ...last,
        ) as [bigint, bigint, string][];
        if (page.length === 0) break;
        this.#add(
          pairId,
          kind,
          page.flatMap(([id, mtimeNs, path]) => {
            const rank = rankOf(pathOf(path));
            if (rank === undefined) return [];
            return [[String(id), rank === "held" ? null : rank, String(mtimeNs)] as const];
          }),
        );
        const [id, mtimeNs] = page.at(-1)!;
        last = [mtimeNs, id];
      }
    }
  }

  isHeld(entryId: bigint): boolean {
    return this.database.get(
      "SELECT 1 FROM temp.precedence WHERE entry_id = ? AND rank IS NULL",
      entryId,
    ) !== undefined;
  }

  /** Files and links of a pair that are held, a page at a time. */
  *held(pairId: bigint): Generator<HeldEntry> {
    const sql = `SELECT entry_id, path, size ${HELD} AND known.entry_id > ?
      ORDER BY known.entry_id LIMIT ${PAGE_ROWS}`;
    for (const row of inPages((last) => this.database.all(sql, pairId, last?.entry_id ?? 0n))) {
      yield { id: row.entry_id as bigint, path: pathOf(row.path), size: Number(row.size) };
    }
  }

  /** How many those are. */
  tallyHeld(pairId: bigint): Tally {
    return tallyHeld(this.database, pairId);
  }

  #add(
    pairId: bigint,
    kind: EntryKind,
    ranked: readonly (readonly [id: string, rank: number | null, mtimeNs: string])[],
  ): void {
    if (ranked.length === 0) return;
    this.#change(
      `INSERT INTO temp.precedence (entry_id, pair_id, kind, rank, mtime_ns)
       SELECT CAST(value ->> 0 AS INTEGER), ?, ?, value ->> 1, CAST(value ->> 2 AS INTEGER)
       FROM json_each(?)`,
      pairId,
      kind,
      JSON.stringify(ranked),
    );
  }

  #change(sql: string, ...values: (bigint | string)[]): void {
    this.changes += this.database.run(sql, ...values).changes;
  }
}

/** Files and links of a pair that are held. */
export function tallyHeld(database: Database, pairId: bigint): Tally {
  const row = database.get(
    `SELECT count(*) AS files, coalesce(sum(size), 0) AS bytes ${HELD}`,
    pairId,
  )!;
  return { files: Number(row.files), bytes: Number(row.bytes) };
}

/**
 * What waits at a pair's source and is not held, in the order in which it goes: by rank what goes first,
 * then the rest, each oldest modification first, a page at a time.
 *
 * @param columns of `entry`, with `entry_id` and `mtime_ns` among them; `rank` is added, null for the rest
 * @param condition begun with `AND`
 */
export function* inLoadOrder(
  database: Database,
  pairId: bigint,
  kind: EntryKind,
  columns: string,
  condition = "",
): Generator<Row> {
  const first = `
    SELECT ${columns}, known.rank AS rank, known.mtime_ns AS known_ns
    FROM temp.precedence AS known CROSS JOIN entry ON entry.entry_id = known.entry_id
    WHERE known.pair_id = ? AND known.kind = ? AND known.rank IS NOT NULL
      AND (known.rank, known.mtime_ns, known.entry_id) > (?, ?, ?)
      AND state IN ('pending', 'damaged') ${condition}
    ORDER BY known.rank, known.mtime_ns, known.entry_id LIMIT ${PAGE_ROWS}`;
  yield* inPages((last) =>
    database.all(
      first,
      pairId,
      kind,
      last?.rank as bigint ?? -1n,
      last?.known_ns as bigint ?? 0n,
      last?.entry_id as bigint ?? 0n,
    )
  );
  // Nothing is listed where the config says nothing: then nobody need look.
  const isAnyListed = database.get("SELECT 1 FROM temp.precedence LIMIT 1") !== undefined;
  const rest = `
    SELECT ${columns}, NULL AS rank FROM entry
    WHERE pair_id = ? AND kind = ? AND state IN ('pending', 'damaged')
      AND (mtime_ns, entry_id) > (?, ?) ${condition} ${isAnyListed ? `AND NOT ${isListed()}` : ""}
    ORDER BY mtime_ns, entry_id LIMIT ${PAGE_ROWS}`;
  yield* inPages((last) =>
    database.all(rest, pairId, kind, last?.mtime_ns ?? EARLIEST, last?.entry_id ?? 0n)
  );
}

/** The smallest 64-bit number, before every time. */
export const EARLIEST = -(2n ** 63n);

const KINDS: readonly EntryKind[] = ["file", "link", "folder"];

const HELD = `
  FROM temp.precedence AS known CROSS JOIN entry USING (entry_id)
  WHERE known.pair_id = ? AND known.rank IS NULL AND known.kind <> 'folder'
    AND state IN ('pending', 'damaged')`;
