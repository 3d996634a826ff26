import fc from "fast-check";
import { ERRNOS } from "./fault_line.ts";
import { perform } from "./steps.ts";
import { settle } from "./trips.ts";
import { World } from "./world.ts";

/** A history has at least so many steps, until it is shrunk. */
export const LEAST_STEPS = 30;
const MOST_STEPS = 42;

/** Shrunk to, and left out where a history is printed. */
const PAUSE = "pause";

const path = fc.constantFrom(
  "a",
  "b",
  "c",
  "d",
  "d/a",
  "d/b",
  "e/f/g",
  "e/f/h",
  "e/i",
  "é",
  "e\u0301",
);
const number = fc.integer({ min: 1, max: 99 });
const decision = fc.constantFrom("remove", "leave", "skip");
/** Which of the calls of a run a fault strikes that changes something. */
const turn = fc.integer({ min: 1, max: 120 });

const fault = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom("kill", "kill-after", "cut") },
  { weight: 2, arbitrary: fc.constantFrom(...ERRNOS) },
  { weight: 1, arbitrary: fc.constantFrom("yank-source", "yank-drive", "yank-destination") },
);

const words = (...parts: fc.Arbitrary<string | number>[]) =>
  fc.tuple(...parts).map((all) => all.join(" "));
const word = fc.constant<string>;

const stage = words(fc.constantFrom("load", "unload"), decision);

const step = fc.oneof(
  { weight: 8, arbitrary: words(word("write"), path, number) },
  { weight: 4, arbitrary: words(word("rename"), path, path) },
  { weight: 3, arbitrary: words(word("copy"), path, path) },
  { weight: 4, arbitrary: words(word("delete"), path) },
  { weight: 3, arbitrary: words(word("revert"), path, number) },
  { weight: 1, arbitrary: words(word("touch"), path, number) },
  { weight: 1, arbitrary: words(word("link"), path, path) },
  { weight: 1, arbitrary: words(word("folder"), path) },
  { weight: 1, arbitrary: words(word("chmod"), path, fc.constantFrom("600", "644", "755")) },
  { weight: 2, arbitrary: words(word("edit"), path, number) },
  { weight: 1, arbitrary: words(word("drop"), path) },
  { weight: 1, arbitrary: words(word("bring"), path) },
  { weight: 2, arbitrary: words(word("rot-cargo"), path) },
  { weight: 2, arbitrary: words(word("rot-destination"), path) },
  { weight: 1, arbitrary: words(word("lose-cargo"), path) },
  { weight: 8, arbitrary: stage },
  {
    weight: 10,
    arbitrary: fc.tuple(stage, turn, fault).map(([stage, turn, fault]) =>
      `${stage} any@${turn}:${fault}`
    ),
  },
  { weight: 1, arbitrary: fc.constantFrom("dump", "dump-all") },
  {
    weight: 1,
    arbitrary: words(fc.constantFrom("dump", "dump-all"), turn.map((turn) => `any@${turn}:kill`)),
  },
  { weight: 2, arbitrary: fc.constantFrom("verify-drive", "verify-destination", "status") },
  { weight: 1, arbitrary: fc.constantFrom("adopt", "adopt-hash") },
  { weight: 1, arbitrary: word("lose-drive") },
);

/** Random histories. What is not needed for a failure becomes a pause when one is shrunk. */
const histories = fc.array(fc.option(step, { nil: PAUSE, freq: 1_000_000 }), {
  minLength: LEAST_STEPS,
  maxLength: MOST_STEPS,
});

/** How far random histories are told. */
export interface HistoryOptions {
  readonly seed: number;
  readonly runs: number;
  /** A folder to play them in, such as a disk in memory. */
  readonly place: string | undefined;
  /** Told of each history that was played to its end. */
  readonly onPlayed?: (steps: readonly string[]) => void;
}

/**
 * Plays random histories.
 *
 * @throws {Error} with the shrunk steps of one that failed, to be played again by
 *   `deno task test:long --replay FILE`
 */
export async function playHistories(options: HistoryOptions): Promise<void> {
  const { seed, runs: numRuns, place, onPlayed } = options;
  const property = fc.asyncProperty(histories, async (steps) => {
    await play(steps, place);
    onPlayed?.(steps);
  });
  const { failed, counterexample, errorInstance, numShrinks } = await fc.check(property, {
    seed,
    numRuns,
  });
  if (!failed) return;
  const steps = counterexample![0].filter((step) => step !== PAUSE);
  const why = errorInstance instanceof Error ? errorInstance.message : String(errorInstance);
  throw new Error(
    `A history of seed ${seed} fails, shrunk ${numShrinks} times:\n\n${steps.join("\n")}\n\n${why}`,
    { cause: errorInstance },
  );
}

/** Plays one history, and lets the program finish its work. @throws {Violation} */
export async function play(steps: readonly string[], place: string | undefined): Promise<void> {
  using world = new World({ dump: "never" }, place);
  for (const step of steps) if (step !== PAUSE) await perform(world, step);
  await settle(world);
}
