import type { RelativePath } from "../model/relative_path.ts";
import type { MissingTally } from "../model/stage.ts";
import { type Database, inPages, PAGE_ROWS } from "./database.ts";
import { pathOf } from "./rows.ts";

/** The entries that one scan found gone from the source, until somebody says what that means. */
export class Missing {
  constructor(private readonly database: Database) {
    database.execute("CREATE TEMP TABLE missing (entry_id INTEGER PRIMARY KEY)");
  }

  clear(): void {
    this.database.execute("DELETE FROM temp.missing");
  }

  add(entryId: bigint): void {
    this.database.run("INSERT INTO temp.missing VALUES (?)", entryId);
  }

  tally(): MissingTally {
    const row = this.database.get(
      `SELECT count(*) FILTER (WHERE kind <> 'folder') AS files, coalesce(sum(size), 0) AS bytes,
         count(*) FILTER (WHERE kind = 'folder') AS folders
       FROM temp.missing JOIN entry USING (entry_id)`,
    )!;
    return { files: Number(row.files), bytes: Number(row.bytes), folders: Number(row.folders) };
  }

  /** The paths that are gone, a page at a time. */
  *paths(): Generator<RelativePath> {
    const sql = `SELECT entry_id, path FROM temp.missing JOIN entry USING (entry_id)
      WHERE entry_id > ? ORDER BY entry_id LIMIT ${PAGE_ROWS}`;
    for (const row of inPages((last) => this.database.all(sql, last?.entry_id ?? 0n))) {
      yield pathOf(row.path);
    }
  }

  /**
   * Remembers a decision about all of them.
   *
   * Skipped: what is aboard is still unloaded, what is at the destination stays. Remove: what is
   * aboard need not be unloaded; what is at the destination is removed when confirmed there.
   */
  decide(decision: "skip" | "remove"): void {
    const missing = "entry_id IN (SELECT entry_id FROM temp.missing)";
    if (decision === "skip") {
      this.database.run(`UPDATE entry SET state = 'skipped' WHERE ${missing}`);
    } else {
      this.database.run(`UPDATE cargo SET arrived = 1 WHERE ${missing}`);
      this.database.run(
        `UPDATE entry SET state = CASE
           WHEN entry_id IN (SELECT entry_id FROM delivery) THEN 'removal' ELSE 'removed' END
         WHERE ${missing}`,
      );
    }
    this.clear();
  }
}
