import type { Digest } from "../model/digest.ts";
import type { EntryKind, EntryState, ScannedEntry, Tally, Version } from "../model/entry.ts";
import type { DeliveredVersion } from "../model/receipt.ts";
import type { RelativePath } from "../model/relative_path.ts";
import { IS_INCOMPLETE } from "./cargo.ts";
import { type Database, inPages, PAGE_ROWS } from "./database.ts";
import { advancing, entriesInPathOrder, type ListedEntry } from "./path_order.ts";
import { inLoadOrder, tallyHeld } from "./precedence.ts";
import {
  digestBytes,
  entryOf,
  type EntryRow,
  STATES,
  travelledOf,
  type TravelledVersion,
  versionColumns,
} from "./rows.ts";

/** An entry with what of it has travelled. */
export interface KnownRow extends EntryRow {
  /** In cargo and not arrived yet. */
  readonly aboard: TravelledVersion | undefined;
  /** At the destination. */
  readonly delivered: TravelledVersion | undefined;
}

/** How much one kind of problem keeps where it is. */
export interface ProblemTally extends Tally {
  readonly code: string;
  /** The path of one of the files. */
  readonly example: string;
}

/** An entry that waits at the source to be loaded. */
export interface WaitingRow extends EntryRow {
  /** By which pattern of the config's `first` it goes before the rest; undefined for the rest. */
  readonly rank?: number;
}

/** What the source holds, path by path, and where each path is on its way. */
export class Entries {
  constructor(private readonly database: Database) {}

  /** Every entry of a pair in the order of `comparePaths`; see {@linkcode entriesInPathOrder}. */
  inPathOrder(pairId: bigint): Generator<ListedEntry> {
    return entriesInPathOrder(this.database, pairId);
  }

  /** Whether so many entries of a pair are known, or more. */
  areAtLeast(pairId: bigint, count: number): boolean {
    const sql = "SELECT 1 FROM entry WHERE pair_id = ? LIMIT 1 OFFSET ?";
    return this.database.get(sql, pairId, count - 1) !== undefined;
  }

  /** All that is known of an entry which {@linkcode inPathOrder} gave. */
  withTravels({ id }: Pick<ListedEntry, "id">): KnownRow {
    const row = this.database.get(
      `SELECT entry.*, ${versionColumns("cargo", "cargo_")},
         ${versionColumns("delivery", "delivery_")}
       FROM entry
         LEFT JOIN cargo ON cargo.entry_id = entry.entry_id AND cargo.arrived = 0
           AND NOT ${IS_INCOMPLETE}
         LEFT JOIN delivery ON delivery.entry_id = entry.entry_id
       WHERE entry.entry_id = ?`,
      id,
    )!;
    return {
      ...entryOf(row),
      aboard: travelledOf(row, "cargo_"),
      delivered: travelledOf(row, "delivery_"),
    };
  }

  /**
   * What waits at the source to be loaded and is not held, a page at a time: what goes first, as
   * {@linkcode Precedence.set} was told, then the rest; each oldest modification first.
   */
  *toLoad(pairId: bigint, kind: EntryKind): Generator<WaitingRow> {
    for (const row of inLoadOrder(this.database, pairId, kind, "entry.*")) {
      const entry = entryOf(row);
      yield row.rank === null ? entry : { ...entry, rank: Number(row.rank) };
    }
  }

  /** Files and links that are to be removed at the destination, a page at a time. */
  *toRemove(pairId: bigint): Generator<EntryRow> {
    const sql = `
      SELECT entry.* FROM entry
      WHERE pair_id = ? AND state = 'removal' AND kind <> 'folder' AND entry_id > ?
      ORDER BY entry_id LIMIT ${PAGE_ROWS}`;
    const rows = inPages((last) => this.database.all(sql, pairId, last?.entry_id ?? 0n));
    for (const row of rows) yield entryOf(row);
  }

