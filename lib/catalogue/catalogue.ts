import { isDeepStrictEqual } from "node:util";
import { WaterlockError } from "../model/errors.ts";
import { CATALOGUE_FILE } from "../vocabulary.ts";
import { Adopted } from "./adopted.ts";
import { Cargo } from "./cargo.ts";
import { Database, isDamage as isDamageToSqlite, type Row } from "./database.ts";
import { Deliveries } from "./deliveries.ts";
import { Entries } from "./entries.ts";
import { InFlight } from "./in_flight.ts";
import { KnownBytes } from "./known_bytes.ts";
import { Listing } from "./listing.ts";
import { Missing } from "./missing.ts";
import { Parts } from "./parts.ts";
import { PassedOver } from "./passed_over.ts";
import { Pairs } from "./pairs.ts";
import { Precedence } from "./precedence.ts";
import { Receipts } from "./receipts.ts";
import { SafetySums } from "./safety.ts";
import { MIGRATIONS } from "./schema.ts";
import { tampered, timeOf } from "./rows.ts";
import { Trips } from "./trips.ts";
import { CatalogueDamaged, refuseUnfitFile } from "./unfit_file.ts";
import { Whereabouts } from "./whereabouts.ts";
import { Verification } from "./verification.ts";
import { Visits } from "./visits.ts";

export { CatalogueDamaged };

/** Thrown when a newer Waterlock has written the catalogue. */
export class CatalogueTooNew extends Error {
  override readonly name = "CatalogueTooNew";
}

/** What a whole catalogue says of itself. */
export interface CatalogueFacts {
  /** The drive it is of, or undefined where it was made before drives were told apart. */
  readonly drive: string | undefined;
  /** How many stages it knows, which only ever grows. */
  readonly stages: bigint;
  /** When the last of them was, in milliseconds since 1970; null before the first. */
  readonly lastStageAt: number | null;
}

/**
 * The memory of the drive: one SQLite file, one writer.
 *
 * A commit is durable when it returns (`synchronous = FULL`, a write-ahead log on the drive itself,
 * sqlite.org/wal.html); the lock is exclusive, so that no shared memory file is needed, which exFAT
 * could not hold. Closing leaves the one file alone.
 */
export class Catalogue {
  readonly pairs: Pairs;
  readonly trips: Trips;
  readonly entries: Entries;
  readonly cargo: Cargo;
  readonly parts: Parts;
  readonly deliveries: Deliveries;
  readonly inFlight: InFlight;
  readonly missing: Missing;
  readonly passedOver: PassedOver;
  readonly precedence: Precedence;
  readonly adopted: Adopted;
  readonly receipts: Receipts;
  readonly knownBytes: KnownBytes;
  readonly whereabouts: Whereabouts;
  readonly listing: Listing;
  readonly verification: Verification;
  readonly visits: Visits;
  readonly safety: SafetySums;

  #changesBefore = 0;
  #undone = 0;

  private constructor(private readonly database: Database) {
    this.pairs = new Pairs(database);
    this.trips = new Trips(database);
    this.entries = new Entries(database);
    this.cargo = new Cargo(database);
    this.parts = new Parts(database);
    this.deliveries = new Deliveries(database);
    this.inFlight = new InFlight(database);
    this.missing = new Missing(database);
    this.passedOver = new PassedOver(database);
    this.precedence = new Precedence(database);
    this.adopted = new Adopted(database);
    this.receipts = new Receipts(database);
    this.knownBytes = new KnownBytes(database);
    this.whereabouts = new Whereabouts(database);
    this.listing = new Listing(database);
    this.verification = new Verification(database);
    this.visits = new Visits(database);
    this.safety = new SafetySums(database);
  }

