import fc from "fast-check";
import { faultyEnvironment } from "./faulty_threads.ts";
import { assertInvariants, lookBefore } from "./invariants.ts";
import { join } from "node:path";
import { faultyCommand } from "./run_program.ts";
import { loading, settle, unloading } from "./trips.ts";
import { World } from "./world.ts";

/** Runs one piece of work that may fail, and counts it. */
export type Attempt = (what: string, work: () => Promise<void>) => Promise<void>;

const MIB = 1024 * 1024;
/** How often one load and one unload together are killed. */
const AT_ONCE = 6;

/** Files of all sizes: what goes in batches, and what goes alone on threads of its own. */
function fill(world: World, seed: number): void {
  for (let number = 1; number <= 40; number++) world.write(`small/${number}`, number);
  for (let number = 1; number <= 3; number++) {
    world.write(`large ${number}`, number, `${seed} ${number}`.padEnd(16).repeat(17 * MIB / 16));
  }
}

/** So many files that the source is scanned on a thread of its own, once they are known. */
const MANY = 20_000;

function fillWithMany(world: World, seed: number): void {
  fill(world, seed);
  for (let number = 1; number <= MANY; number++) {
    const folder = join(world.ends.source, `many/${number % 100}`);
    if (number <= 100) Deno.mkdirSync(folder, { recursive: true });
    Deno.writeTextFileSync(join(folder, String(number)), "");
  }
}

/** Starts the program and kills it after some time, from outside, whatever it is at. */
async function runAndKill(world: World, args: readonly string[], afterMs: number): Promise<void> {
  const before = lookBefore(world, args);
  const program = new Deno.Command(Deno.execPath(), {
    args: faultyCommand(world.ends, args),
    env: faultyEnvironment(world.ends, []),
    stdin: "null",
    stdout: "null",
    stderr: "null",
  }).spawn();
  const timer = setTimeout(() => {
    try {
      program.kill("SIGKILL");
    } catch {
      // It has ended by itself, and nobody has heard of it yet.
    }
  }, afterMs);
  await program.status;
  clearTimeout(timer);
  assertInvariants(world, before, {
    args,
    faults: [`killed after ${afterMs} ms`],
    code: "killed",
    output: "",
    passed: new Map(),
    hasStruck: true,
  });
}

/** What is tried of something random. */
export interface Extent {
  readonly seed: number;
  /** A folder to do it in, such as a disk in memory. */
  readonly place: string | undefined;
}

/** Kills loads and unloads at random times, again and again on the way of the same files. */
export async function killAtRandom(
  { seed, kills, place }: Extent & { readonly kills: number },
  attempt: Attempt,
): Promise<void> {
  const times = fc.sample(fc.integer({ min: 150, max: 1200 }), { seed, numRuns: kills });
  for (let first = 0; first < kills; first += AT_ONCE) {
    using world = new World({ dump: "never" }, { place });
    const hasMany = first + AT_ONCE >= kills;
    if (hasMany) fillWithMany(world, seed + first);
    else fill(world, seed + first);
    for (const [index, drawn] of times.slice(first, first + AT_ONCE).entries()) {
      const time = hasMany ? 4 * drawn : drawn;
      const args = index < AT_ONCE / 2 ? loading("remove") : unloading("remove");
      await attempt(`seed ${seed}, kill ${first + index} after ${time} ms`, async () => {
        await runAndKill(world, args, time);
      });
    }
    await attempt(`seed ${seed}, the trip behind kill ${first + AT_ONCE - 1}`, () => settle(world));
  }
}