  /** Records a path that was never seen before. */
  add(pairId: bigint, entry: ScannedEntry): void {
    this.database.run(
      `INSERT INTO entry (pair_id, path, kind, size, mtime_ns, mode, link_target, state)
       VALUES (?, ?, ?, ?, ?, ?, ?, 'pending')`,
      pairId,
      entry.path,
      entry.kind,
      entry.size,
      entry.mtimeNs,
      entry.mode,
      entry.linkTarget,
    );
  }

  /** Records a path that another drive has brought to the destination. @returns the entry's number */
  addDelivered(pairId: bigint, path: RelativePath, version: DeliveredVersion): bigint {
    return this.database.run(
      `INSERT INTO entry (pair_id, path, kind, size, mtime_ns, mode, link_target, digest, state)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, 'delivered')`,
      pairId,
      path,
      version.kind,
      version.size,
      version.mtimeNs,
      version.mode,
      version.linkTarget,
      digestBytes(version.digest),
    ).lastRowId;
  }

  /**
   * Records the source's new version of an entry.
   *
   * @param verifiedAt when its bytes were read, in milliseconds since 1970; null when they were not
   */
  replaceVersion(
    id: bigint,
    kind: EntryKind,
    version: Version,
    digest: Digest | null,
    state: EntryState,
    verifiedAt: number | null = null,
  ): void {
    this.database.run(
      `UPDATE entry SET kind = ?, size = ?, mtime_ns = ?, mode = ?, link_target = ?, digest = ?,
         state = ?, problem = NULL, verified_at = ?,
         shown_mtime_ns = CASE WHEN mtime_ns = ? THEN shown_mtime_ns END WHERE entry_id = ?`,
      kind,
      version.size,
      version.mtimeNs,
      version.mode,
      version.linkTarget,
      digestBytes(digest),
      state,
      verifiedAt,
      version.mtimeNs,
      id,
    );
  }

  setState(id: bigint, state: EntryState): void {
    this.database.run("UPDATE entry SET state = ? WHERE entry_id = ?", state, id);
  }

  /** Remembers why the last load could not carry an entry; a new version forgets it. */
  setProblem(id: bigint, code: string): void {
    this.database.run("UPDATE entry SET problem = ? WHERE entry_id = ?", code, id);
  }

  /** Why an entry could not be carried, or not be settled, or null. */
  problemOf(id: bigint): string | null {
    const row = this.database.get("SELECT problem FROM entry WHERE entry_id = ?", id);
    return row?.problem == null ? null : String(row.problem);
  }

  setMode(id: bigint, mode: number | null): void {
    this.database.run("UPDATE entry SET mode = ? WHERE entry_id = ?", mode, id);
  }

  /** Remembers what the source shows as the time of an entry that is as it was. */
  setShownTime(id: bigint, shownMtimeNs: bigint): void {
    this.database.run(
      "UPDATE entry SET shown_mtime_ns = nullif(?, mtime_ns) WHERE entry_id = ?",
      shownMtimeNs,
      id,
    );
  }

  /** Drops an entry that is nowhere any more; one with cargo still to be dumped stays as removed. */
  forget(id: bigint): void {
    const { changes } = this.database.run(
      `DELETE FROM entry WHERE entry_id = ?
         AND entry_id NOT IN (SELECT entry_id FROM cargo WHERE on_drive = 1)`,
      id,
    );
    if (changes > 0) return;
    this.setState(id, "removed");
    // Of a version in parts nothing is wanted any more, on the drive or at the destination.
    this.database.run("UPDATE cargo SET arrived = 1 WHERE entry_id = ?", id);
    this.database.run("DELETE FROM arrived_part WHERE entry_id = ?", id);
  }

  /** Marks a folder for its times and mode to be set again at the next unload. */
  touchFolder(pairId: bigint, folder: RelativePath): void {
    this.database.run(
      `UPDATE entry SET state = 'aboard'
       WHERE pair_id = ? AND path = ? AND kind = 'folder' AND state = 'delivered'`,
      pairId,
      folder,
    );
  }