  /**
   * Opens the catalogue, checks it (`PRAGMA integrity_check`, which takes seconds where there are a
   * million files) and brings its schema up to date.
   *
   * @param path absolute path; the file is made when it is missing
   * @param options.isSealed whether it is known to be what was checked and closed the last time
   * @throws {CatalogueDamaged} when it is no database, or a damaged one
   * @throws {CatalogueTooNew} when a newer version of the program made it
   */
  static open(path: string, options = { isSealed: false }): Catalogue {
    refuseUnfitFile(path);
    const database = new Database(path);
    try {
      database.execute("PRAGMA journal_mode = WAL");
      database.execute("PRAGMA synchronous = FULL");
      database.execute("PRAGMA foreign_keys = ON");
      database.execute("PRAGMA temp_store = MEMORY");
      database.execute(`PRAGMA cache_size = -${CACHE_KIB}`);
      database.execute(`PRAGMA wal_autocheckpoint = ${WAL_PAGES}`);
      if (!options.isSealed) checkIntegrity(database);
      migrate(database);
      return new Catalogue(database);
    } catch (error) {
      database.close();
      throw isDamage(error) ? new CatalogueDamaged(messageOf(error), { cause: error }) : error;
    }
  }

  /**
   * Looks whether a file is a whole catalogue that this program can open, and what it says of itself.
   *
   * @throws {Error} when it is not
   */
  static describe(path: string): CatalogueFacts {
    refuseUnfitFile(path);
    const database = new Database(path);
    try {
      checkIntegrity(database);
      if (readVersion(database) === 0) throw new CatalogueDamaged(CATALOGUE_FILE.isEmpty);
      const { stages, last } = database.get(
        "SELECT coalesce(max(trip_id), 0) AS stages, max(coalesce(ended_at, started_at)) AS last FROM trip",
      )!;
      const isKnown = database.get("SELECT 1 FROM sqlite_schema WHERE name = 'drive'");
      const drive = isKnown && driveOf(database);
      return { drive, stages: stages as bigint, lastStageAt: timeOf(last) };
    } finally {
      database.close();
    }
  }

  /** The uuid of the drive that this is the memory of, in 32 hexadecimal digits. */
  get drive(): string {
    return driveOf(this.database);
  }

  /**
   * Makes it the memory of another drive, which knows all that has arrived, parts of files among it, and has
   * nothing aboard. What was aboard waits at the source again.
   */
  becomeAnotherDrive(): void {
    this.transaction(() => {
      this.database.run("UPDATE drive SET uuid = lower(hex(randomblob(16)))");
      this.parts.loseAllAboard();
      this.database.run("DELETE FROM in_flight");
      this.database.run("DELETE FROM visit WHERE place = 'drive'");
      this.database.run(
        `UPDATE entry SET state = 'pending' WHERE state = 'aboard'
           AND entry_id NOT IN (SELECT entry_id FROM cargo WHERE arrived = 0)`,
      );
    });
  }

  /** Runs `work` in a transaction; what it throws undoes everything. */
  transaction<T>(work: () => T): T {
    return this.database.transaction(work);
  }

  /** Begins a transaction that spans pauses; ended by {@linkcode commit} or {@linkcode rollback}. */
  begin(): void {
    this.#changesBefore = this.changes;
    this.database.execute("BEGIN IMMEDIATE");
  }

  commit(): void {
    try {
      this.database.execute("COMMIT");
    } catch (error) {
      this.database.rollback();
      throw error;
    }
    this.#checkpoint();
  }

  rollback(): void {
    const changes = this.changes - this.#changesBefore;
    if (this.database.rollback()) this.#undone += changes;
    this.#checkpoint();
  }

  /** Bytes of the database file. */
  sizeBytes(): number {
    const pages = this.database.get("PRAGMA page_count")!.page_count as bigint;
    const pageSize = this.database.get("PRAGMA page_size")!.page_size as bigint;
    return Number(pages * pageSize);
  }

  /** How many rows were written since it was opened, and not undone by {@linkcode rollback}. */
  get changes(): number {
    const { changes } = this.database.get("SELECT total_changes() AS changes")!;
    return Number(changes) - this.#undone - this.precedence.changes;
  }

  /** How many of them hold more than the history of what was done: what a snapshot has to know. */
  get changesOfKnowledge(): number {
    return this.changes - this.trips.changes - this.visits.changes;
  }

  /** Whether SQLite has met damage in it since it was opened. */
  get hasShownDamage(): boolean {
    return this.database.hasShownDamage;
  }

