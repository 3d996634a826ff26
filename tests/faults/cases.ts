import { CHANGES, ERRNOS } from "./fault_line.ts";
import { canMount } from "./place.ts";
import { type Run, runHere, type RunProgram } from "./run_program.ts";
import { type Scenario, SCENARIOS } from "./scenarios.ts";
import { settle } from "./trips.ts";
import { World } from "./world.ts";

/** One fault in one command. */
export interface Case {
  readonly scenario: Scenario;
  readonly fault: string;
}

/** What kinds of cases there are, by what a report calls them. */
export const KINDS = [
  "kills",
  "cuts of the power",
  "refused calls",
  "ends taken away",
  "flipped bits",
] as const;
export type Kind = (typeof KINDS)[number];

/** How often every scenario passes which point. */
export type Passed = ReadonlyMap<Scenario, ReadonlyMap<string, number>>;

/** Every case of a kind: each point of each scenario, the first time and the last that it is passed. */
export function casesOf(kind: Kind, passed: Passed): Case[] {
  const cases: Case[] = [];
  for (const [scenario, points] of passed) {
    for (const [point, times] of points) {
      for (const turn of new Set([1, times])) {
        for (const effect of effectsOf(kind, scenario, point, turn)) {
          cases.push({ scenario, fault: `${point}@${turn}:${effect}` });
        }
      }
    }
  }
  return cases;
}

function effectsOf(
  kind: Kind,
  { unproven }: Scenario,
  point: string,
  turn: number,
): readonly string[] {
  const [operation = ""] = point.split(" ");
  const isChange = CHANGES.has(operation);
  switch (kind) {
    case "kills":
      return isChange ? ["kill", "kill-after"] : [];
    case "cuts of the power":
      return isChange ? ["cut"] : [];
    case "refused calls":
      // How often something is looked at depends on the time it takes.
      if (!isChange && turn > 1) return [];
      return turn === 1 ? ERRNOS : ["EIO", "ENOSPC"];
    case "ends taken away":
      return isChange ? ["yank-source", "yank-drive", "yank-destination"] : [];
    case "flipped bits":
      return IS_PROVEN.test(point) && !unproven?.test(point) ? ["flip"] : [];
  }
}

/**
 * What is proven behind the flip: what is written, read back, or read from cargo. Of what is read at the
 * source nobody knows better.
 */
const IS_PROVEN =
  /^((write|utime|chmod) (cargo|part|destination) partial|read (cargo|part|destination).*)$/;

/** So many of all, spread evenly. */
export function sample<T>(all: readonly T[], most: number): T[] {
  const length = Math.min(Math.ceil(most), all.length);
  return Array.from({ length }, (_, index) => all[Math.floor(index * all.length / length)]!);
}

/** What of a scenario can be played here. */
export function isPossible({ isSmall }: Scenario): boolean {
  return !isSmall || canMount();
}

/** Whether a scenario can be played by a process, which undoes no less than is usual. */
export function isForProcesses({ undoneBytes }: Scenario): boolean {
  return undoneBytes === undefined;
}

/** Every scenario, prepared once and brought back for each case. */
export class Scenes implements Disposable {
  readonly #worlds = new Map<Scenario, { world: World; bringBack: () => void }>();

  /** @param place a folder to make them in, such as a disk in memory */
  constructor(private readonly place?: string) {}

  /** Runs every scenario's command without a fault, and says which points it passes. */
  async enumeratePoints(): Promise<Passed> {
    const passed = new Map();
    for (const scenario of SCENARIOS.filter(isPossible)) {
      const world = await this.#prepared(scenario);
      passed.set(scenario, (await scenario.run(world, [])).passed);
    }
    return passed;
  }

  /**
   * Runs one case: the command with its fault, then quiet trips; held against the truth after each run.
   *
   * @throws {Violation}
   */
  async try({ scenario, fault }: Case, runProgram: RunProgram = runHere): Promise<Run> {
    return await tryIn(await this.#prepared(scenario), { scenario, fault }, runProgram);
  }

  /** The same with every end mounted, so that one can be unmounted while it is at work. */
  async tryMounted({ scenario, fault }: Case, runProgram: RunProgram = runHere): Promise<Run> {
    using world = this.#worldFor(scenario, true);
    await scenario.prepare(world);
    return await tryIn(world, { scenario, fault }, runProgram);
  }

  #worldFor({ dump = "never", isSmall, undoneBytes }: Scenario, isMounted = false): World {
    // A disk of its own is not mounted a second time: what is large then goes whole.
    const hasSmallDrive = isSmall && !isMounted;
    return new World({ dump }, {
      place: this.place,
      isMounted,
      isSmall: hasSmallDrive,
      undoneBytes,
    });
  }

  async #prepared(scenario: Scenario): Promise<World> {
    const known = this.#worlds.get(scenario);
    if (known) {
      known.bringBack();
      return known.world;
    }
    const world = this.#worldFor(scenario);
    this.#worlds.set(scenario, { world, bringBack: () => {} });
    await scenario.prepare(world);
    this.#worlds.set(scenario, { world, bringBack: world.save() });
    return world;
  }

  [Symbol.dispose](): void {
    for (const { world } of this.#worlds.values()) world[Symbol.dispose]();
  }
}

async function tryIn(world: World, { scenario, fault }: Case, runProgram: RunProgram) {
  const run = await scenario.run(world, [fault], runProgram);
  await settle(world);
  return run;
}
