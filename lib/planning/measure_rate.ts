import { medianOf } from "./median.ts";

/** What a stage carried and how long it took. */
export interface MeasuredStage {
  readonly bytes: number;
  readonly seconds: number;
}

/** How fast bytes are carried, as earlier stages tell. */
export interface Rate {
  /** The median of theirs: somebody may have left one of them waiting for an answer. */
  readonly bytesPerSecond: number;
  /** How many stages tell so. */
  readonly stages: number;
}

/** What every stage takes, however little it carries, is about a second: under a tenth of this. */
const SHORTEST_SECONDS = 10;
/** Fewer bytes are a matter of how many files they are, not of how fast the disks are. */
const FEWEST_BYTES = 64 * 1024 * 1024;
/** Disks are replaced, and computers. */
const MOST_STAGES = 5;

/**
 * Finds out how fast bytes are carried by those of the stages that carried enough to mean something.
 *
 * @param stages the oldest first
 * @returns undefined where none of them did
 */
export function measureRate(stages: Iterable<MeasuredStage>): Rate | undefined {
  const rates = [...stages]
    .filter(({ bytes, seconds }) => seconds >= SHORTEST_SECONDS && bytes >= FEWEST_BYTES)
    .slice(-MOST_STAGES).map(({ bytes, seconds }) => bytes / seconds);
  const bytesPerSecond = medianOf(rates);
  return bytesPerSecond === undefined ? undefined : { bytesPerSecond, stages: rates.length };
}
