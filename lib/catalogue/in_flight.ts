import type { RelativePath } from "../model/relative_path.ts";
import type { Database } from "./database.ts";
import { pathOf } from "./rows.ts";

/** The side a partial file lies on. */
export type Side = "drive" | "destination";

/** A partial file that a run began. */
export interface PartialFile {
  readonly side: Side;
  /** The final path it was to get, below the pair's root on that side. */
  readonly path: RelativePath;
  /** Whether an older version of Waterlock's own lay under that path. */
  readonly replaces: boolean;
}

/** The partial files a killed run may have left, so that the next one finds them without a search. */
export class InFlight {
  constructor(private readonly database: Database) {}

  /** Records, before their first byte is written, that partial files begin. */
  begin(pairId: bigint, partials: readonly PartialFile[]): void {
    this.database.run(
      `INSERT OR REPLACE INTO in_flight (pair_id, side, path, replaces)
       SELECT ?, value ->> 'side', value ->> 'path', value ->> 'replaces' FROM json_each(?)`,
      pairId,
      JSON.stringify(partials),
    );
  }

  /** Records that partial files have their final names or are removed. */
  end(pairId: bigint, partials: readonly Omit<PartialFile, "replaces">[]): void {
    this.database.run(
      `DELETE FROM in_flight WHERE pair_id = ? AND (side, path) IN
         (SELECT value ->> 'side', value ->> 'path' FROM json_each(?))`,
      pairId,
      JSON.stringify(partials),
    );
  }

  of(pairId: bigint): PartialFile[] {
    return this.database.all("SELECT * FROM in_flight WHERE pair_id = ?", pairId)
      .map((row) => ({
        side: row.side as Side,
        path: pathOf(row.path),
        replaces: row.replaces === 1n,
      }));
  }
}
