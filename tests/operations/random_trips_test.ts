import { ok, strictEqual } from "node:assert/strict";
import { existsSync } from "node:fs";
import { join } from "node:path";
import type { MissingDecision, Stage } from "../../lib/model/stage.ts";
import { openDrive } from "../../lib/operations/open_drive.ts";
import { run } from "../../lib/operations/run.ts";
import { TwoComputers } from "../e2e/two_computers.ts";
import { findPartials } from "../e2e/trees.ts";
import { isMountingPermitted, SmallDisk } from "../fixtures/small_disk.ts";
import { verify } from "../../lib/operations/verify.ts";
import type { End } from "../../lib/model/verification.ts";
import { flipByte } from "../e2e/flip_byte.ts";
import { servicesWith } from "./perform_stage.ts";

const SEEDS = [1, 2, 3, 5, 8, 13, 21, 34, 55, 89];
const PATHS = ["a", "b", "c", "d/a", "d/b", "e/f/g", "e/f/h", "e/i"];
const STEPS = ["begun", "copied", "synced", "proven", "published", "recorded"];

/** The same numbers from 0 to 1 for the same seed (the constants are those of Numerical Recipes). */
function randomNumbers(seed: number): () => number {
  let state = seed * 7919;
  return () => (state = (state * 1664525 + 1013904223) >>> 0) / 2 ** 32;
}

/** What a tree's files say, by path. */
function readTree(root: string, folder = ""): Map<string, string> {
  const files = new Map<string, string>();
  if (!existsSync(join(root, folder))) return files;
  for (const { name, isDirectory } of Deno.readDirSync(join(root, folder))) {
    const path = folder + name;
    if (isDirectory) { for (const file of readTree(root, `${path}/`)) files.set(...file); }
    else files.set(path, Deno.readTextFileSync(join(root, path)));
  }
  return files;
}

/** A pair at both of whose ends people work, and whose trips break off and are damaged. */
class BusyPair {
  /** What people wrote at the destination: never to be lost. */
  readonly precious = new Set<string>();
  #count = 0;

  constructor(readonly computers: TwoComputers, private readonly random: () => number) {}

  pick<T>(choices: readonly T[]): T {
    return choices[Math.floor(this.random() * choices.length)]!;
  }

  chance(probability: number): boolean {
    return this.random() < probability;
  }

  /** Somebody changes something at one of the ends, or a file in cargo goes bad. */
  disturb(): void {
    const { source, destination } = this.computers;
    const path = this.pick(PATHS), content = `content ${++this.#count}`;
    const date = new Date(1_500_000_000_000 + 1000 * this.#count).toISOString();
    if (this.chance(0.35)) this.#rename(path, this.pick(PATHS), this.chance(0.6));
    else if (this.chance(0.5)) this.computers.write(path, content, date);
    else if (this.chance(0.3)) {
      Deno.removeSync(join(source, path.split("/")[0]!), { recursive: true });
    } else if (this.chance(0.7) && existsSync(join(destination, ".waterlock"))) {
      this.precious.delete(this.computers.arrived(path) ?? "");
      Deno.mkdirSync(join(destination, path, ".."), { recursive: true });
      Deno.writeTextFileSync(join(destination, path), content);
      this.precious.add(content);
    } else if (existsSync(this.computers.cargo(path))) {
      Deno.writeTextFileSync(this.computers.cargo(path), "damaged 1");
    }
  }

  /** Somebody gives a file of the source another name, or makes a copy of it. */
  #rename(from: string, to: string, isCopy: boolean): void {
    const { source } = this.computers;
    Deno.mkdirSync(join(source, to, ".."), { recursive: true });
    if (!isCopy) return Deno.renameSync(join(source, from), join(source, to));
    Deno.copyFileSync(join(source, from), join(source, to));
    const { mtime } = Deno.statSync(join(source, from));
    if (this.chance(0.5)) Deno.utimeSync(join(source, to), mtime!, mtime!);
  }

