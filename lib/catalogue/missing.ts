import type { RelativePath } from "../model/relative_path.ts";
import type { GoneEntry, MissingDecision, MissingTally } from "../model/stage.ts";
import { type Database, inPages, PAGE_ROWS } from "./database.ts";
import { pathOf } from "./rows.ts";

/** The entries that one scan found gone from the source, until somebody says what that means. */
export class Missing {
  constructor(private readonly database: Database) {
    database.execute(
      "CREATE TEMP TABLE missing (entry_id INTEGER PRIMARY KEY, decision TEXT)",
    );
  }

  clear(): void {
    this.database.execute("DELETE FROM temp.missing");
  }

  add(entryId: bigint): void {
    this.database.run("INSERT INTO temp.missing (entry_id) VALUES (?)", entryId);
  }

  tally(): MissingTally {
    const row = this.database.get(
      `SELECT count(*) FILTER (WHERE kind <> 'folder') AS files, coalesce(sum(size), 0) AS bytes,
         count(*) FILTER (WHERE kind = 'folder') AS folders
       FROM temp.missing JOIN entry USING (entry_id)`,
    )!;
    return { files: Number(row.files), bytes: Number(row.bytes), folders: Number(row.folders) };
  }

  /** What is gone, a page at a time. */
  *entries(): Generator<GoneEntry> {
    const sql = `SELECT entry_id, path, size FROM temp.missing JOIN entry USING (entry_id)
      WHERE entry_id > ? ORDER BY entry_id LIMIT ${PAGE_ROWS}`;
    for (const row of inPages((last) => this.database.all(sql, last?.entry_id ?? 0n))) {
      yield { path: pathOf(row.path), bytes: Number(row.size) };
    }
  }

  /** Notes a decision about one of them, for {@linkcode decide} to carry out. */
  decideOne(pairId: bigint, path: RelativePath, decision: MissingDecision): void {
    this.database.run(
      `UPDATE temp.missing SET decision = ?
       WHERE entry_id = (SELECT entry_id FROM entry WHERE pair_id = ? AND path = ?)`,
      decision,
      pairId,
      path,
    );
  }

  /**
   * Remembers what was decided, `rest` about all that {@linkcode decideOne} was not called for. What
   * was left stays among the missing.
   *
   * Skipped: what is aboard is still unloaded, what is at the destination stays. Remove: what is
   * aboard need not be unloaded; what is at the destination is removed when confirmed there.
   */
  decide(rest: MissingDecision): void {
    this.database.run("UPDATE temp.missing SET decision = ? WHERE decision IS NULL", rest);
    const decided = (decision: MissingDecision) =>
      `entry_id IN (SELECT entry_id FROM temp.missing WHERE decision = '${decision}')`;
    this.database.run(`UPDATE entry SET state = 'skipped' WHERE ${decided("skip")}`);
    this.database.run(`UPDATE cargo SET arrived = 1 WHERE ${decided("remove")}`);
    this.database.run(
      `UPDATE entry SET state = CASE
         WHEN entry_id IN (SELECT entry_id FROM delivery) THEN 'removal' ELSE 'removed' END
       WHERE ${decided("remove")}`,
    );
    this.database.run("DELETE FROM temp.missing WHERE decision <> 'leave'");
  }
}