  /** Folders in some state, innermost first within each branch. */
  *foldersInnermostFirst(pairId: bigint, state: EntryState): Generator<EntryRow> {
    const sql = `
      SELECT entry.* FROM entry
      WHERE pair_id = ? AND state = ? AND kind = 'folder' AND path < ?
      ORDER BY path DESC LIMIT ${PAGE_ROWS}`;
    const rows = inPages((last) => this.database.all(sql, pairId, state, last?.path ?? BEHIND_ALL));
    for (const row of advancing(rows, -1)) yield entryOf(row);
  }

  /** Files at the destination whose mode is not known to be the source's, a page at a time. */
  *withOtherMode(pairId: bigint): Generator<EntryRow> {
    const sql = `
      SELECT entry.* FROM entry JOIN delivery USING (entry_id)
      WHERE pair_id = ? AND state = 'delivered' AND entry.kind = 'file'
        AND entry.mode IS NOT NULL AND entry.mode IS NOT delivery.mode AND entry_id > ?
      ORDER BY entry_id LIMIT ${PAGE_ROWS}`;
    const rows = inPages((last) => this.database.all(sql, pairId, last?.entry_id ?? 0n));
    for (const row of rows) yield entryOf(row);
  }

  /** The entry of a path, or undefined when there is none. */
  at(pairId: bigint, path: RelativePath): EntryRow | undefined {
    const row = this.database.get(
      "SELECT * FROM entry WHERE pair_id = ? AND path = ?",
      pairId,
      path,
    );
    return row && entryOf(row);
  }

  /** Files and links by state, in numbers and bytes. */
  countByState(pairId: bigint): Record<EntryState, Tally> {
    const counts = Object.fromEntries(
      STATES.map((state) => [state, { files: 0, bytes: 0 }]),
    ) as Record<EntryState, Tally>;
    const rows = this.database.all(
      `SELECT state, count(*) AS files, sum(size) AS bytes FROM entry
       WHERE pair_id = ? AND kind <> 'folder' GROUP BY state`,
      pairId,
    );
    for (const row of rows) {
      counts[row.state as EntryState] = { files: Number(row.files), bytes: Number(row.bytes) };
    }
    return counts;
  }

  /** Files and links that something kept from being carried or settled, by the code of it; the most first. */
  tallyProblems(pairId: bigint): ProblemTally[] {
    const rows = this.database.all(
      `SELECT problem, count(*) AS files, sum(size) AS bytes, min(path) AS example FROM entry
       WHERE pair_id = ? AND problem IS NOT NULL AND kind <> 'folder'
         AND state IN ('pending', 'aboard', 'damaged')
       GROUP BY problem ORDER BY files DESC, problem`,
      pairId,
    );
    return rows.map((row) => ({
      code: String(row.problem),
      files: Number(row.files),
      bytes: Number(row.bytes),
      example: String(row.example),
    }));
  }

  /** Files and links that wait at the source to be loaded and are not held. */
  tallyToLoad(pairId: bigint): Tally {
    const row = this.database.get(
      `SELECT count(*) AS files, coalesce(sum(size), 0) AS bytes FROM entry
       WHERE pair_id = ? AND kind IN ('file', 'link') AND state IN ('pending', 'damaged')`,
      pairId,
    )!;
    const held = tallyHeld(this.database, pairId);
    return { files: Number(row.files) - held.files, bytes: Number(row.bytes) - held.bytes };
  }

  /**
   * The sizes in bytes of the files that wait at the source and that a trip can be expected to carry, in
   * the order of {@linkcode toLoad}.
   */
  sizesToLoad(pairId: bigint): Pick<EntryRow, "id" | "size">[] {
    const rows = inLoadOrder(
      this.database,
      pairId,
      "file",
      // deno-lint-ignore waterlock/vocabulary -- columns
      "entry.entry_id, entry.mtime_ns, entry.size",
      "AND (problem IS NULL OR problem IN ('bytes-gone', 'damaged'))",
    );
    return Array.from(rows, (row) => ({ id: row.entry_id as bigint, size: Number(row.size) }));
  }
}

/** SQLite orders every blob behind every text (sqlite.org/datatype3.html). */
const BEHIND_ALL = new Uint8Array();