  /** A file at the destination goes bad, or somebody deletes it. */
  rot(): void {
    const path = this.pick(PATHS), arrived = this.computers.arrived(path);
    if (arrived === undefined || this.precious.has(arrived)) return;
    const native = join(this.computers.destination, path);
    if (this.chance(0.5)) Deno.removeSync(native);
    else flipByte(native);
  }

  /** Verifies one end, of which a clean destination has no more than edits to tell. */
  async verify(end: End) {
    using drive = await openDrive(this.computers.drive, "verify", servicesWith());
    const options = { end, pairs: [], budget: undefined, dryRun: false };
    const { verifications: [outcome], refusals } = await verify(drive, options, servicesWith());
    ok(outcome, refusals[0]?.error.message);
    return outcome;
  }

  /** One stage, perhaps broken off at some step of some file. */
  async perform(stage: Stage, decision: MissingDecision, breaksOff: boolean) {
    const at = this.pick(STEPS);
    let left = Math.floor(3 * this.random());
    const services = servicesWith(
      (step) => {
        if (breaksOff && step === at && left-- === 0) throw new Error("pulled");
      },
      undefined,
      decision,
    );
    using drive = await openDrive(this.computers.drive, stage, services);
    const options = { stage, pairs: [], dryRun: false, allowMissing: true, jobs: undefined };
    const { stages: [outcome], refusals } = await run(drive, options, services);
    ok(outcome, refusals[0]?.error.message);
    const kept = new Set(readTree(this.computers.destination).values());
    for (const content of this.precious) ok(kept.has(content), `${content} is lost`);
    return outcome;
  }
}

Deno.test("whatever happens at both ends and whenever a trip breaks off, nothing is lost and the trees agree in the end", async (test) => {
  using memory = isMountingPermitted() ? new SmallDisk(64 * 1024 * 1024) : undefined;
  for (const seed of SEEDS) {
    await test.step(`random numbers from ${seed}`, async () => {
      const random = randomNumbers(seed);
      const dump = (["always", "never", "when-needed"] as const)[seed % 3]!;
      using computers = new TwoComputers({ dump }, undefined, memory?.path);
      const pair = new BusyPair(computers, random);
      for (let trip = 0; trip < 5; trip++) {
        for (let count = 0; count < 4; count++) tryTo(() => pair.disturb());
        for (const stage of ["load", "unload"] as const) {
          await pair.perform(stage, pair.pick(["skip", "remove", "leave"]), pair.chance(0.3));
          if (pair.chance(0.3)) await pair.verify("drive");
        }
        tryTo(() => pair.rot());
        if (pair.chance(0.5)) await pair.verify("destination");
      }
      for (const end of ["drive", "destination"] as const) await pair.verify(end);
      // What is damaged or was put off needs a second trip.
      for (let trip = 0; trip < 3; trip++) {
        await pair.perform("load", "remove", false);
        await pair.perform("unload", "remove", false);
      }
      const last = await pair.perform("load", "remove", false);
      strictEqual(last.result, "done");
      strictEqual(last.tallies.carried.files, 0);
      const { tallies: { damaged, missing } } = await pair.verify("destination");
      strictEqual(damaged.files + missing.files, 0, "and nothing is claimed wrongly");
      strictEqual((await pair.verify("drive")).result, "done");
      const arrived = readTree(computers.destination);
      for (const [path, content] of readTree(computers.source)) {
        const there = arrived.get(path)!;
        ok(there === content || pair.precious.has(there), `${path} is not there: ${there}`);
      }
      const partials = [...findPartials(computers.drive), ...findPartials(computers.destination)];
      strictEqual(partials.length, 0);
    });
  }
});

/** Does something that the state of things may not allow. */
function tryTo(work: () => void): void {
  try {
    work();
  } catch {
    // It was not to be.
  }
}
