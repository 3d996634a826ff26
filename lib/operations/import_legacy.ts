import { basename, extname } from "node:path";
import { LegacyDatabase } from "../catalogue/legacy_database.ts";
import type { PairRow } from "../catalogue/pairs.ts";
import type { PairConfig } from "../drive/config.ts";
import { readStatus } from "../filesystem/file_status.ts";
import { addTo, emptyTally, sumTallies, type Tally } from "../model/entry.ts";
import { FileProblem, WaterlockError } from "../model/errors.ts";
import { judgeLegacyRow, legacyPrefix, showLegacyPath } from "../planning/judge_legacy_row.ts";
import { LEFT_BY_IMPORT, NOT_TAKEN_OVER } from "../vocabulary.ts";
import { usable } from "./attempt.ts";
import { requireEndsApart } from "./ends_apart.ts";
import { LegacyCargo, legacyCargoName } from "./legacy_cargo.ts";
import { LegacyEnds } from "./legacy_ends.ts";
import { choosePair, describeOthers, type LegacyPair, type OtherSource } from "./legacy_pair.ts";
import type { OpenDrive } from "./open_drive.ts";
import { Pacer } from "./pacer.ts";
import type { Services } from "./services.ts";
import { ProofProgress } from "./proof_progress.ts";
import { SNAPSHOT_NAME, snapshotProblem } from "./stage.ts";
import { StageRecord } from "./stage_record.ts";
import type { Problem } from "./progress_reporter.ts";
import { takeOver, type TakeOverContext } from "./take_over_legacy.ts";

/** What an import is told. */
export interface ImportOptions {
  /** The original's database, absolute. */
  readonly database: string;
  /** The pair to import into, or undefined for the one whose source the database is about. */
  readonly pair: string | undefined;
  /** Look at everything and record nothing. */
  readonly dryRun: boolean;
}

/** What an import did. */
export interface ImportOutcome {
  readonly pair: string;
  /** Rows of the pair's source. */
  readonly rows: number;
  /** What was taken over, by where it is. A size that nothing here tells counts as 0 bytes. */
  readonly taken: Readonly<Record<"delivered" | "aboard" | "skipped" | "removal", Tally>>;
  /** Rows of which the catalogue knew as much or something newer. */
  readonly known: number;
  /** Rows that are left for the next load to find and to carry. */
  readonly waiting: number;
  /** Rows that were not taken over because of what {@linkcode problems} says. */
  readonly refused: number;
  readonly others: readonly OtherSource[];
  readonly problems: readonly Problem[];
}

/**
 * Takes the memory of the original Waterlock over: what it knew to be at the destination, in cargo, to
 * be skipped or to be removed becomes what the catalogue knows of a pair. Cargo stays where it lies and
 * is believed when its bytes prove it. All of it is recorded, or nothing.
 *
 * @throws {WaterlockError} `usage` when the file is not the original's database or about another source
 */
export async function importLegacy(
  drive: OpenDrive,
  options: ImportOptions,
  services: Services,
): Promise<ImportOutcome> {
  const { catalogue } = drive;
  refuseOwnCatalogue(drive, options.database);
  using legacy = LegacyDatabase.open(options.database);
  const databaseName = basename(options.database, extname(options.database));
  const chosen = choosePair(legacy, databaseName, drive.config, options.pair);
  requireEndsApart(chosen.pair);
  const record = new StageRecord(chosen.pair.name, "unload", services);
  tellOfOthers(chosen, record);
  let outcome: ImportOutcome;
  catalogue.begin();
  try {
    const row = catalogue.pairs.ensure(chosen.pair.name);
    outcome = await importRows(drive, legacy, chosen, row, record, services);
    if (options.dryRun) return outcome;
    catalogue.commit();
  } catch (error) {
    throw isInterruption(error) ? nothingTaken(error) : error;
  } finally {
    catalogue.rollback();
  }
  await keepSnapshot(drive, record);
  return outcome;
}

function refuseOwnCatalogue({ layout }: OpenDrive, database: string): void {
  const identityOf = (path: string) =>
    usable("drive", path, () => readStatus(path, { follow: true })?.identity);
  if (identityOf(database) !== identityOf(layout.catalogue)) return;
  throw new WaterlockError("usage", ...NOT_TAKEN_OVER.ownCatalogue(database));
}

