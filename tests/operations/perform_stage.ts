import type { Problem } from "../../lib/operations/progress_reporter.ts";
import { load } from "../../lib/operations/load.ts";
import { openDrive } from "../../lib/operations/open_drive.ts";
import type { Questions, Services } from "../../lib/operations/services.ts";
import { type DriveStatus, readDriveStatus } from "../../lib/operations/status.ts";
import type { StageOutcome } from "../../lib/operations/stage_record.ts";
import { unload } from "../../lib/operations/unload.ts";
import type { MissingDecision, Stage } from "../../lib/model/stage.ts";

/** Somebody who confirms what was called for, and decides the same about all that is gone. */
function answering(decision: MissingDecision): Questions {
  return {
    acceptDestination: () => Promise.resolve("accepted"),
    decideMissing: () => Promise.resolve(decision),
    decideRemoval: () => Promise.resolve(decision),
    confirmDump: () => Promise.resolve(false),
    restoreSnapshot: () => Promise.resolve(false),
  };
}

/** What an operation gets from outside, with a fault where a test wants one. */
export function servicesWith(
  reached: Services["reached"] = () => {},
  signal = new AbortController().signal,
  decision: MissingDecision = "leave",
): Services {
  return {
    clock: { now: () => Date.now() },
    signal,
    reporter: { report() {} },
    questions: answering(decision),
    host: "a test's computer",
    reached,
  };
}

/**
 * Runs one stage of the only pair of a drive in this process.
 *
 * @param facts sizes that are smaller than they are
 */
export async function performStage(
  driveRoot: string,
  stage: Stage,
  services = servicesWith(),
  facts: { readonly mostFileBytes?: number; readonly undoneBytes?: number } = {},
): Promise<StageOutcome> {
  using drive = await openDrive(driveRoot, stage, services);
  const { mostFileBytes = drive.mostFileBytes, ...given } = facts;
  const options = { dryRun: false, allowMissing: false, failedBefore: false, jobs: undefined };
  const perform = stage === "load" ? load : unload;
  return await perform({ ...drive, mostFileBytes }, drive.config.pairs[0]!, {
    ...options,
    ...given,
  }, services);
}

/** Numbers of files by state, as the catalogue tells it. */
export async function countFiles(driveRoot: string): Promise<Record<string, number>> {
  const services = servicesWith();
  using drive = await openDrive(driveRoot, "status", services);
  const { states }: DriveStatus["pairs"][number] = readDriveStatus(drive, [], services).pairs[0]!;
  return Object.fromEntries(Object.entries(states).map(([state, { files }]) => [state, files]));
}

/** What went wrong, as path and code. */
export function codesOf({ problems }: { problems: readonly Problem[] }): string[][] {
  return problems.map(({ path, code }) => [path, code]);
}
