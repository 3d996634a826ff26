import { type Digest, parseDigest } from "../model/digest.ts";
import type { EntryState, Tally } from "../model/entry.ts";
import type { RelativePath } from "../model/relative_path.ts";
import { HAS_ARRIVED_PARTS } from "./cargo.ts";
import { type Database, inPages, PAGE_ROWS } from "./database.ts";
import { IS_EDITED } from "./deliveries.ts";
import { EARLIEST, IS_HELD } from "./precedence.ts";
import { digestBytes, entryOf, type EntryRow, pathOf } from "./rows.ts";

/** A place at the destination where bytes of some digest are said to lie. */
export interface KnownPlace {
  readonly path: RelativePath;
  /** The entry that was delivered there; undefined for what others brought. */
  readonly delivered: { readonly id: bigint; readonly state: EntryState } | undefined;
}

/** Finds bytes by their digest, whatever they are called: what is there need not be carried. */
export class KnownBytes {
  constructor(private readonly database: Database) {}

  /**
   * The files that wait at the source and of which something is known: others brought a file to that
   * path, or bytes of that size and a known digest are there or aboard, and it is not held, so that it may
   * be read. Oldest modification first, a page at a time; all others are passed over without a look at
   * each.
   */
  *candidates(pairId: bigint): Generator<EntryRow> {
    const sql = `
      SELECT entry.* FROM entry
      WHERE ${WAITS} AND (mtime_ns, entry_id) > (?, ?) AND (${IS_PATH_ADOPTED} OR ${MAY_BE_READ})
      ORDER BY mtime_ns, entry_id LIMIT ${PAGE_ROWS}`;
    const rows = inPages((last) =>
      this.database.all(sql, pairId, last?.mtime_ns ?? EARLIEST, last?.entry_id ?? 0n)
    );
    for (const row of rows) yield entryOf(row);
  }

  /**
   * How many of those have to be read, and their bytes, as far as sizes tell: where others brought a file of
   * that very size to the path it is taken to be the same.
   */
  tallyToRead(pairId: bigint): Tally {
    const row = this.database.get(
      `SELECT count(*) AS files, coalesce(sum(size), 0) AS bytes FROM entry
       WHERE ${WAITS} AND ${MAY_BE_READ} AND problem IS NOT 'bytes-gone'
         AND NOT (state = 'pending' AND EXISTS (SELECT 1 FROM adopted
           WHERE adopted.pair_id = entry.pair_id AND adopted.path = entry.path
             AND coalesce(adopted.size, entry.size) = entry.size))`,
      pairId,
    );
    return { files: Number(row!.files), bytes: Number(row!.bytes) };
  }