function isInterruption(error: unknown): boolean {
  return error instanceof WaterlockError && error.code === "interrupted";
}

function nothingTaken(cause: unknown): WaterlockError {
  return new WaterlockError("interrupted", ...NOT_TAKEN_OVER.interrupted, { cause });
}

async function importRows(
  drive: OpenDrive,
  legacy: LegacyDatabase,
  { pair, rows, others }: LegacyPair,
  row: PairRow,
  record: StageRecord,
  services: Services,
): Promise<ImportOutcome> {
  const { catalogue } = drive;
  // What came before counts as a trip that has ended: the next load begins another one.
  const trip = catalogue.trips.begin(row.id, "unload", services.host, services.clock.now());
  const cargo = openCargo(drive, pair, row);
  const total = cargo ? measureCargo(cargo, legacy, pair) : emptyTally();
  const progress = new ProofProgress(pair.name, total, services);
  const context: TakeOverContext = {
    catalogue,
    row,
    tripId: trip.id,
    ends: new LegacyEnds(pair, row, catalogue),
    cargo,
    sharedHashes: legacy.sharedHashes(),
    signal: services.signal,
    onBytes: ({ path }, bytes) => progress.advance(path, bytes),
  };
  const taken = {
    delivered: emptyTally(),
    aboard: emptyTally(),
    skipped: emptyTally(),
    removal: emptyTally(),
  };
  let known = 0, waiting = 0, refused = 0, inOtherCargo = 0;
  const pacer = new Pacer(services);
  for (const legacyRow of legacy.rows()) {
    await pacer.pause();
    let path = showLegacyPath(legacyRow);
    try {
      const file = judgeLegacyRow(legacyRow, legacyPrefix(pair.source));
      if (!file) continue;
      path = file.path;
      const result = await takeOver(file, context);
      if (result.how === "known") known += 1;
      else if (result.how === "waiting") waiting += 1;
      else addTo(taken[result.how], result.bytes);
      if (result.how === "waiting" && file.fate === "aboard") inOtherCargo += 1;
    } catch (error) {
      if (!(error instanceof FileProblem)) throw error;
      refused += 1;
      record.note(path, error);
    }
  }
  if (inOtherCargo > 0) noteOtherCargo(pair, inOtherCargo, record);
  record.tallies.instructed = sumTallies(Object.values(taken));
  catalogue.trips.end(trip.id, services.clock.now(), record.tallies, record.proofs, record.result);
  const { problems } = record;
  return { pair: pair.name, rows, taken, known, waiting, refused, others, problems };
}

/** The pair's cargo, where it is the original's too. */
function openCargo(drive: OpenDrive, pair: PairConfig, row: PairRow): LegacyCargo | undefined {
  return pair.name === legacyCargoName(pair) ? new LegacyCargo(drive, pair, row) : undefined;
}

function noteOtherCargo(pair: PairConfig, files: number, record: StageRecord): void {
  const name = legacyCargoName(pair);
  const message = LEFT_BY_IMPORT.otherCargo(files, name, pair.name);
  record.note(`cargo/${name}`, { code: "declined", message });
}

/** How much cargo there is to be proven, so that the progress can be told. */
function measureCargo(cargo: LegacyCargo, legacy: LegacyDatabase, pair: PairConfig): Tally {
  const total = emptyTally();
  for (const row of legacy.rows()) {
    try {
      const file = judgeLegacyRow(row, legacyPrefix(pair.source));
      if (file?.fate === "aboard") addTo(total, cargo.look(file).size);
    } catch (error) {
      // It is told of when its turn comes.
      if (!(error instanceof FileProblem)) throw error;
    }
  }
  return total;
}

function tellOfOthers({ others }: LegacyPair, record: StageRecord): void {
  if (others.length === 0) return;
  const rows = others.reduce((sum, other) => sum + other.rows, 0);
  record.notice(LEFT_BY_IMPORT.otherSources(rows, describeOthers(others)));
}

async function keepSnapshot({ snapshot }: OpenDrive, record: StageRecord): Promise<void> {
  try {
    await snapshot.save();
  } catch (error) {
    record.note(SNAPSHOT_NAME, snapshotProblem(error));
  }
}
