import { isSpinning } from "../filesystem/spinning_disk.ts";
import { chooseJobs } from "../planning/choose_jobs.ts";
import type { OpenDrive } from "./open_drive.ts";
import type { StageOptions } from "./stage.ts";

/** How a stage's files are carried. */
export interface Pace {
  /** How many are copied side by side. */
  readonly jobs: number;
  /** Whether a large one is read back while it is copied: not where a head would have to wander. */
  readonly provesAlong: boolean;
}

/**
 * Chooses how a stage's files are carried, by what somebody said and by what the disks are.
 *
 * @param ends absolute paths at work besides the drive: the source, or the destination
 */
export function choosePace(
  { config, layout }: OpenDrive,
  ends: readonly string[],
  { jobs: flag }: StageOptions,
): Pace {
  const spinning = [layout.root, ...ends].map((path) => isSpinning(path));
  const cores = navigator.hardwareConcurrency;
  const jobs = chooseJobs({ flag, config: config.jobs, cores, spinning });
  return { jobs, provesAlong: !spinning.includes(true) };
}
