import type { PairConfig } from "../drive/config.ts";
import { marksDestinationOf, readMarker } from "../drive/destination_marker.ts";
import { throwIfInterrupted, WaterlockError } from "../model/errors.ts";
import type { Stage } from "../model/stage.ts";
import { chooseStage } from "../planning/choose_stage.ts";
import { explainFailure, usable } from "./attempt.ts";
import { dumpAfterUnload } from "./dump.ts";
import { requireEndsApart } from "./ends_apart.ts";
import { load } from "./load.ts";
import type { OpenDrive } from "./open_drive.ts";
import { selectPairs, tellOfUnknownPairs } from "./select_pairs.ts";
import type { Services } from "./services.ts";
import type { StageOutcome } from "./stage_record.ts";
import { unload } from "./unload.ts";
import { isAnyEndHere, isFolderHere, requireEnd } from "./visible_ends.ts";

/** What a run is told. */
export interface RunOptions {
  /** The stage to do, or undefined to find it out for each pair. */
  readonly stage: Stage | undefined;
  /** Names of the pairs to do, or none for all. */
  readonly pairs: readonly string[];
  readonly dryRun: boolean;
  readonly allowMissing: boolean;
  /** Files copied side by side, 1 to 64, or undefined for what the config says. */
  readonly jobs: number | undefined;
  /** See {@linkcode StageOptions.undoneBytes}. */
  readonly undoneBytes?: number;
}

/** A pair of which nothing could be done, and why. */
export interface Refusal {
  readonly pair: string;
  readonly error: WaterlockError;
  /** Whether that is only because its ends are elsewhere, so that nothing was tried and nothing failed. */
  readonly isElsewhere?: boolean;
}

/** What a run did. */
export interface RunOutcome {
  readonly stages: readonly StageOutcome[];
  readonly refusals: readonly Refusal[];
}

/**
 * Does every pair in turn; one that cannot be done does not stop the others. Afterwards dumps, as the
 * config says.
 *
 * @throws {WaterlockError} `usage` when a named pair does not exist
 */
export async function run(
  drive: OpenDrive,
  options: RunOptions,
  services: Services,
): Promise<RunOutcome> {
  const stages: StageOutcome[] = [];
  const refusals: Refusal[] = [];
  const isInterrupted = () =>
    refusals.some(({ error }) => error.code === "interrupted") ||
    stages.some(({ result }) => result === "interrupted");
  const hasFailures = () =>
    refusals.some(({ isElsewhere }) => !isElsewhere) || stages.some(hasFailed);
  tellOfUnknownPairs(drive, services);
  for (const pair of selectPairs(drive.config, options.pairs)) {
    if (isInterrupted()) break;
    let isElsewhere = false;
    try {
      throwIfInterrupted(services.signal);
      requireEndsApart(pair);
      isElsewhere = !isAnyEndHere(pair, options.stage && endOf(options.stage));
      const { stage, reason } = findStage(drive, pair, options, services);
      const { name, source, destination } = pair;
      services.reporter.report({ event: "stage", pair: name, stage, reason, source, destination });
      const { stage: _stage, pairs: _pairs, ...told } = options;
      const stageOptions = { ...told, failedBefore: hasFailures() };
      const perform = stage === "load" ? load : unload;
      stages.push(await perform(drive, pair, stageOptions, services));
    } catch (error) {
      const explained = explainFailure(error);
      if (!explained) throw error;
      refusals.push({ pair: pair.name, error: explained, isElsewhere });
    }
  }
  const unloaded = stages.filter(({ stage }) => stage === "unload");
  if (unloaded.length > 0 && !options.dryRun && !isInterrupted() && !services.signal.aborted) {
    await dumpAfterUnload(drive, unloaded.map(({ pair }) => pair), hasFailures(), services);
  }
  return { stages, refusals };
}

function hasFailed({ result, tallies }: StageOutcome): boolean {
  return result === "failed" || result === "damaged" || tallies.failed.files > 0;
}

/** The end that a stage is done at. */
function endOf(stage: Stage): "source" | "destination" {
  return stage === "load" ? "source" : "destination";
}

function findStage(
  { catalogue }: OpenDrive,
  pair: PairConfig,
  { stage: named, dryRun }: RunOptions,
  { host }: Services,
): { stage: Stage; reason: string } {
  const { source, destination } = pair;
  if (named) {
    requireEnd(pair, endOf(named), named);
    return { stage: named, reason: "" };
  }
  const isSourceThere = isFolderHere(source), isDestinationThere = isFolderHere(destination);
  const row = catalogue.pairs.ensure(pair.name);
  const choice = chooseStage({
    source,
    destination,
    isSourceThere,
    isDestinationThere,
    isOnePath: source === destination,
    hasMarker: isDestinationThere &&
      marksDestinationOf(
        usable("destination", destination, () => readMarker(destination)),
        row.uuid,
        pair.name,
      ),
    lastLoadHost: catalogue.trips.lastLoadHost(row.id),
    host,
    isDryRun: dryRun,
  });
  if (choice.stage) return choice;
  throw new WaterlockError("usage", choice.obstacle, choice.remedy);
}
