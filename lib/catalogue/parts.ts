import type { Digest } from "../model/digest.ts";
import {
  addTo,
  type EntryState,
  type ProofGrade,
  type ProvenVersion,
  type Tally,
} from "../model/entry.ts";
import type { RelativePath } from "../model/relative_path.ts";
import {
  cargoOf,
  type CargoPart,
  type CargoRow,
  HAS_ARRIVED_PARTS,
  IS_INCOMPLETE,
  recordPart,
} from "./cargo.ts";
import { CATALOGUE_FILE } from "../vocabulary.ts";
import type { Database, Row } from "./database.ts";
import {
  digestBytes,
  digestOf,
  entryOf,
  type EntryRow,
  pathOf,
  tampered,
  versionColumns,
} from "./rows.ts";

/** A stretch of a version that is carried, and proven, by itself. */
export interface Part {
  /** The first of its bytes in the version. */
  readonly start: number;
  readonly size: number;
  readonly digest: Digest;
  /** Its name below the pair's cargo folder; null where it is not in cargo (any more). */
  readonly name: RelativePath | null;
  /** Whether it lies, proven, in the partial at the destination. */
  readonly hasArrived: boolean;
}

/** What of a file need not be loaded any more. */
export interface PartsKnown {
  /** In order, none overlapping another. */
  readonly parts: readonly Part[];
  /** What lies in cargo for the entry and is nothing of it as it is now. */
  readonly discarded: readonly (Part & CargoPart)[];
  /** Whether what is discarded was proven to be a version that may still be brought over. */
  readonly isDiscardWhole: boolean;
}

/** How far a file is that is not whole anywhere but at the source, or was only put together in cargo. */
export interface PartsProgress {
  /** Bytes of parts that lie on the drive and have not arrived. */
  readonly aboardBytes: number;
  /** Bytes of parts that lie, proven, at the destination. */
  readonly arrivedBytes: number;
}

/** Several such files together. */
export interface PartsTally extends Tally, PartsProgress {}

/**
 * Files that are carried in parts, over several trips where they must.
 *
 * The row of `cargo` is the version; its digest is null until the load that brings the last part has
 * read all of the source. `cargo_part` has what lies in cargo, `arrived_part` what lies under the partial
 * name at the destination; a part that is in neither has still to be loaded. A row has arrived when the
 * destination has all of it that lies in cargo, and once it is complete, when the file has its final name.
 */
export class Parts {
  constructor(private readonly database: Database) {}

  /** What of an entry, as its row tells it now, is in cargo or at the destination already. */
  known(entry: EntryRow): PartsKnown {
    const row = this.database.get(
      "SELECT kind, size, mtime_ns, digest, arrived FROM cargo WHERE entry_id = ?",
      entry.id,
    );
    const all = this.of(entry.id);
    const isOfThis = row?.kind === "file" && row.digest === null &&
      row.size === BigInt(entry.size) && row.mtime_ns === entry.mtimeNs;
    const kept = all.filter((part) => isOfThis && (row.arrived === 0n || part.hasArrived));
    const parts = areSound(kept, entry.size) ? kept : [];
    const discarded = inCargo(all.filter((part) => !parts.includes(part)));
    return { parts, discarded, isDiscardWhole: row !== undefined && row.digest !== null };
  }

  /** Every part of an entry's version that is recorded, in order. */
  of(entryId: bigint): Part[] {
    return this.database.all(
      `SELECT start, size, digest, name, EXISTS (SELECT 1 FROM arrived_part AS there
           WHERE there.entry_id = cargo_part.entry_id AND there.start = cargo_part.start) AS arrived
         FROM cargo_part WHERE entry_id = ?
       UNION ALL
       SELECT start, size, digest, NULL, 1 FROM arrived_part WHERE entry_id = ?
         AND start NOT IN (SELECT start FROM cargo_part WHERE entry_id = ?)
       ORDER BY start`,
      entryId,
      entryId,
      entryId,
    ).map(partOf);
  }

