import { findPartials } from "../e2e/trees.ts";
import { findOrphans, knowsDestination } from "./claims.ts";
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

const ALLOW_MISSING = "--allow-missing";

/** The command lines of a trip, with the same decision about all that is gone. */
export const loading = (decision: Decision): string[] => {
  return ["load", ALLOW_MISSING, `--on-missing=${decision}`];
};
export const unloading = (decision: Decision): string[] => {
  return ["unload", "--yes", `--on-removal=${decision}`];
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
  const hasBeenThere = world.isMarked && knowsDestination(world, world.drive);
  // What somebody answers who is asked about a catalogue that is gone.
  const line = world.drive.isTakenBack ? [...args, "--restore"] : args;
  const run = await runProgram(world.ends, line, faults, world.options.undoneBytes);
  const left = world.plugIn();
  // A program that is killed has no time to tidy up; of a disk that it never saw it knows nothing.
  const couldTell = run.code !== "killed" && (hasBeenThere || !run.wasTakenUnseen);
  if (left.length > 0 && couldTell) {
    throw new Violation(`${describeRun(run)}\n${left.join(", ")} lies in an empty mount point`);
  }
  // What it has brought to the wrong disk is claimed until it sees that the right one has no marker.
  if (left.length > 0 && run.code !== "killed") world.drive.isTakenBack = true;
  assertInvariants(world, before, run);
  for (
    const [, path] of run.output.matchAll(/what has arrived of '(.+?)' stays under its partial/g)
  ) {
    for (const partial of findPartials(world.ends.destination)) {
      if (partial.startsWith(`${world.arrived(path!)}~`)) world.drive.orphaned.add(partial);
    }
  }
  return run;
}

/**
 * Sets the drive that is plugged in up with what another one has left at the destination; broken off,
 * once more, and by hand where that cannot be.
 *
 * @throws {Violation} when an invariant does not hold
 */
export async function setUpFromDestination(
  world: World,
  faults: readonly string[] = [],
  runProgram: RunProgram = runHere,
): Promise<Run> {
  const args = ["init", "--from", world.ends.destination];
  const run = await runAndJudge(world, args, faults, runProgram);
  if (!world.isSetUp) await runAndJudge(world, args, [], runProgram);
  if (!world.isSetUp) world.setUp();
  return run;
}

/** What a trip left undone needs another one. */
const MOST_TRIPS = 3;
/** What is larger than a drive takes as many as it takes. */
const MOST_TRIPS_OF_PARTS = 30;

function summaryOf({ output }: Run) {
  return JSON.parse(output.trimEnd().split("\n").at(-1)!);
}

/** Paths that something is in the way of at the destination, which is for a person to move. */
function inTheWay(run: Run): string[] {
  const errors: { path: string; code: string }[] = summaryOf(run).errors;
  return errors.filter(({ code }) => code === "in-the-way").map(({ path }) => path);
}

/** Whether a run has carried anything. */
function isProgress(run: Run): boolean {
  return summaryOf(run).pairs.some((pair: { carried: { bytes: number } }) =>
    pair.carried.bytes > 0
  );
}

/**
 * Lets everybody be quiet and the program do its work, with each drive in turn: what rotted is found,
 * then a trip that says that all is done must have both ends agree.
 *
 * @throws {Violation}
 */
export async function settle(world: World, runProgram: RunProgram = runHere): Promise<void> {
  const run = async (args: readonly string[]) => {
    const one = await runAndJudge(world, args, [], runProgram);
    // A destination that is not the one it was is refused, unless somebody says that it is.
    const isRefused = one.code === 1 && args[0] === "unload" && one.output.includes(ALLOW_MISSING);
    return isRefused ? await runAndJudge(world, [...args, ALLOW_MISSING], [], runProgram) : one;
  };
  const takeTurns = world.drives.length > 1;
  const inTurn = async (work: () => Promise<unknown>) => {
    for (const _ of world.drives) {
      await work();
      if (takeTurns) world.swap();
    }
  };
  await inTurn(async () => {
    // What others brought can be looked at by a drive that has read their receipts.
    if (takeTurns || world.hasForgotten) await run(unloading("leave"));
    await run(["verify", "drive"]);
    await run(["verify", "destination"]);
    if (takeTurns) await run(unloading("leave"));
  });
  const finish = async (mustAgree: boolean) => {
    let last: Run[] = [];
    for (let trip = 0, idle = 0; idle < MOST_TRIPS && trip < MOST_TRIPS_OF_PARTS; trip++) {
      // What the other drive has done is learned first.
      if (takeTurns) await run(unloading("leave"));
      last = [await run(loading("remove")), await run(unloading("remove"))];
      // What was brought elsewhere is for the next load to bring again.
      const isBegunAnew = last[1]!.args.includes(ALLOW_MISSING);
      if (last.every(({ code }) => code === 0) && !isBegunAnew) {
        return mustAgree && assertAgreement(world);
      }
      for (const path of inTheWay(last[1]!)) world.moveAway(path);
      if (last.some(isProgress)) continue;
      for (const orphan of findOrphans(world)) Deno.removeSync(orphan);
      idle += 1;
    }
    const said = last.map((one) => `${describeRun(one)}\n${one.output}`).join("\n");
    throw new Violation(`After ${MOST_TRIPS} quiet trips it still is not done\n${said}`);
  };
  // The first of two drives does not know yet what the second one will settle.
  if (takeTurns) await inTurn(() => finish(false));
  await inTurn(() => finish(true));
}
