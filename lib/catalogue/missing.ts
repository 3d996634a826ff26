import type { RelativePath } from "../model/relative_path.ts";
import type { GoneEntry, MissingDecision, MissingTally } from "../model/stage.ts";
import { type Database, inPages, PAGE_ROWS } from "./database.ts";
import { pathOf } from "./rows.ts";

/** Whether the last scan found an entry gone from the source, and nobody has decided about it. */
export const IS_UNDECIDED = `(entry.state NOT IN ('skipped', 'removal', 'removed')
  AND EXISTS (SELECT 1 FROM missing WHERE missing.entry_id = entry.entry_id))`;

/**
 * The entries that the last scan of each source found gone, until somebody says what that means: by then
 * everybody who asks is told that they are gone.
 */
export class Missing {
  constructor(private readonly database: Database) {
    database.execute("CREATE TEMP TABLE decision (entry_id INTEGER PRIMARY KEY, said TEXT)");
  }

  /** Forgets what an earlier scan of a pair's source found. */
  clear(pairId: bigint): void {
    this.database.run(
      `DELETE FROM missing WHERE EXISTS (SELECT 1 FROM entry
         WHERE entry.entry_id = missing.entry_id AND pair_id = ?)`,
      pairId,
    );
  }

  add(entryId: bigint): void {
    this.database.run("INSERT INTO missing (entry_id) VALUES (?)", entryId);
  }

  /** Records that an entry was seen at the source after all. */
  remove(entryId: bigint): void {
    this.database.run("DELETE FROM missing WHERE entry_id = ?", entryId);
  }

  isUndecided(entryId: bigint): boolean {
    const sql = `SELECT 1 FROM entry WHERE entry_id = ? AND ${IS_UNDECIDED}`;
    return this.database.get(sql, entryId) !== undefined;
  }

  tally(pairId: bigint): MissingTally {
    const row = this.database.get(
      `SELECT count(*) FILTER (WHERE kind <> 'folder') AS files, coalesce(sum(size), 0) AS bytes,
         count(*) FILTER (WHERE kind = 'folder') AS folders
       ${UNDECIDED}`,
      pairId,
    )!;
    return { files: Number(row.files), bytes: Number(row.bytes), folders: Number(row.folders) };
  }

  /** What is gone from a pair's source, a page at a time. */
  *entries(pairId: bigint): Generator<GoneEntry> {
    const sql = `SELECT entry_id, path, size ${UNDECIDED} AND missing.entry_id > ?
      ORDER BY missing.entry_id LIMIT ${PAGE_ROWS}`;
    const rows = inPages((last) => this.database.all(sql, pairId, last?.entry_id ?? 0n));
    for (const row of rows) yield { path: pathOf(row.path), bytes: Number(row.size) };
  }

  /** Notes a decision about one of them, for {@linkcode decide} to carry out. */
  decideOne(pairId: bigint, path: RelativePath, decision: MissingDecision): void {
    this.database.run(
      `INSERT OR REPLACE INTO temp.decision (entry_id, said)
       SELECT entry_id, ? FROM missing JOIN entry USING (entry_id) WHERE pair_id = ? AND path = ?`,
      decision,
      pairId,
      path,
    );
  }

  /**
   * Remembers what was decided, `rest` about all of a pair that {@linkcode decideOne} was not called
   * for. What was left stays among the missing.
   *
   * Skipped: what is aboard is still unloaded, what is at the destination stays. Remove: what is
   * aboard need not be unloaded; what is at the destination is removed when confirmed there.
   */
  decide(pairId: bigint, rest: MissingDecision): void {
    this.database.run(
      `INSERT OR IGNORE INTO temp.decision (entry_id, said) SELECT entry_id, ? ${UNDECIDED}`,
      rest,
      pairId,
    );
    const decided = (decision: MissingDecision) =>
      `entry_id IN (SELECT entry_id FROM temp.decision WHERE said = '${decision}')`;
    this.database.run(`UPDATE entry SET state = 'skipped' WHERE ${decided("skip")}`);
    this.database.run(`UPDATE cargo SET arrived = 1 WHERE ${decided("remove")}`);
    this.database.run(
      `UPDATE entry SET state = CASE
         WHEN entry_id IN (SELECT entry_id FROM delivery) THEN 'removal' ELSE 'removed' END
       WHERE ${decided("remove")}`,
    );
    this.database.run(`DELETE FROM missing WHERE ${decided("skip")} OR ${decided("remove")}`);
    this.database.run("DELETE FROM temp.decision");
  }
}

/** The cross join begins with what is missing, which is little, and not with all that is known. */
const UNDECIDED = `FROM missing CROSS JOIN entry USING (entry_id)
  WHERE pair_id = ? AND state NOT IN ('skipped', 'removal', 'removed')`;