  /** Bytes that need not be loaded any more, of each entry of which that is so. */
  carriedBytes(pairId: bigint): Map<bigint, number> {
    const rows = this.database.all(
      `SELECT entry.* FROM cargo INDEXED BY cargo_in_parts CROSS JOIN entry USING (entry_id)
       WHERE pair_id = ? AND ${IS_INCOMPLETE} AND entry.size = cargo.size
         AND entry.mtime_ns = cargo.mtime_ns AND (arrived = 0 OR ${HAS_ARRIVED_PARTS})`,
      pairId,
    );
    return new Map(
      rows.map((row) => {
        const id = row.entry_id as bigint;
        const entry = { id, size: Number(row.size), mtimeNs: row.mtime_ns } as EntryRow;
        return [id, sumOf(this.known(entry).parts)] as const;
      }).filter(([, bytes]) => bytes > 0),
    );
  }

  /**
   * How far an entry's version is that travels in parts over several trips; undefined of one that does not,
   * of which nothing has travelled yet, or which is whole in cargo.
   */
  progressOf(entry: EntryRow): PartsProgress | undefined {
    const sql = "SELECT digest FROM cargo WHERE entry_id = ? AND kind = 'file'";
    const row = UNDER_WAY.includes(entry.state) ? this.database.get(sql, entry.id) : undefined;
    if (!row) return undefined;
    const isWhole = row.digest !== null;
    const parts = isWhole ? this.of(entry.id) : this.known(entry).parts;
    const there = parts.filter(({ hasArrived }) => hasArrived);
    const aboard = parts.filter(({ name, hasArrived }) => name !== null && !hasArrived);
    if (there.length + (isWhole ? 0 : aboard.length) === 0) return undefined;
    return { aboardBytes: sumOf(aboard), arrivedBytes: sumOf(there) };
  }

  /** How far the files of a pair are that are under way in parts. */
  tallyProgress(pairId: bigint): PartsTally {
    const rows = this.database.all(
      `SELECT entry.* FROM entry WHERE pair_id = ? AND entry_id IN (
           SELECT entry_id FROM cargo INDEXED BY cargo_in_parts
             WHERE cargo.kind = 'file' AND cargo.digest IS NULL
           UNION SELECT entry_id FROM arrived_part)`,
      pairId,
    );
    const tally = { files: 0, bytes: 0, aboardBytes: 0, arrivedBytes: 0 };
    for (const entry of rows.map(entryOf)) {
      const progress = this.progressOf(entry);
      if (!progress) continue;
      addTo(tally, entry.size);
      tally.aboardBytes += progress.aboardBytes;
      tally.arrivedBytes += progress.arrivedBytes;
    }
    return tally;
  }

  /** Files aboard in parts of which something has to be done at the destination. */
  toUnload(pairId: bigint): CargoRow[] {
    return this.database.all(
      `SELECT entry.*, arrived, ${versionColumns("cargo", "cargo_")}
       FROM cargo JOIN entry USING (entry_id)
       WHERE pair_id = ? AND arrived = 0 AND entry_id IN (
           SELECT entry_id FROM cargo WHERE kind = 'file' AND digest IS NULL
           UNION SELECT entry_id FROM arrived_part)
         AND (${IS_INCOMPLETE} OR ${HAS_ARRIVED_PARTS})
       ORDER BY entry_id`,
      pairId,
    ).map(cargoOf);
  }

  /** Files aboard that lie in several parts, or of which only some are known. */
  inParts(pairId: bigint): CargoRow[] {
    return this.database.all(
      `SELECT entry.*, arrived, ${versionColumns("cargo", "cargo_")}
       FROM cargo CROSS JOIN entry USING (entry_id)
       WHERE arrived = 0 AND pair_id = ? AND cargo.kind = 'file' AND entry_id IN (
         SELECT entry_id FROM cargo WHERE kind = 'file' AND digest IS NULL
         UNION SELECT entry_id FROM cargo_part WHERE start > 0)`,
      pairId,
    ).map(cargoOf);
  }

  /** Files of which parts lie at the destination and not all is known yet. */
  incompleteThere(pairId: bigint): CargoRow[] {
    return this.toFinish(pairId).filter(({ version }) => version.digest === null);
  }

  /** Whether a complete version's parts all lie at the destination. */
  areAllThere(entryId: bigint): boolean {
    const row = this.database.get("SELECT size, digest FROM cargo WHERE entry_id = ?", entryId);
    const parts = this.of(entryId);
    return row !== undefined && row.digest !== null && sumOf(parts) === Number(row.size) &&
      parts.every(({ hasArrived }) => hasArrived);
  }

