import { parseArgs } from "node:util";
import { BenchFailure } from "./bench_failure.ts";

/** Fewer rounds say too little for a table that others are to believe. */
export const ENOUGH_ROUNDS = 5;

/** What is to be measured, and how. */
export interface Wishes {
  /** Names of workloads, in the order they were asked for; none for all. */
  readonly only: readonly string[];
  readonly rounds: number;
  /** What the amounts of data are multiplied by, above 0 and at most 1. */
  readonly size: number;
  /** Passed on to Waterlock when given. */
  readonly jobs: number | undefined;
  /** The file for the results; undefined for the place that fits the kind of run. */
  readonly output: string | undefined;
}

/**
 * Reads the command line.
 *
 * @param names the workloads that there are
 * @throws {BenchFailure} for what it does not know
 */
export function readWishes(args: readonly string[], names: readonly string[]): Wishes {
  const { only, rounds, size, jobs, output } = parse(args);
  for (const name of only) {
    if (!names.includes(name)) {
      throw new BenchFailure(`There is no workload "${name}"`, `Name ${names.join(", ")}`, 2);
    }
  }
  if (output?.trim() === "") {
    throw new BenchFailure("--output has no name", "Name the file for the results", 2);
  }
  return {
    only: [...new Set(only)],
    rounds: readCount("--rounds", rounds),
    size: readFactor(size),
    jobs: jobs === undefined ? undefined : readCount("--jobs", jobs),
    output,
  };
}

/** Whether a run's table may stand for Waterlock: everything, whole, often enough. */
export function isTrial({ only, rounds, size }: Wishes): boolean {
  return only.length > 0 || rounds < ENOUGH_ROUNDS || size < 1;
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        only: { type: "string", multiple: true, default: [] },
        rounds: { type: "string", default: String(ENOUGH_ROUNDS) },
        size: { type: "string", default: "1" },
        jobs: { type: "string" },
        output: { type: "string" },
      },
    }).values;
  } catch (error) {
    const why = (error as Error).message.split(/\.\s/)[0]!.replace(/\.$/, "");
    const remedy = "It takes --only NAME, --rounds N, --size FACTOR, --jobs N and --output FILE";
    throw new BenchFailure(why, remedy, 2);
  }
}

function readCount(flag: string, text: string): number {
  const count = Number(text);
  if (/^\d+$/.test(text) && count >= 1 && Number.isSafeInteger(count)) return count;
  throw new BenchFailure(`${flag} is "${text}"`, "Give a whole number from 1 on", 2);
}

function readFactor(text: string): number {
  const factor = Number(text);
  if (/^[\d.]+$/.test(text) && factor > 0 && factor <= 1) return factor;
  throw new BenchFailure(
    `--size is "${text}"`,
    "Give a number above 0 and at most 1, such as 0.01",
    2,
  );
}
