import { deepStrictEqual, match, ok, strictEqual } from "node:assert/strict";
import { existsSync } from "node:fs";
import { LongWork } from "./long_work.ts";
import { type ProgramResult, runProgram } from "./program.ts";
import { isOnWine } from "./program_os.ts";
import { RunningProgram } from "./running_program.ts";
import { assertSameTrees, findPartials } from "./trees.ts";
import { onSigterm } from "./where_it_exists.ts";

const MIB = 1024 * 1024;

/** The paths that one run carried. */
function carriedBy({ events }: ProgramResult): string[] {
  return events.filter(({ event }) => event === "file").map(({ path }) => path);
}

for (const signal of ["SIGINT", "SIGTERM"] as const) {
  Deno.test({
    ...(signal === "SIGTERM" ? onSigterm : {}),
    name:
      `after ${signal} in the middle of a large file, what was proven is recorded and the rest goes on from there`,
    async fn() {
      using computers = new LongWork(100 * MIB);
      const { drive, source, destination } = computers;
      const stages = [["load", drive], ["unload", destination]] as const;
      for (const [stage, side] of signal === "SIGINT" ? stages : stages.slice(0, 1)) {
        const running = new RunningProgram(drive, [stage, "--yes"]);
        await running.untilPartial(side, 20 * MIB);
        const interrupted = await running.end(signal);
        strictEqual(interrupted.code, 130);
        strictEqual(interrupted.summary.exitCode, 130);
        deepStrictEqual(findPartials(side), []);
        const first = carriedBy(interrupted);
        const { aboard, delivered } = await computers.countFiles();
        strictEqual(stage === "load" ? aboard : delivered, first.length);

        const resumed = await runProgram(["--drive", drive, "--json", stage]);
        strictEqual(resumed.code, 0, resumed.stdout);
        const second = carriedBy(resumed);
        ok(second.includes("large"));
        strictEqual(new Set([...first, ...second]).size, 13);
        strictEqual(first.length + second.length, 13, "nothing was carried twice");
      }
      if (signal === "SIGINT") await assertSameTrees(source, destination);
    },
  });
}

Deno.test("killed again and again at any moment, it still finishes, and nothing is lost or left behind", async () => {
  using computers = new LongWork(100 * MIB, 60);
  const { drive, source, destination } = computers;
  for (const command of [["load"], ["unload", "--yes"]]) {
    for (let kill = 0; kill < 8; kill++) {
      const running = new RunningProgram(drive, command);
      await running.untilAtWork();
      await new Promise((resolve) => setTimeout(resolve, 30 * kill));
      await running.end("SIGKILL");
    }
    const last = await runProgram(["--drive", drive, "--json", ...command]);
    strictEqual(last.code, 0, last.stdout);
  }
  await assertSameTrees(source, destination);
  deepStrictEqual([...findPartials(drive), ...findPartials(destination)], []);
  ok(!existsSync(`${destination}/.waterlock/replaced`));
  const again = await computers.atSource(["load"]);
  deepStrictEqual([again.code, again.summary.pairs[0].carried.files], [0, 0]);
  const names = Array.from(Deno.readDirSync(`${drive}/config`), ({ name }) => name).sort();
  deepStrictEqual(names, [
    "waterlock.db",
    "waterlock.db.bak",
    "waterlock.db.seal",
    "waterlock.lock",
    "waterlock.toml",
  ]);
});

Deno.test("whoever comes second is told who is at work; after a kill nobody is locked out", async () => {
  using computers = new LongWork(100 * MIB, 1);
  const { drive } = computers;
  await using holder = new RunningProgram(drive, ["load"]);
  await holder.untilPartial(drive, 10 * MIB);
  holder.pause();
  const { pid } = JSON.parse(holder.readLock());
  if (!isOnWine) strictEqual(pid, holder.pid, "Wine counts its processes on its own");
  const [second, person] = await Promise.all([
    runProgram(["--drive", drive, "--json", "load"]),
    runProgram(["--drive", drive, "status"]),
  ]);
  const killed = await holder.end("SIGKILL");
  ok(killed.code !== 0, "the holder was still at work");
  strictEqual(second.code, 1);
  match(second.summary.errors[0].message, new RegExp(`\\b${pid}\\b.*"load"`));
  strictEqual(person.code, 1);
  match(person.stderr, new RegExp(`\\b${pid}\\b`));
  strictEqual((await runProgram(["--drive", drive, "--json", "status"])).code, 0);
});