  /** Whether only some of an entry's version lies in cargo. */
  isInParts(entryId: bigint): boolean {
    return this.database.get(
      `SELECT 1 FROM cargo JOIN entry USING (entry_id)
       WHERE entry_id = ? AND (${HAS_ARRIVED_PARTS} OR (arrived = 0 AND ${IS_INCOMPLETE}))`,
      entryId,
    ) !== undefined;
  }

  /** Files of which parts lie under a partial name at the destination that is still to become theirs. */
  toFinish(pairId: bigint): CargoRow[] {
    return this.database.all(
      `SELECT entry.*, arrived, ${versionColumns("cargo", "cargo_")}
       FROM cargo CROSS JOIN entry USING (entry_id)
       WHERE entry_id IN (SELECT entry_id FROM arrived_part) AND ${IS_WANTED} AND pair_id = ?`,
      pairId,
    ).map(cargoOf);
  }

  /** Whether what lies under a path's partial name at the destination is still to become a file. */
  isPartialWanted(pairId: bigint, path: RelativePath): boolean {
    return this.database.get(
      `SELECT 1 FROM entry JOIN cargo USING (entry_id)
       WHERE pair_id = ? AND path = ? AND ${HAS_ARRIVED_PARTS} AND ${IS_WANTED}`,
      pairId,
      path,
    ) !== undefined;
  }

  /**
   * Records that a part lies in cargo, proven. The first one of a version takes the place of whatever was
   * recorded of the entry; its files are the caller's to remove.
   */
  load(
    entry: EntryRow,
    part: Omit<Part, "hasArrived"> & { readonly name: RelativePath },
    proof: ProofGrade,
    tripId: bigint,
  ): void {
    const { id, size, mtimeNs, mode } = entry;
    if (this.known(entry).parts.length === 0) {
      this.database.run(
        `INSERT OR REPLACE INTO cargo (entry_id, kind, size, mtime_ns, mode, trip_id, proof, on_drive)
         VALUES (?, 'file', ?, ?, ?, ?, ?, 1)`,
        id,
        size,
        mtimeNs,
        mode,
        tripId,
        proof,
      );
    } else {
      this.database.run(
        `UPDATE cargo SET on_drive = 1, arrived = 0, trip_id = ?,
           proof = CASE WHEN on_drive = 1 AND proof = 'reread' THEN proof ELSE ? END
         WHERE entry_id = ?`,
        tripId,
        proof,
        id,
      );
    }
    recordPart(this.database, id, part.start, part);
    // The source was seen to have it, whatever has kept it back. Where its bytes are not stays known.
    this.database.run(
      "UPDATE entry SET problem = NULL WHERE entry_id = ? AND problem <> 'bytes-gone'",
      id,
    );
  }

  /** Records that all parts are aboard or at the destination, and what all of it hashes to. */
  complete(
    entryId: bigint,
    { mode, digest }: Pick<ProvenVersion, "mode" | "digest">,
  ): { proof: ProofGrade | null } {
    const row = this.database.get(
      "UPDATE cargo SET mode = ?, digest = ?, arrived = 0 WHERE entry_id = ? RETURNING proof",
      mode,
      digestBytes(digest),
      entryId,
    )!;
    return { proof: row.proof as ProofGrade | null };
  }

  /** Records that a part lies under the partial name at the destination, proven. */
  arrive(entryId: bigint, { start, size, digest }: Part): void {
    this.database.run(
      "INSERT OR REPLACE INTO arrived_part (entry_id, start, size, digest) VALUES (?, ?, ?, ?)",
      entryId,
      start,
      size,
      digestBytes(digest),
    );
    this.#settle(entryId);
  }

  /** Records that parts are not at the destination, or not as they were: cargo or a load brings them again. */
  loseAtDestination(entryId: bigint, parts: readonly Part[]): void {
    for (const { start } of parts) {
      this.database.run(
        "DELETE FROM arrived_part WHERE entry_id = ? AND start = ?",
        entryId,
        start,
      );
    }
    this.#settle(entryId);
  }

  /** Records that parts are not in cargo, or not as they were: a load brings those again that are needed. */
  loseAboard(entryId: bigint, parts: readonly Part[]): void {
    for (const { start } of parts) {
      this.database.run("DELETE FROM cargo_part WHERE entry_id = ? AND start = ?", entryId, start);
    }
    this.#settle(entryId);
  }

