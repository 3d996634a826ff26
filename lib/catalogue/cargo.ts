import type { Digest } from "../model/digest.ts";
import type { Proofs, ProvenVersion, Tally } from "../model/entry.ts";
import { fold } from "../model/fold.ts";
import { foldersAbove, type RelativePath } from "../model/relative_path.ts";
import { type Database, inPages, PAGE_ROWS, type Row } from "./database.ts";
import { IS_HELD } from "./precedence.ts";
import { digestBytes, digestOf, entryOf, type EntryRow, versionColumns } from "./rows.ts";
import { pathOf, TRAVELLED, travelledOf, travelledValues, type TravelledVersion } from "./rows.ts";

/** A file under `cargo/<pair>/` that holds a version's bytes, or a stretch of them. */
export interface CargoPart {
  /** Below the pair's cargo folder; need not be the entry's own path. */
  readonly name: RelativePath;
  readonly size: number;
  readonly digest: Digest;
}

/** An entry with the version of it that lies in cargo. */
export interface CargoRow {
  readonly entry: EntryRow;
  readonly version: TravelledVersion;
  /** Whether it need not be unloaded any more. */
  readonly hasArrived: boolean;
}

/** What was loaded: which version of an entry, and in which files it lies. */
export class Cargo {
  constructor(private readonly database: Database) {}

  /**
   * Records that a version lies in cargo, proven; replaces what was recorded of the entry.
   *
   * @param verifiedAt when it was proven, in milliseconds since 1970; null when that is not known
   */
  record(
    entryId: bigint,
    version: TravelledVersion,
    tripId: bigint,
    parts: readonly CargoPart[],
    verifiedAt: number | null = null,
  ): void {
    this.database.run(
      `INSERT OR REPLACE INTO cargo (entry_id, trip_id, on_drive, verified_at, ${TRAVELLED.columns})
       VALUES (?, ?, 1, ?, ${TRAVELLED.marks})`,
      entryId,
      tripId,
      verifiedAt,
      ...travelledValues(version),
    );
    let start = 0;
    for (const part of parts) {
      recordPart(this.database, entryId, start, part);
      start += part.size;
    }
  }

  /**
   * Records that a file travels as an instruction: its bytes are at the destination already, or aboard
   * under another name, and nothing of it lies in cargo.
   */
  instruct(entryId: bigint, version: ProvenVersion, tripId: bigint): void {
    this.database.run(
      `INSERT OR REPLACE INTO cargo (entry_id, trip_id, on_drive, ${TRAVELLED.columns})
       VALUES (?, ?, 0, ${TRAVELLED.marks})`,
      entryId,
      tripId,
      ...travelledValues({ ...version, kind: "file", proof: null }),
    );
  }

  /**
   * Gives the files that hold an entry's bytes in cargo to another entry (or to the same one) as the
   * bytes of its version.
   */
  handOver(fromId: bigint, toId: bigint, version: ProvenVersion, tripId: bigint): void {
    const { proof } = this.onDrive(fromId)!;
    const parts = this.partsOf(fromId);
    this.withdraw(fromId);
    this.record(toId, { ...version, kind: "file", proof }, tripId, parts);
  }

  /**
   * Takes every waiting link and folder aboard that is not held. They travel in the catalogue, so that any drive can
   * hold them; a folder needs no version of its own there.
   */
  takeLinksAndFolders(pairId: bigint, tripId: bigint): void {
    this.database.run(
      `INSERT OR REPLACE INTO cargo
         (entry_id, kind, size, mtime_ns, mode, link_target, trip_id, on_drive)
       SELECT entry_id, kind, size, mtime_ns, mode, link_target, ?, 0 FROM entry
       WHERE pair_id = ? AND state IN ('pending', 'damaged') AND kind = 'link' AND NOT ${IS_HELD}`,
      tripId,
      pairId,
    );
    this.database.run(
      `UPDATE entry SET state = 'aboard'
       WHERE pair_id = ? AND state IN ('pending', 'damaged') AND kind IN ('link', 'folder')
         AND NOT ${IS_HELD}`,
      pairId,
    );
  }