  /**
   * Writes a whole copy of the catalogue to a path where nothing lies yet. By the time it is put back, what
   * is in flight now may have its name, and be all that there is of it: by the copy nobody removes that.
   */
  async copyTo(path: string): Promise<void> {
    await this.database.copyTo(path);
    if (this.inFlight.isEmpty) return;
    const copy = new Database(path);
    try {
      copy.execute("PRAGMA journal_mode = DELETE");
      new InFlight(copy).keepPartialsOnly();
    } finally {
      copy.close();
    }
  }

  close(): void {
    this.database.close();
  }

  /** Folds the write-ahead log into the database and gives its room back. */
  #checkpoint(): void {
    try {
      this.database.get("PRAGMA wal_checkpoint(TRUNCATE)");
    } catch {
      // What is committed is durable in the log; a full drive only keeps it from being folded in.
    }
  }
}

/** Tells a catalogue from other programs' databases: "WtLk" (sqlite.org/pragma.html#pragma_application_id). */
const APPLICATION_ID = 0x57744c6b;

/** What SQLite keeps in memory; of more than this nothing got faster with 200,000 files waiting. */
const CACHE_KIB = 16 * 1024;

/** Pages of 4 KiB after which the write-ahead log is folded in: small, for small drives. */
const WAL_PAGES = 128;

/** The most bytes the write-ahead log takes up between two checkpoints of single commits. */
export const WAL_BYTES = 2 * WAL_PAGES * 4096;

/**
 * The quick check would leave out whether the indexes say what the rows do: by that a flipped bit shows in
 * a path, a digest, or what has arrived.
 */
function checkIntegrity(database: Database): void {
  const findings = database.all("PRAGMA integrity_check(1)");
  if (findings[0]?.integrity_check !== "ok") {
    throw new CatalogueDamaged(String(findings[0]?.integrity_check));
  }
}

function migrate(database: Database): void {
  for (let next = readVersion(database); next < MIGRATIONS.length; next++) {
    database.transaction(() => {
      const migration = MIGRATIONS[next]!;
      if (typeof migration === "string") database.execute(migration);
      else {
        database.execute(migration.sql);
        migration.fill(database);
      }
      database.execute(`PRAGMA application_id = ${APPLICATION_ID}`);
      database.execute(`PRAGMA user_version = ${next + 1}`);
    });
  }
}

function driveOf(database: Database): string {
  const uuid = String(database.get("SELECT uuid FROM drive")?.uuid ?? "");
  // A folder is called by it.
  if (!/^[0-9a-f]{32}$/.test(uuid)) throw tampered(uuid);
  return uuid;
}

/** The number of migrations a catalogue has behind it, when it is one: a file of nothing has none. */
function readVersion(database: Database): number {
  const version = Number(database.get("PRAGMA user_version")!.user_version);
  const owner = Number(database.get("PRAGMA application_id")!.application_id);
  const schema = readSchema(database);
  if (version < 0 || (schema.length > 0 && owner !== APPLICATION_ID)) {
    throw new CatalogueDamaged(CATALOGUE_FILE.isAnothers);
  }
  if (version > MIGRATIONS.length) {
    throw new CatalogueTooNew(CATALOGUE_FILE.isTooNew(version, MIGRATIONS.length));
  }
  if (!isDeepStrictEqual(schema, schemaAfter(version))) {
    throw new CatalogueDamaged(CATALOGUE_FILE.hasOtherTables);
  }
  return version;
}

/** All that a database is made of, with the text by which each was made. */
function readSchema(database: Database): Row[] {
  return database.all("SELECT type, name, tbl_name, sql FROM sqlite_schema ORDER BY type, name");
}

/**
 * What the first so many migrations make, to the letter: a trigger, a view or a table without its
 * constraints, all of somebody else's, could make anything of what is read and written
 * (sqlite.org/security.html).
 */
function schemaAfter(version: number): Row[] {
  const model = new Database(":memory:");
  try {
    for (const migration of MIGRATIONS.slice(0, version)) {
      model.execute(typeof migration === "string" ? migration : migration.sql);
    }
    return readSchema(model);
  } finally {
    model.close();
  }
}

function isDamage(error: unknown): boolean {
  return error instanceof CatalogueDamaged || isDamageToSqlite(error);
}

/** What SQLite itself says, where it does. */
function messageOf(error: unknown): string {
  const cause = error instanceof WaterlockError ? error.cause : error;
  return cause instanceof Error ? cause.message : String(cause);
}
