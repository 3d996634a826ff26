import type { RelativePath } from "../model/relative_path.ts";
import type { Database, Row } from "./database.ts";
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
  /** The version it is of, where a later run may go on with it: a large file, or one in parts. */
  readonly of?: { readonly entryId: bigint; readonly size: number; readonly mtimeNs: bigint };
  /** Bytes of it that an earlier run has synced and this one goes on behind. */
  readonly synced?: number;
}

/** A partial that the next run can go on with. */
export interface BegunFile {
  readonly path: RelativePath;
  /** How many of its bytes are synced. */
  readonly bytes: number;
}

/** The partial files a killed run may have left, so that the next one finds them without a search. */
export class InFlight {
  constructor(private readonly database: Database) {}

  /** Records, before their first byte is written, that partial files begin. */
  begin(pairId: bigint, partials: readonly PartialFile[]): void {
    this.database.run(
      `INSERT OR REPLACE INTO in_flight
         (pair_id, side, path, replaces, entry_id, size, mtime_ns, synced)
       SELECT ?, value ->> 'side', value ->> 'path', value ->> 'replaces',
         CAST(value ->> '$.of.entryId' AS INTEGER), value ->> '$.of.size',
         CAST(value ->> '$.of.mtimeNs' AS INTEGER), coalesce(value ->> 'synced', 0)
       FROM json_each(?)`,
      pairId,
      toJson(partials),
    );
  }

  /** Records how many bytes of a partial are synced by now. */
  advance(pairId: bigint, { side, path }: Pick<PartialFile, "side" | "path">, bytes: number): void {
    this.database.run(
      "UPDATE in_flight SET synced = ? WHERE pair_id = ? AND side = ? AND path = ?",
      bytes,
      pairId,
      side,
      path,
    );
  }

  /** Has no later run go on with a partial of one side, so that the next sweep removes them all. */
  giveUpBegun(pairId: bigint, side: Side): void {
    this.database.run(
      "UPDATE in_flight SET synced = 0 WHERE pair_id = ? AND side = ?",
      pairId,
      side,
    );
  }

  get isEmpty(): boolean {
    return this.database.get("SELECT 1 FROM in_flight LIMIT 1") === undefined;
  }

  /**
   * Has a sweep remove no more than partials that are never the last of their bytes: neither what lies under a
   * final name, nor parts at a destination.
   */
  keepPartialsOnly(): void {
    this.database.run(
      `UPDATE in_flight SET replaces = 1,
         entry_id = CASE WHEN side = 'drive' OR synced > 0 THEN entry_id END`,
    );
  }

  /** The partials on one side whose versions are still to go there, by their entries. */
  begun(pairId: bigint, side: Side): Map<bigint, BegunFile> {
    const rows = this.database.all(
      `SELECT in_flight.entry_id AS entry_id, in_flight.path AS path, synced
       FROM in_flight JOIN ${WANTED[side]}
         AND version.size = in_flight.size AND version.mtime_ns = in_flight.mtime_ns
       WHERE in_flight.pair_id = ? AND side = ? AND synced > 0`,
      pairId,
      side,
    );
    return new Map(rows.map((row) => {
      return [row.entry_id as bigint, { path: pathOf(row.path), bytes: Number(row.synced) }];
    }));
  }

  /** Records that partial files have their final names or are removed. */
  end(pairId: bigint, partials: readonly Omit<PartialFile, "replaces">[]): void {
    this.database.run(
      `DELETE FROM in_flight WHERE pair_id = ? AND (side, path) IN
         (SELECT value ->> 'side', value ->> 'path' FROM json_each(?))`,
      pairId,
      toJson(partials),
    );
  }

  of(pairId: bigint): PartialFile[] {
    return this.database.all("SELECT * FROM in_flight WHERE pair_id = ?", pairId)
      .map((row) => ({
        side: row.side as Side,
        path: pathOf(row.path),
        replaces: row.replaces === 1n,
        ...versionIn(row),
      }));
  }
}

function versionIn(row: Row): Pick<PartialFile, "of" | "synced"> {
  if (row.entry_id === null) return {};
  const { entry_id: entryId, mtime_ns: mtimeNs } = row as Record<string, bigint>;
  return {
    of: { entryId: entryId!, size: Number(row.size), mtimeNs: mtimeNs! },
    synced: Number(row.synced),
  };
}

/** A version that is to go to one side, as `version`. */
const WANTED: Record<Side, string> = {
  drive: `entry AS version ON version.entry_id = in_flight.entry_id
    AND version.kind = 'file' AND version.state IN ('pending', 'damaged')`,
  destination: `cargo AS version ON version.entry_id = in_flight.entry_id
    AND version.kind = 'file' AND version.digest IS NOT NULL AND version.arrived = 0`,
};

/** JSON has no numbers of 64 bits. */
function toJson(partials: readonly unknown[]): string {
  return JSON.stringify(partials, (_, value) => typeof value === "bigint" ? String(value) : value);
}
