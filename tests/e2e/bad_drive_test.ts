import { deepStrictEqual, doesNotMatch, match, strictEqual } from "node:assert/strict";
import { statfsSync } from "node:fs";
import { join } from "node:path";
import { runCommand } from "../fixtures/run_command.ts";
import { isMountingPermitted, SmallDisk } from "../fixtures/small_disk.ts";
import { type ProgramResult, runProgram } from "./program.ts";
import { isOnWine } from "./program_os.ts";
import { assertSameTrees, describeTree, findPartials } from "./trees.ts";
import { TwoComputers } from "./two_computers.ts";

const MIB = 1024 * 1024;
const onMounts = { ignore: !isMountingPermitted() };

/** Runs a command that fails, and looks whether it says so in plain words. */
async function fail(drive: string, ...args: string[]): Promise<ProgramResult> {
  const result = await runProgram(["--drive", drive, ...args]);
  strictEqual(result.code, 1, args.join(" "));
  match(result.stderr, /^\S.*[^.]\.\n {2}\S.*[^.]\.\n$/, args.join(" "));
  doesNotMatch(result.stderr, /file:\/\/|Error:|unexpected/);
  return result;
}

/** Takes all room of a disk but so much. */
function fill(disk: string, leftBytes: number): string {
  const { bavail, bsize } = statfsSync(disk);
  const filler = join(disk, "somebody else's file");
  Deno.writeFileSync(filler, new Uint8Array(bavail * bsize - leftBytes));
  return filler;
}

Deno.test({
  name: "on a drive that is read-only every command says so in one sentence, and changes nothing",
  ...onMounts,
  fn: async () => {
    using disk = new SmallDisk(4 * MIB);
    using computers = new TwoComputers({}, disk.path);
    computers.write("a.mov", "film");
    await computers.trip();
    const before = [await describeTree(computers.source), await describeTree(disk.path)];
    runCommand("mount", "-o", "remount,ro", disk.path);
    for (const args of [["load"], ["unload"], ["status"], ["plan"], ["dump", "--yes"]]) {
      const { stderr } = await fail(disk.path, ...args);
      // Wine says only that it is not permitted.
      match(stderr, isOnWine ? /drive at .*does not permit it/ : /drive at .*read-only/);
    }
    deepStrictEqual([await describeTree(computers.source), await describeTree(disk.path)], before);
  },
});

Deno.test("where the reserve leaves no room nothing goes, nothing is lost, and every file is named", async () => {
  using computers = new TwoComputers({ reserve: "7000 TiB" });
  computers.write("a.mov", "film");
  computers.write("b.mov", "film");
  const { code, stdout } = await runProgram(["--drive", computers.drive, "load"]);
  strictEqual(code, 3);
  match(stdout, /a\.mov \(4 bytes\): /);
  match(stdout, /b\.mov \(4 bytes\): /);
  const { pending, aboard } = await computers.countFiles();
  deepStrictEqual({ pending, aboard }, { pending: 2, aboard: 0 });
  deepStrictEqual(findPartials(computers.drive), []);
  computers.configure({});
  await computers.trip();
  await assertSameTrees(computers.source, computers.destination);
});

Deno.test({
  name: "on a drive that others have filled nothing goes and nothing is lost",
  ...onMounts,
  fn: async () => {
    using disk = new SmallDisk(8 * MIB);
    using computers = new TwoComputers({}, disk.path);
    computers.write("first.mov", "first");
    await computers.atSource(["load"]);
    computers.write("second.mov", new Uint8Array(MIB));
    const filler = fill(disk.path, MIB);
    const { code, summary } = await computers.atSource(["load"]);
    strictEqual(code, 3);
    deepStrictEqual(summary.pairs[0].waiting, { files: 1, bytes: MIB });
    deepStrictEqual(findPartials(disk.path), []);
    Deno.removeSync(filler);
    await computers.trip();
    await assertSameTrees(computers.source, computers.destination);
  },
});

for (const leftBytes of [0, 16 * 1024]) {
  Deno.test({
    name: `with ${leftBytes} bytes left, too few for the catalogue, a load says so in one sentence`,
    ...onMounts,
    fn: async () => {
      using disk = new SmallDisk(4 * MIB);
      using computers = new TwoComputers({}, disk.path);
      computers.write("a.mov", "film");
      const before = await describeTree(computers.source);
      const filler = fill(disk.path, leftBytes);
      const { stderr } = await fail(disk.path, "load");
      match(stderr, /no space left|full/);
      deepStrictEqual(await describeTree(computers.source), before);
      Deno.removeSync(filler);
      await computers.trip();
      await assertSameTrees(computers.source, computers.destination);
    },
  });
}
