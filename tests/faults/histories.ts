import fc from "fast-check";
import { ERRNOS } from "./fault_line.ts";
import { perform } from "./steps.ts";
import { settle } from "./trips.ts";
import { World } from "./world.ts";

/** A history has at least so many steps, until it is shrunk. */
export const LEAST_STEPS = 30;
const MOST_STEPS = 42;

/** How much of a film an interruption may undo. */
const UNDONE_BYTES = 128 * 1024;

/** Shrunk to, and left out where a history is printed. */
const PAUSE = "pause";

const path = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.constantFrom(
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
    ),
  },
  // What no drive is given under its own name, or beside another one.
  { weight: 1, arbitrary: fc.constantFrom("A", "D/a", "d/B", "a:b", "a%3Ab", "con.c", "e/tail.") },
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
  { weight: 1, arbitrary: words(fc.constantFrom("film", "large"), path, number) },
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
);

/** What takes from the program what it knows, and so from the history what it can be held against. */
const loss = fc.oneof(
  { weight: 2, arbitrary: fc.constantFrom("lose-drive", "init-from") },
  {
    weight: 1,
    arbitrary: fc.tuple(turn, fault).map(([turn, fault]) =>
      `init-from any@${turn % 12 + 1}:${fault}`
    ),
  },
  {
    weight: 3,
    arbitrary: fc.constantFrom("lose-catalogue", "lose-catalogue-and-snapshot", "cut-catalogue"),
  },
);

const withSwaps = fc.oneof({ weight: 15, arbitrary: step }, { weight: 1, arbitrary: word("swap") });
const withLosses = fc.oneof({ weight: 15, arbitrary: withSwaps }, { weight: 1, arbitrary: loss });

/** What is not needed for a failure becomes a pause when a history is shrunk. */
const historiesOf = (step: fc.Arbitrary<string>) =>
  fc.array(fc.option(step, { nil: PAUSE, freq: 1_000_000 }), {
    minLength: LEAST_STEPS,
    maxLength: MOST_STEPS,
  });

/** Random histories: of one drive, of two that take turns, and of drives and catalogues that are lost. */
const histories = fc.oneof(historiesOf(step), historiesOf(withSwaps), historiesOf(withLosses));

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
  using world = new World({ dump: "when-needed" }, {
    place,
    isSmall: true,
    undoneBytes: UNDONE_BYTES,
  });
  for (const step of steps) if (step !== PAUSE) await perform(world, step);
  await settle(world);
}
