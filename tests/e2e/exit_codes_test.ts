import { deepStrictEqual, strictEqual } from "node:assert/strict";
import { fileURLToPath } from "node:url";
import { EXIT } from "../../lib/cli/exit_codes.ts";
import { flipByte } from "./flip_byte.ts";
import { LongWork } from "./long_work.ts";
import type { ProgramResult } from "./program.ts";
import { RunningProgram } from "./running_program.ts";
import { TwoComputers } from "./two_computers.ts";

const README = fileURLToPath(new URL("../../README.md", import.meta.url));

/** A run that ends with each code, as the README says what the code means. */
const RUNS: Record<number, () => Promise<ProgramResult>> = {
  async 0() {
    using computers = new TwoComputers();
    computers.write("a", "a");
    return await computers.atSource(["load"]);
  },
  async 1() {
    using computers = new TwoComputers();
    computers.write("a", "a");
    await computers.trip();
    Deno.removeSync(`${computers.source}/a`);
    return await computers.atSource(["load"]);
  },
  async 2() {
    using computers = new TwoComputers();
    return await computers.atSource(["load", "--pair", "none of them"]);
  },
  async 3() {
    using computers = new TwoComputers();
    for (const name of ["a", "b", "c"]) computers.write(name, name);
    await computers.trip();
    Deno.removeSync(`${computers.source}/a`);
    return await computers.atSource(["load"]);
  },
  async 4() {
    using computers = new TwoComputers();
    computers.write("a", "some bytes");
    await computers.atSource(["load"]);
    flipByte(computers.cargo("a"));
    return await computers.atSource(["verify", "drive"]);
  },
  async 130() {
    using computers = new LongWork(100 * 1024 * 1024);
    await using running = new RunningProgram(computers.drive, ["load"]);
    await running.untilPartial(computers.drive, 1024 * 1024);
    return await running.end("SIGINT");
  },
};

Deno.test("the exit codes that the README names are those that there are", () => {
  const [, table] = Deno.readTextFileSync(README).split("| exit code |");
  const codes = Array.from(
    table!.split("\n\n")[0]!.matchAll(/^\| (\d+) +\| \w/gm),
    ([, code]) => Number(code),
  );
  deepStrictEqual(codes, Object.values(EXIT));
  deepStrictEqual(Object.keys(RUNS).map(Number), codes);
});

for (const [code, run] of Object.entries(RUNS)) {
  Deno.test(`a run that the README has exit code ${code} for ends with it, and says so`, async () => {
    const result = await run();
    strictEqual(result.code, Number(code), result.stdout);
    strictEqual(result.summary.exitCode, Number(code));
  });
}
