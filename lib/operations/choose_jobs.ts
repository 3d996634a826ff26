import { isSpinning } from "../filesystem/spinning_disk.ts";
import { chooseJobs } from "../planning/choose_jobs.ts";
import type { OpenDrive } from "./open_drive.ts";
import type { StageOptions } from "./stage.ts";

/**
 * How many files a stage copies side by side.
 *
 * @param ends absolute paths at work besides the drive: the source, or the destination
 */
export function jobsFor(
  { config, layout }: OpenDrive,
  ends: readonly string[],
  { jobs }: StageOptions,
): number {
  return chooseJobs({
    flag: jobs,
    config: config.jobs,
    cores: navigator.hardwareConcurrency,
    spinning: [layout.root, ...ends].map((path) => isSpinning(path)),
  });
}
