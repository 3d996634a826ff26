import {
  assertAgreement,
  assertInvariants,
  describeRun,
  lookBefore,
  Violation,
} from "./invariants.ts";
import { type Run, runHere, type RunProgram } from "./run_program.ts";
import type { Decision } from "./steps.ts";
import type { World } from "./world.ts";

/** The command lines of a trip, with the same decision about all that is gone. */
export const loading = (decision: Decision): string[] => {
  return ["load", "--allow-missing", `--on-missing=${decision}`];
};
export const unloading = (decision: Decision): string[] => {
  return ["unload", "--yes", "--allow-missing", `--on-removal=${decision}`];
};

/**
 * Runs the program, perhaps with faults, plugs in again what they have taken away, and holds what is
 * left against the truth.
 *
 * @throws {Violation} when an invariant does not hold
 */
export async function runAndJudge(
  world: World,
  args: readonly string[],
  faults: readonly string[] = [],
  runProgram: RunProgram = runHere,
): Promise<Run> {
  const before = lookBefore(world, args);
  const run = await runProgram(world.ends, args, faults);
  const left = world.plugIn();
  // A program that is killed has no time to tidy up.
  if (left.length > 0 && run.code !== "killed") {
    throw new Violation(`${describeRun(run)}\n${left.join(", ")} lies in an empty mount point`);
  }
  assertInvariants(world, before, run);
  return run;
}

/** What a trip left undone needs another one. */
const MOST_TRIPS = 3;

/** Paths that something is in the way of at the destination, which is for a person to move. */
function inTheWay({ output }: Run): string[] {
  const summary = JSON.parse(output.trimEnd().split("\n").at(-1)!);
  const errors: { path: string; code: string }[] = summary.errors;
  return errors.filter(({ code }) => code === "in-the-way").map(({ path }) => path);
}

/**
 * Lets everybody be quiet and the program do its work: what rotted is found, then a trip that says that
 * all is done must have both ends agree.
 *
 * @throws {Violation}
 */
export async function settle(world: World, runProgram: RunProgram = runHere): Promise<void> {
  const run = (args: readonly string[]) => runAndJudge(world, args, [], runProgram);
  await run(["verify", "drive"]);
  await run(["verify", "destination"]);
  let last: Run[] = [];
  for (let trip = 0; trip < MOST_TRIPS; trip++) {
    last = [await run(loading("remove")), await run(unloading("remove"))];
    if (last.every(({ code }) => code === 0)) {
      assertAgreement(world);
      return;
    }
    for (const path of inTheWay(last[1]!)) world.moveAway(path);
  }
  const said = last.map((one) => `${describeRun(one)}\n${one.output}`).join("\n");
  throw new Violation(`After ${MOST_TRIPS} quiet trips it still is not done\n${said}`);
}
