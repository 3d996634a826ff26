/** What decides how many files are copied side by side. */
export interface JobsFacts {
  /** What the command line says, 1 to 64. */
  readonly flag: number | undefined;
  /** What the config says, 1 to 64. */
  readonly config: number | undefined;
  /** Processors of this computer. */
  readonly cores: number;
  /** Of each disk at work whether it spins; undefined where nothing is known. */
  readonly spinning: readonly (boolean | undefined)[];
}

const MOST_UNASKED = 4;

/**
 * How many files are copied side by side: what somebody said, else as many as there are cores, at most
 * four, and one where a disk spins, whose head would wander between the files. A disk of which nothing
 * is known counts as one that does not spin.
 */
export function chooseJobs({ flag, config, cores, spinning }: JobsFacts): number {
  const unasked = spinning.includes(true) ? 1 : Math.max(1, Math.min(cores, MOST_UNASKED));
  return flag ?? config ?? unasked;
}
