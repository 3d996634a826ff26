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

  /** Records, before its first byte is written, that a partial file begins. */
  begin(pairId: bigint, partial: PartialFile): void {
    this.database.run(
      "INSERT OR REPLACE INTO in_flight (pair_id, side, path, replaces) VALUES (?, ?, ?, ?)",
      pairId,
      partial.side,
      partial.path,
      partial.replaces ? 1 : 0,
    );
  }

  /** Records that a partial file has its final name or is removed. */
  end(pairId: bigint, partial: Omit<PartialFile, "replaces">): void {
    this.database.run(
      "DELETE FROM in_flight WHERE pair_id = ? AND side = ? AND path = ?",
      pairId,
      partial.side,
      partial.path,
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