  /**
   * Files and links aboard that have not arrived yet, a page at a time; not those of which only some
   * parts are, see `Parts.toUnload()`.
   */
  *toUnload(pairId: bigint): Generator<CargoRow> {
    yield* this.#notArrived(
      pairId,
      `(cargo.kind = 'link' OR (on_drive = 1 AND NOT ${IS_INCOMPLETE} AND NOT ${HAS_ARRIVED_PARTS}))`,
    );
  }

  /** Files that travel as instructions and have not arrived yet, a page at a time. */
  *toInstruct(pairId: bigint): Generator<CargoRow> {
    yield* this.#notArrived(pairId, IS_INSTRUCTION);
  }

  /** The instructions that go by the bytes that an entry has at the destination. */
  instructionsFrom(entryId: bigint): CargoRow[] {
    return this.database.all(
      `SELECT entry.*, arrived, ${versionColumns("cargo", "cargo_")}
       FROM delivery
         JOIN cargo ON cargo.digest = delivery.digest
         JOIN entry ON entry.entry_id = cargo.entry_id
         JOIN entry AS other ON other.entry_id = delivery.entry_id
       WHERE delivery.entry_id = ? AND arrived = 0 AND ${IS_INSTRUCTION}
         AND entry.entry_id <> delivery.entry_id AND entry.pair_id = other.pair_id`,
      entryId,
    ).map(cargoOf);
  }

  /** A cross join lets SQLite begin with what is aboard, however many entries are not. */
  *#notArrived(pairId: bigint, which: string): Generator<CargoRow> {
    // CROSS JOIN keeps the order of the index (sqlite.org/optoverview.html); else each page is sorted.
    const sql = `
      SELECT entry.*, arrived, ${versionColumns("cargo", "cargo_")}
      FROM cargo CROSS JOIN entry USING (entry_id)
      WHERE arrived = 0 AND pair_id = ? AND entry_id > ? AND ${which}
      ORDER BY entry_id LIMIT ${PAGE_ROWS}`;
    const rows = inPages((last) => this.database.all(sql, pairId, last?.entry_id ?? 0n));
    for (const row of rows) yield cargoOf(row);
  }

  /**
   * What takes up room on the drive, longest aboard first: what has arrived, and with `all` what has
   * not as well.
   */
  *toDump(pairId: bigint, all = false): Generator<CargoRow> {
    const sql = `
      SELECT entry.*, arrived, cargo.trip_id AS trip_id, ${versionColumns("cargo", "cargo_")}
      FROM cargo INDEXED BY cargo_to_dump CROSS JOIN entry USING (entry_id)
      WHERE on_drive = 1 AND arrived >= ? AND pair_id = ?
        AND (cargo.trip_id, cargo.entry_id) > (?, ?)
      ORDER BY cargo.trip_id, cargo.entry_id LIMIT ${PAGE_ROWS}`;
    const rows = inPages((last) =>
      this.database.all(sql, all ? 0 : 1, pairId, last?.trip_id ?? 0n, last?.entry_id ?? 0n)
    );
    for (const row of rows) yield cargoOf(row);
  }

  /** Files on the drive that are to arrive no more, because nobody knows a digest that they have. */
  disbelieved(pairId: bigint): CargoRow[] {
    return this.database.all(
      `SELECT entry.*, arrived, ${versionColumns("cargo", "cargo_")}
       FROM cargo INDEXED BY cargo_in_parts CROSS JOIN entry USING (entry_id)
       WHERE cargo.kind = 'file' AND cargo.digest IS NULL
         AND on_drive = 1 AND arrived = 1 AND pair_id = ?`,
      pairId,
    ).map(cargoOf);
  }

  /** The files a version lies in, in order. */
  partsOf(entryId: bigint): CargoPart[] {
    return this.database.all(
      "SELECT name, size, digest FROM cargo_part WHERE entry_id = ? ORDER BY start",
      entryId,
    ).map((row) => ({
      name: pathOf(row.name),
      size: Number(row.size),
      digest: digestOf(row.digest)!,
    }));
  }

  /** Whether some entry's bytes are recorded under a name in cargo, in whatever spelling. */
  isRecorded(pairId: bigint, name: RelativePath): boolean {
    return this.database.get(
      "SELECT 1 FROM cargo_part WHERE folded = ? LIMIT 1",
      foldedKey(pairId, name),
    ) !== undefined;
  }

  /**
   * Whether bytes of another entry than this one are recorded under a name in cargo, in whatever
   * spelling, or any below it as a folder.
   */
  isTaken(pairId: bigint, name: RelativePath, entryId: bigint): boolean {
    return this.database.get(
      `SELECT 1 FROM cargo_part WHERE folded = ?1 AND entry_id <> ?2
       UNION ALL SELECT 1 FROM cargo_part WHERE folded > ?1 || '/' AND folded < ?1 || '0'
       LIMIT 1`,
      foldedKey(pairId, name),
      entryId,
    ) !== undefined;
  }

  /**
   * How a folder in cargo is spelled that some file system would take for `folder`, as far as bytes are
   * recorded in it; undefined where there is none.
   */
  spellingOf(pairId: bigint, folder: RelativePath): RelativePath | undefined {
    const first = foldedKey(pairId, folder);
    const row = this.database.get(
      "SELECT name FROM cargo_part WHERE folded > ? AND folded < ? LIMIT 1",
      first,
      // The character behind the slash.
      `${first.slice(0, -1)}0`,
    );
    const depth = foldersAbove(folder).length;
    return row && foldersAbove(pathOf(row.name))[depth];
  }

  /** The version of an entry that lies on the drive, arrived or not. */
  onDrive(entryId: bigint): TravelledVersion | undefined {
    const row = this.database.get(
      `SELECT ${versionColumns("cargo", "")} FROM cargo WHERE entry_id = ? AND on_drive = 1`,
      entryId,
    );
    return row && travelledOf(row, "");
  }

  /** The same, if all of it lies there. */
  wholeOnDrive(entryId: bigint): TravelledVersion | undefined {
    const row = this.database.get(
      `SELECT ${versionColumns("cargo", "")} FROM cargo
       WHERE entry_id = ? AND on_drive = 1 AND NOT ${HAS_ARRIVED_PARTS}`,
      entryId,
    );
    return row && travelledOf(row, "");
  }

  /** The load that took aboard what is recorded of an entry, or undefined when nothing is. */
  loadedBy(entryId: bigint): bigint | undefined {
    const row = this.database.get("SELECT trip_id FROM cargo WHERE entry_id = ?", entryId);
    return row?.trip_id as bigint | undefined;
  }

  /**
   * What is aboard and is not to be unloaded before the next load has seen whether the source still has
   * it: another drive brought another version.
   */
  heldBack(pairId: bigint): CargoRow[] {
    return this.database.all(
      `SELECT entry.*, arrived, ${versionColumns("cargo", "cargo_")}
       FROM cargo CROSS JOIN entry USING (entry_id)
       WHERE arrived = 0 AND pair_id = ? AND state IN ('pending', 'skipped')
         AND problem = 'order-unknown'`,
      pairId,
    ).map(cargoOf);
  }

  /** Whether a version of a file is aboard, whole, and can arrive before the next load. */
  isWholeAboard(entryId: bigint): boolean {
    return this.database.get(
      `SELECT 1 FROM cargo JOIN entry USING (entry_id)
       WHERE entry_id = ? AND cargo.kind = 'file' AND cargo.digest IS NOT NULL AND arrived = 0
         AND coalesce(problem, '') NOT IN ('damaged', 'order-unknown')`,
      entryId,
    ) !== undefined;
  }

  /** Records that a version need not be unloaded any more; its files may be dumped. */
  markArrived(entryId: bigint): void {
    this.database.run("UPDATE cargo SET arrived = 1 WHERE entry_id = ?", entryId);
  }

  /** Records that the files of an arrived version are gone from the drive. */
  markDumped(entryId: bigint): void {
    this.database.run("UPDATE cargo SET on_drive = 0 WHERE entry_id = ?", entryId);
    this.database.run("DELETE FROM cargo_part WHERE entry_id = ?", entryId);
  }

  /** Drops the record of a version, before its files are replaced or when they are lost. */
  withdraw(entryId: bigint): void {
    this.database.run("DELETE FROM cargo WHERE entry_id = ?", entryId);
  }

  /**
   * Records that the files of a version are on the drive and are not what was proven: nobody unloads
   * them or believes their digest any more. The next load replaces them, or a dump deletes them.
   */
  giveUp(entryId: bigint): void {
    this.database.run("UPDATE cargo SET arrived = 1, digest = NULL WHERE entry_id = ?", entryId);
  }

  /** Files in cargo whose path has become a link at the source, and is not held. */
  replacedByLinks(pairId: bigint): bigint[] {
    return this.database.all(
      `SELECT entry_id FROM entry JOIN cargo USING (entry_id)
       WHERE pair_id = ? AND state IN ('pending', 'damaged') AND entry.kind = 'link' AND on_drive = 1
         AND NOT ${IS_HELD}`,
      pairId,
    ).map((row) => row.entry_id as bigint);
  }

  /** Files on the drive that have arrived (`true`) or not (`false`). */
  tally(pairId: bigint, arrived: boolean): Tally {
    // Where there is no other pair an index tells all; what entry each is of costs ten times as much.
    const row = this.database.get(
      `SELECT count(*) AS files, coalesce(sum(size), 0) AS bytes FROM cargo
       WHERE on_drive = 1 AND arrived = ?
         AND (NOT EXISTS (SELECT 1 FROM pair WHERE pair_id <> ?)
           OR (SELECT pair_id FROM entry WHERE entry.entry_id = cargo.entry_id) = ?)`,
      arrived ? 1 : 0,
      pairId,
      pairId,
    )!;
    const elsewhere = this.#bytesElsewhere(pairId, `on_drive = 1 AND arrived = ${arrived ? 1 : 0}`);
    return { files: Number(row.files), bytes: Number(row.bytes) - elsewhere };
  }

  /** How the files that lie on the drive and have not arrived were proven there. */
  countProofs(pairId: bigint): Proofs {
    const row = this.database.get(
      `SELECT count(*) FILTER (WHERE proof = 'cold') AS cold,
         count(*) FILTER (WHERE proof = 'reread') AS reread
       FROM cargo JOIN entry USING (entry_id)
       WHERE pair_id = ? AND on_drive = 1 AND arrived = 0 AND NOT ${IS_INCOMPLETE}`,
      pairId,
    )!;
    return { cold: Number(row.cold), reread: Number(row.reread) };
  }

  /** Files and links that have not arrived, with those that travel as instructions. */
  tallyToUnload(pairId: bigint): Tally {
    const row = this.database.get(
      `SELECT count(*) AS files, coalesce(sum(cargo.size), 0) AS bytes
       FROM cargo JOIN entry USING (entry_id)
       WHERE pair_id = ? AND arrived = 0`,
      pairId,
    )!;
    const bytes = Number(row.bytes) - this.#bytesElsewhere(
      pairId,
      "arrived = 0",
      `AND start NOT IN
        (SELECT start FROM arrived_part WHERE arrived_part.entry_id = cargo_part.entry_id)`,
    );
    return { files: Number(row.files), bytes };
  }

  /** Bytes of versions in parts beyond those of their parts in cargo, or some of these. */
  #bytesElsewhere(pairId: bigint, which: string, ofParts = ""): number {
    const there = `SELECT coalesce(sum(size), 0) FROM cargo_part
      WHERE cargo_part.entry_id = cargo.entry_id ${ofParts}`;
    const row = this.database.get(
      `SELECT coalesce(sum(cargo.size - (${there})), 0) AS bytes
       FROM cargo JOIN entry USING (entry_id)
       WHERE pair_id = ? AND ${which} AND entry_id IN (
         SELECT entry_id FROM cargo WHERE kind = 'file' AND digest IS NULL
         UNION SELECT entry_id FROM arrived_part)`,
      pairId,
    )!;
    return Number(row.bytes);
  }
}

