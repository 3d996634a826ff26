import type { PairRow } from "../catalogue/pairs.ts";
import { CatalogueTampered } from "../catalogue/rows.ts";
import type { TripRow } from "../catalogue/trips.ts";
import { FileProblem, WaterlockError } from "../model/errors.ts";
import { describeFailure } from "../filesystem/describe_failure.ts";
import type { StageResult } from "../model/stage.ts";
import type { Resumption } from "../transfer/transfer.ts";
import { BROKEN_OFF, SNAPSHOT } from "../vocabulary.ts";
import { explainFailure } from "./attempt.ts";
import { heldAtSource, waitingAtSource } from "./load_room.ts";
import type { OpenDrive } from "./open_drive.ts";
import type { Problem } from "./progress_reporter.ts";
import type { Services } from "./services.ts";
import type { StageOutcome, StageRecord } from "./stage_record.ts";

/** What a stage is told besides its pair. */
export interface StageOptions {
  /** Show the plan and change nothing. */
  readonly dryRun: boolean;
  /** Believe a source that shows less than half of what it had, a destination without its marker. */
  readonly allowMissing: boolean;
  /** Whether anything failed earlier in this run, so that nothing may be deleted. */
  readonly failedBefore: boolean;
  /** Files copied side by side, 1 to 64, or undefined for what the config says. */
  readonly jobs: number | undefined;
  /** How many bytes of a large file an interruption may undo; {@linkcode UNDONE_BYTES} when not given. */
  readonly undoneBytes?: number;
}

/** A large file is synced and recorded so often, so that the next run goes on from there. */
const UNDONE_BYTES = 256 * 1024 * 1024;

/**
 * How a file is carried on that an earlier run began.
 *
 * @param begunBytes tells what of it lies under its partial name, synced
 * @returns undefined for a file that goes from its beginning at no great loss
 */
export function resumptionOf(
  size: number,
  begunBytes: () => number,
  { undoneBytes = UNDONE_BYTES }: StageOptions,
): Resumption | undefined {
  return size >= 2 * undoneBytes ? { from: begunBytes(), every: undoneBytes } : undefined;
}

/** The two halves of a stage. */
export interface StageWork {
  /** Does it. */
  readonly perform: (trip: TripRow) => Promise<void>;
  /** Counts, however it went, what still waits; says how many trips that needs. */
  readonly conclude: () => number;
  /** Leaves elsewhere what is to outlive the drive, when the snapshot has been taken. */
  readonly leave?: () => Promise<void>;
}

/** Runs a stage as one entry of the history: whatever happens, what was done is recorded. */
export async function runStage(
  drive: OpenDrive,
  pair: PairRow,
  record: StageRecord,
  services: Services,
  work: StageWork,
): Promise<StageOutcome> {
  const { catalogue } = drive;
  const trip = catalogue.trips.begin(pair.id, record.stage, services.host, services.clock.now());
  let result: StageResult, hasBrokenOff = false, isTampered = false;
  try {
    await work.perform(trip);
    result = record.result;
  } catch (error) {
    result = resultOf(error);
    hasBrokenOff = true;
    isTampered = error instanceof CatalogueTampered;
    if (result !== "interrupted") record.note("", failureOf(error));
  }
  const tripsRemaining = work.conclude();
  const lastLoad = catalogue.trips.lastResult("load", pair.id);
  const left = {
    hasBeenLoaded: record.stage === "load" || lastLoad !== undefined,
    source: waitingAtSource(drive, pair.id),
    held: heldAtSource(drive, pair.id),
    drive: catalogue.cargo.tallyToUnload(pair.id),
    removal: catalogue.entries.countByState(pair.id).removal,
    edited: catalogue.deliveries.tallyEdited(pair.id),
    passedOver: hasPassedOver(record, lastLoad),
  };
  // What waits is only known now, and makes a stage that went well one that is not all done.
  if (result === "done") result = record.result;
  try {
    catalogue.trips.end(trip.id, services.clock.now(), record.tallies, record.proofs, result);
    // The snapshot is what is left of a catalogue that cannot be believed any more.
    if (!isTampered && !catalogue.hasShownDamage) await drive.snapshot.save();
  } catch (error) {
    // A stage that broke off has said why; it is most often the same reason.
    if (!hasBrokenOff) record.note(SNAPSHOT_NAME, snapshotProblem(error));
    if (result === "done") result = record.result;
  }
  if (!hasBrokenOff && work.leave) {
    await work.leave();
    if (result === "done") result = record.result;
  }
  return record.finish(result, tripsRemaining, left);
}

/**
 * Whether the last load, which may be this one, left something behind that no tally counts.
 *
 * @param lastLoad how the last one that is recorded ended
 */
function hasPassedOver(
  { stage, problems, hasOpenDecisions }: StageRecord,
  lastLoad: string | undefined,
): boolean {
  if (stage === "load") return problems.length > 0 || hasOpenDecisions;
  return lastLoad !== undefined && lastLoad !== "done";
}

/** The snapshot's path on the drive, for messages. */
export const SNAPSHOT_NAME = "config/waterlock.db.bak";

/** What to say of a snapshot that could not be taken. */
export function snapshotProblem(error: unknown): FileProblem {
  return new FileProblem("write-failed", SNAPSHOT.notWritten(describeFailure(error)));
}

/** How work ends that this ended. */
export function resultOf(error: unknown): StageResult {
  const code = error instanceof WaterlockError ? error.code : undefined;
  return code === "interrupted" ? code : code === "no-space" ? "partial" : "failed";
}

/** What ended it, as a problem of no file's. */
export function failureOf(error: unknown): Pick<Problem, "code" | "message"> {
  const explained = explainFailure(error);
  const message = explained
    ? BROKEN_OFF([explained.message, explained.remedy])
    : describeFailure(error);
  return { code: "failed", message };
}
