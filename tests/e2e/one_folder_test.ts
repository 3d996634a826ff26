import { deepStrictEqual, match, strictEqual } from "node:assert/strict";
import { join } from "node:path";
import { BindMount } from "../fixtures/bind_mount.ts";
import { isMountingPermitted } from "../fixtures/small_disk.ts";
import { runProgram } from "./program.ts";
import { describeTree } from "./trees.ts";
import { TwoComputers } from "./two_computers.ts";
import { onLinks } from "./where_it_exists.ts";

const onMounts = { ignore: onLinks.ignore || !isMountingPermitted() };
const STAGES = [["run"], ["load"], ["unload", "--yes"], ["plan"], ["adopt", "--yes"]];

/** Every command that looks at an end refuses the config, and nothing is touched. */
async function assertRefused(computers: TwoComputers, sentence: RegExp): Promise<void> {
  const { drive, source } = computers;
  const before = await describeTree(source);
  for (const args of STAGES) {
    const { code, stderr } = await runProgram(["--drive", drive, ...args]);
    strictEqual(code, 2, `${args}: ${stderr}`);
    match(stderr, sentence);
    match(stderr, /^\S.*[^.]\.\n {2}\S.*[^.]\.\n$/);
  }
  deepStrictEqual(await describeTree(source), before);
}

/** A folder of the other name's own, where a test mounts something or lays a link. */
function anotherName(computers: TwoComputers): string {
  return join(computers.root, "another name");
}

Deno.test({
  ...onMounts,
  name: "an end that is on the drive, under another name by a bind mount, is refused",
  fn: async () => {
    using computers = new TwoComputers();
    computers.write("file", "file");
    const name = anotherName(computers), onDrive = join(computers.drive, "backup", "deep");
    for (const folder of [name, onDrive]) Deno.mkdirSync(folder, { recursive: true });
    using _mount = new BindMount(onDrive, name);
    computers.configure({}, name);
    await assertRefused(computers, /destination lies on the drive itself/);
    computers.configure({}, computers.destination, name);
    await assertRefused(computers, /source lies on the drive itself/);
  },
});

Deno.test({
  ...onMounts,
  name: "a source that holds the drive, under another name by a bind mount, is refused",
  fn: async () => {
    using computers = new TwoComputers();
    const name = anotherName(computers);
    Deno.mkdirSync(name);
    using _mount = new BindMount(join(computers.drive, ".."), name);
    computers.configure({}, computers.destination, name);
    await assertRefused(computers, /source holds the drive itself/);
  },
});

Deno.test({
  ...onMounts,
  name: "two ends that are one folder under two names, by a bind mount, are refused",
  fn: async () => {
    using computers = new TwoComputers();
    computers.write("folder/file", "file");
    const name = anotherName(computers);
    Deno.mkdirSync(name);
    {
      using _mount = new BindMount(computers.source, name);
      computers.configure({}, name);
      await assertRefused(computers, /is its source .* under another name/);
    }
    {
      using _mount = new BindMount(join(computers.source, "folder"), name);
      computers.configure({}, name);
      await assertRefused(computers, /lies inside its source/);
    }
    using _mount = new BindMount(join(computers.source, ".."), name);
    computers.configure({}, name);
    await assertRefused(computers, /holds its source/);
  },
});

Deno.test({
  ...onLinks,
  name: "two ends that are one folder under two names, by a link, are refused",
  fn: async () => {
    using computers = new TwoComputers();
    computers.write("folder/file", "file");
    const name = anotherName(computers);
    Deno.symlinkSync(computers.source, name);
    computers.configure({}, name);
    await assertRefused(computers, /is its source .* under another name/);
    computers.configure({}, join(name, "folder"));
    await assertRefused(computers, /lies inside its source/);
  },
});