  /** Records that nothing lies in cargo, of no pair; parts that wait at a destination are still there. */
  loseAllAboard(): void {
    this.database.run(`DELETE FROM cargo WHERE NOT (${HAS_ARRIVED_PARTS} AND ${IS_WANTED})`);
    for (const row of this.database.all("SELECT entry_id FROM cargo")) {
      const id = row.entry_id as bigint;
      this.loseAboard(id, this.of(id));
    }
  }

  /** Records that a version will not be carried on with: what lies in cargo of it may be dumped. */
  giveUp(entryId: bigint): void {
    this.database.run("DELETE FROM arrived_part WHERE entry_id = ?", entryId);
    this.database.run("UPDATE cargo SET arrived = 1, digest = NULL WHERE entry_id = ?", entryId);
  }

  /**
   * Gives up what is no part of what the source has now, or of what has arrived whole. To be called after a
   * scan, and when the receipts of other drives are learned.
   */
  giveUpStale(pairId: bigint): void {
    const stale = this.database.all(
      `SELECT entry_id FROM cargo INDEXED BY cargo_in_parts CROSS JOIN entry USING (entry_id)
       WHERE pair_id = ? AND cargo.kind = 'file' AND cargo.digest IS NULL
         AND (arrived = 0 OR ${HAS_ARRIVED_PARTS})
         AND (entry.kind <> 'file' OR entry.size <> cargo.size OR entry.mtime_ns <> cargo.mtime_ns
           OR state IN ('delivered', 'removal', 'removed'))`,
      pairId,
    );
    for (const row of stale) this.giveUp(row.entry_id as bigint);
  }

  /** Brings a row of cargo in line with the parts that are recorded. */
  #settle(entryId: bigint): void {
    const parts = this.of(entryId);
    if (parts.length === 0) {
      this.database.run("DELETE FROM cargo WHERE entry_id = ?", entryId);
    } else {
      const { size, digest } = this.database.get(
        "SELECT size, digest FROM cargo WHERE entry_id = ?",
        entryId,
      )!;
      const isComplete = digest !== null && sumOf(parts) === Number(size);
      const isAllThere = parts.every(({ hasArrived }) => hasArrived);
      this.database.run(
        `UPDATE cargo SET digest = CASE WHEN ? THEN digest END, arrived = ?, on_drive = ?
         WHERE entry_id = ?`,
        isComplete ? 1 : 0,
        !isComplete && isAllThere ? 1 : 0,
        parts.some(({ name }) => name !== null) ? 1 : 0,
        entryId,
      );
      if (isComplete) return;
    }
    this.database.run(
      "UPDATE entry SET state = 'pending' WHERE entry_id = ? AND state = 'aboard'",
      entryId,
    );
  }
}

/** What has not arrived. */
const UNDER_WAY: readonly EntryState[] = ["pending", "damaged", "aboard"];

/** A version whose last part, or whose name, is still to come. */
const IS_WANTED = "(arrived = 0 OR cargo.digest IS NULL)";

/** Bytes of parts together. */
function sumOf(parts: readonly Part[]): number {
  return parts.reduce((sum, { size }) => sum + size, 0);
}

/** Whether parts lie behind each other within a file, as Waterlock records them. */
function areSound(parts: readonly Part[], size: number): boolean {
  let end = 0;
  for (const part of parts) {
    if (part.start < end || part.size <= 0) return false;
    end = part.start + part.size;
  }
  return end <= size;
}

function inCargo(parts: readonly Part[]): (Part & CargoPart)[] {
  return parts.flatMap((part) => part.name === null ? [] : [{ ...part, name: part.name }]);
}

/** @throws {WaterlockError} when it lies nowhere in a file: nothing on the drive is trusted */
function partOf(row: Row): Part {
  const start = Number(row.start), size = Number(row.size);
  if (start < 0 || size < 0 || !Number.isSafeInteger(start + size)) {
    throw tampered(row.name ?? CATALOGUE_FILE.partAt(start));
  }
  return {
    start,
    size,
    digest: digestOf(row.digest)!,
    name: row.name === null ? null : pathOf(row.name),
    hasArrived: row.arrived === 1n,
  };
}