  /** Whether a file of some size and a known digest is at the destination or aboard. */
  hasSize(pairId: bigint, size: number): boolean {
    return this.#exists(
      `SELECT 1 FROM delivery JOIN entry USING (entry_id)
       WHERE delivery.size = ? AND delivery.digest IS NOT NULL AND pair_id = ?`,
      [size, pairId],
    ) || this.#exists(
      "SELECT 1 FROM adopted WHERE size = ? AND digest IS NOT NULL AND pair_id = ?",
      [size, pairId],
    ) || this.#exists(
      `SELECT 1 FROM cargo INDEXED BY cargo_size JOIN entry USING (entry_id)
       WHERE cargo.size = ? AND cargo.digest IS NOT NULL AND on_drive = 1 AND pair_id = ?`,
      [size, pairId],
    );
  }

  /** Which of some digests' bytes are at the destination, or in cargo on their way there. */
  knownOf(pairId: bigint, digests: readonly Digest[]): Set<Digest> {
    const rows = this.database.all(
      `WITH asked AS (SELECT value AS hex, unhex(value) AS digest, ? AS pair FROM json_each(?))
       SELECT hex FROM asked
       WHERE EXISTS (SELECT 1 ${delivered("asked.digest", "asked.pair")})
         OR EXISTS (SELECT 1 ${adopted("asked.digest", "asked.pair")})
         OR EXISTS (SELECT 1 ${inCargo("asked.digest", "asked.pair")} AND ${IS_TO_ARRIVE})`,
      pairId,
      JSON.stringify(digests),
    );
    return new Set(rows.map(({ hex }) => parseDigest(String(hex))));
  }

  /** Some places where bytes are said to be at the destination, those first that are to stay there. */
  placesOf(pairId: bigint, digest: Digest): KnownPlace[] {
    return [
      ...this.#delivered(pairId, digest, "state <> 'removal'"),
      ...this.#adopted(pairId, digest),
      ...this.#delivered(pairId, digest, "state = 'removal'"),
    ];
  }

  #delivered(pairId: bigint, digest: Digest, which: string): KnownPlace[] {
    return this.database.all(
      `SELECT entry_id, path, state ${DELIVERED} AND ${which} LIMIT ${MOST_PLACES}`,
      digestBytes(digest)!,
      pairId,
    ).map((row) => ({
      path: pathOf(row.path),
      delivered: { id: row.entry_id as bigint, state: row.state as EntryState },
    }));
  }

  #adopted(pairId: bigint, digest: Digest): KnownPlace[] {
    return this.database.all(
      `SELECT path ${ADOPTED} LIMIT ${MOST_PLACES}`,
      digestBytes(digest)!,
      pairId,
    ).map((row) => ({ path: pathOf(row.path), delivered: undefined }));
  }

  /** The entries whose bytes lie in cargo under a digest, and are to arrive. */
  aboard(pairId: bigint, digest: Digest): bigint[] {
    return this.#inCargo(pairId, digest, IS_TO_ARRIVE);
  }

  /** An entry that nobody wants at the destination any more, and whose bytes still lie in cargo. */
  spare(pairId: bigint, digest: Digest): bigint | undefined {
    return this.#inCargo(pairId, digest, "state = 'removed'")[0];
  }

  #inCargo(pairId: bigint, digest: Digest, which: string): bigint[] {
    return this.database.all(
      `SELECT entry_id ${IN_CARGO} AND ${which} LIMIT ${MOST_PLACES}`,
      digestBytes(digest)!,
      pairId,
    ).map((row) => row.entry_id as bigint);
  }

  #exists(sql: string, values: (bigint | number)[]): boolean {
    return this.database.get(`${sql} LIMIT 1`, ...values) !== undefined;
  }
}

/** Of the entry's row: it waits at the source, … */
const WAITS = "pair_id = ? AND kind = 'file' AND state IN ('pending', 'damaged')";
/** … others brought a file to its path, … */
const IS_PATH_ADOPTED = `EXISTS (SELECT 1 FROM adopted
  WHERE adopted.pair_id = entry.pair_id AND adopted.path = entry.path)`;
/** … bytes of its size and a known digest are at the destination or aboard, and it is not held. */
const MAY_BE_READ = `(size > 0 AND (
    EXISTS (SELECT 1 FROM delivery JOIN entry AS other USING (entry_id)
      WHERE delivery.size = entry.size AND delivery.digest IS NOT NULL
        AND other.pair_id = entry.pair_id)
    OR EXISTS (SELECT 1 FROM adopted
      WHERE adopted.size = entry.size AND adopted.digest IS NOT NULL
        AND adopted.pair_id = entry.pair_id)
    OR EXISTS (SELECT 1 FROM cargo INDEXED BY cargo_size JOIN entry AS other USING (entry_id)
      WHERE cargo.size = entry.size AND cargo.digest IS NOT NULL AND on_drive = 1
        AND other.pair_id = entry.pair_id))
  AND NOT ${IS_HELD})`;

/** Of a thousand copies of the same bytes a few are enough to find one. */
const MOST_PLACES = 8;

/** Where bytes of a digest are, in a pair. Without an index's name SQLite takes one of all that is there. */
const delivered = (digest: string, pair: string) => `
  FROM delivery INDEXED BY delivery_digest JOIN entry USING (entry_id)
  WHERE delivery.digest = ${digest} AND pair_id = ${pair} AND delivery.kind = 'file'
    AND NOT ${IS_EDITED}`;
const adopted = (digest: string, pair: string) =>
  `FROM adopted WHERE adopted.digest = ${digest} AND pair_id = ${pair}`;
const inCargo = (digest: string, pair: string) => `
  FROM cargo INDEXED BY cargo_digest JOIN entry USING (entry_id)
  WHERE cargo.digest = ${digest} AND pair_id = ${pair} AND cargo.kind = 'file' AND on_drive = 1
    AND NOT ${HAS_ARRIVED_PARTS}`;
/** The same for a statement that takes the digest and the pair. */
const DELIVERED = delivered("?", "?"), ADOPTED = adopted("?", "?"), IN_CARGO = inCargo("?", "?");
const IS_TO_ARRIVE = "arrived = 0 AND state IN ('aboard', 'skipped')";