/** A file of which some parts are still at the source, in a join of cargo and entry. */
export const IS_INCOMPLETE =
  "(cargo.kind = 'file' AND cargo.digest IS NULL AND entry.state IN ('pending', 'damaged'))";

/** Records that a part of a version lies in cargo. @param start the first byte of the version that it holds */
export function recordPart(
  database: Database,
  entryId: bigint,
  start: number,
  { name, size, digest }: CargoPart,
): void {
  database.run(
    `INSERT INTO cargo_part (entry_id, start, name, size, digest, folded)
     VALUES (?, ?, ?, ?, ?, (SELECT pair_id FROM entry WHERE entry_id = ?1) || '/' || ?)`,
    entryId,
    start,
    name,
    size,
    digestBytes(digest),
    fold(name),
  );
}

/** How a name in cargo stands in the index: no two names of a pair that some file system takes for one differ. */
function foldedKey(pairId: bigint, name: RelativePath): string {
  return `${pairId}/${fold(name)}`;
}

/** Fills the column by which names are compared, where it was added. */
export function foldCargoNames(database: Database): void {
  const rows = inPages((last) =>
    database.all(
      `SELECT entry_id, number, pair_id, name FROM cargo_part JOIN entry USING (entry_id)
       WHERE (entry_id, number) > (?, ?) ORDER BY entry_id, number LIMIT ${PAGE_ROWS}`,
      last?.entry_id ?? 0n,
      last?.number ?? -1n,
    )
  );
  for (const row of rows) {
    database.run(
      "UPDATE cargo_part SET folded = ? WHERE entry_id = ? AND number = ?",
      foldedKey(row.pair_id as bigint, String(row.name) as RelativePath),
      row.entry_id as bigint,
      row.number as bigint,
    );
  }
}

/** A file of which some parts lie at the destination. */
export const HAS_ARRIVED_PARTS =
  "EXISTS (SELECT 1 FROM arrived_part WHERE arrived_part.entry_id = cargo.entry_id)";

/** A file of which nothing lies in cargo, nor ever did. */
const IS_INSTRUCTION = `(on_drive = 0 AND cargo.kind = 'file' AND NOT ${HAS_ARRIVED_PARTS})`;

/** A row of cargo joined with its entry. */
export function cargoOf(row: Row): CargoRow {
  return {
    entry: entryOf(row),
    version: travelledOf(row, "cargo_")!,
    hasArrived: row.arrived === 1n,
  };
}
