/**
 * Measures how fast Waterlock is, beside other programs that do the same in the same run, and whether
 * it keeps the bounds it is held to.
 *
 *     deno task bench                        everything: takes one to three hours, and some 20 GiB
 *     deno task bench --only large-files     one workload; as often as there are some
 *     deno task bench --size 0.01            a trial with little data
 *     … --rounds N --jobs N --output FILE
 *
 * It makes its own data in the temp folder (`TMPDIR`), as root on Linux on file systems of its own, and
 * removes all of it, also when it is interrupted.
 */
import { rmSync } from "node:fs";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { listenForInterrupts } from "../lib/cli/interrupt.ts";
import { BenchFailure } from "./bench/bench_failure.ts";
import { DeliveredTrees } from "./bench/delivered_tree.ts";
import { type DiskKind, whyNoImage } from "./bench/disks.ts";
import { isTrial, readWishes, type Wishes } from "./bench/flags.ts";
import { LARGE_FILES } from "./bench/large_files.ts";
import { describeMachine } from "./bench/machine.ts";
import { MEMORY } from "./bench/memory.ts";
import { NOTHING_CHANGED } from "./bench/nothing_changed.ts";
import { ONE_FILE } from "./bench/one_file.ts";
import { COPYING_PEERS, missingPrograms } from "./bench/peers.ts";
import { type Report, showReport } from "./bench/report.ts";
import { judge, type JudgedResult } from "./bench/result.ts";
import { SMALL_FILES } from "./bench/small_files.ts";
import { START } from "./bench/start.ts";
import { presentProgram } from "./bench/waterlock.ts";
import type { Workload } from "./bench/workload.ts";
import { BuildFailure } from "./build/build_failure.ts";

const WORKLOADS: readonly Workload[] = [
  LARGE_FILES,
  ONE_FILE,
  SMALL_FILES,
  NOTHING_CHANGED,
  MEMORY,
  START,
];
/** The table in the README is of this file; a trial's goes to the current folder. */
const RECORD = fileURLToPath(new URL("bench/bench.json", import.meta.url));
const INTERRUPTED = 130;

async function bench(wishes: Wishes, signal: AbortSignal): Promise<Report> {
  const say = (line: string) => console.log(line);
  const program = await presentProgram(say, signal);
  say(`Measuring ${program.path}: ${program.version}`);
  const root = Deno.realPathSync(Deno.makeTempDirSync({ prefix: "waterlock-bench-" }));
  const results: JudgedResult[] = [], notes: string[] = [], failures: string[] = [];
  try {
    for (const peer of COPYING_PEERS) {
      const missing = missingPrograms(peer);
      if (missing.length > 0) {
        notes.push(`Not measured: ${peer.name} (not installed: ${missing.join(", ")})`);
      }
    }
    await using trees = new DeliveredTrees(root);
    for (const workload of chosen(wishes)) {
      const folder = join(root, workload.name);
      Deno.mkdirSync(folder);
      const ground = {
        ...{ folder, trees, program, signal, say, ...wishes },
        note: (line: string) => notes.push(line),
        whyNoImage: (kind: DiskKind) => whyNoImage(kind, join(root, "probe")),
      };
      try {
        results.push(...(await workload.measure(ground)).map(judge));
      } catch (error) {
        if (!(error instanceof BenchFailure) || signal.aborted) throw error;
        failures.push(`${workload.name} was not measured: ${error.message}. ${error.remedy}.`);
        say(failures.at(-1)!);
      } finally {
        rmSync(folder, { recursive: true });
      }
    }
    return {
      date: new Date().toISOString().slice(0, 10),
      machine: describeMachine(root),
      program: program.version,
      isTrial: isTrial(wishes),
      rounds: wishes.rounds,
      size: wishes.size,
      jobs: wishes.jobs ?? null,
      notes,
      failures,
      results,
    };
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

/** The workloads asked for, in the order of the table. */
function chosen({ only }: Wishes): Workload[] {
  return WORKLOADS.filter(({ name }) => only.length === 0 || only.includes(name));
}

/** Measures, shows the table and writes the record. @returns the exit code */
async function main(args: readonly string[]): Promise<number> {
  // Asked a second time it goes on to clear away what it made.
  const interruption = listenForInterrupts(() => {});
  try {
    const wishes = readWishes(args, WORKLOADS.map(({ name }) => name));
    const report = await bench(wishes, interruption);
    console.log(`\n${showReport(report)}`);
    const isRecord = !report.isTrial && report.failures.length === 0;
    const output = resolve(wishes.output ?? (isRecord ? RECORD : "bench.json"));
    Deno.writeTextFileSync(output, JSON.stringify(report, null, 2) + "\n");
    console.log(`Written: ${output}`);
    return report.failures.length > 0 ? 1 : 0;
  } catch (error) {
    if (interruption.aborted && error === interruption.reason) {
      console.error("The bench was interrupted; nothing of it is left.");
      return INTERRUPTED;
    }
    if (!(error instanceof BenchFailure || error instanceof BuildFailure)) throw error;
    console.error(`${error.message}.\n  ${error.remedy}.`);
    return error.exitCode;
  }
}

if (import.meta.main) Deno.exit(await main(Deno.args));
