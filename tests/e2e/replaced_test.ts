import { deepStrictEqual, strictEqual } from "node:assert/strict";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { onLinux } from "../fixtures/run_command.ts";
import { isMountingPermitted } from "../fixtures/small_disk.ts";
import { DiskAt } from "./disk_at.ts";
import { assertSameTrees, findPartials } from "./trees.ts";
import { TwoComputers } from "./two_computers.ts";
import { isOnWindows } from "./where_it_exists.ts";

const MIB = 1024 * 1024;
const DATE = "2020-05-01T12:00:00Z", LATER = "2020-06-01T12:00:00Z";

Deno.test("what somebody put under a name that arrives is moved to replaced/ with its bytes", async () => {
  using computers = new TwoComputers();
  const { destination, root } = computers;
  for (const name of ["folder/file", "linked", "becomes a folder/inside"]) {
    computers.write(name, "from the source", DATE);
  }
  Deno.mkdirSync(join(destination, "folder"));
  Deno.writeTextFileSync(join(destination, "folder/file"), "somebody's only copy");
  Deno.writeTextFileSync(join(destination, "becomes a folder"), "somebody's file");
  Deno.writeTextFileSync(join(root, "outside"), "outside");
  if (!isOnWindows) Deno.symlinkSync(join(root, "outside"), join(destination, "linked"));
  await computers.trip();
  await assertSameTrees(computers.source, destination);
  const replaced = ".waterlock/replaced/1";
  strictEqual(computers.arrived(`${replaced}/folder/file`), "somebody's only copy");
  strictEqual(computers.arrived(`${replaced}/becomes a folder`), "somebody's file");
  if (!isOnWindows) {
    const linked = join(destination, replaced, "linked");
    strictEqual(Deno.readLinkSync(linked), join(root, "outside"));
  }
  strictEqual(Deno.readTextFileSync(join(root, "outside")), "outside");
});

Deno.test("a folder in the way that holds something is reported and left alone; the others arrive", async () => {
  using computers = new TwoComputers();
  const { destination } = computers;
  computers.write("name", "file", DATE);
  computers.write("other", "other", DATE);
  Deno.mkdirSync(join(destination, "name"));
  Deno.writeTextFileSync(join(destination, "name/inside"), "somebody's");
  await computers.atSource(["load"]);
  const unloaded = await computers.atDestination(["unload", "--yes"]);
  strictEqual(unloaded.code, 3);
  const [{ path, code }] = unloaded.summary.errors;
  deepStrictEqual([path, code], ["name", "in-the-way"]);
  strictEqual(computers.arrived("name/inside"), "somebody's");
  strictEqual(computers.arrived("other"), "other");
});

Deno.test("a last copy that a folder keeps from its name can be taken from cargo, and then nothing waits", async () => {
  using computers = new TwoComputers();
  const { source, destination } = computers;
  computers.write("name", "the last copy", DATE);
  computers.write("other", "other", DATE);
  await computers.atSource(["load"]);
  Deno.removeSync(join(source, "name"));
  await computers.atSource(["load", "--on-missing", "skip"]);
  Deno.mkdirSync(join(destination, "name"));
  Deno.writeTextFileSync(join(destination, "name/inside"), "somebody's");
  const unloaded = await computers.atDestination(["unload", "--yes"]);
  const [{ path, code, message }] = unloaded.summary.errors;
  deepStrictEqual([unloaded.code, path, code], [3, "name", "in-the-way"]);
  const inCargo = /take it from cargo yourself: '(.*)'/.exec(message)![1]!;
  strictEqual(Deno.readTextFileSync(inCargo), "the last copy");
  Deno.removeSync(inCargo);
  const { loaded, unloaded: last } = await computers.trip();
  deepStrictEqual([loaded.code, last.code], [0, 0]);
  strictEqual(computers.arrived("name/inside"), "somebody's");
});

Deno.test({
  ...onLinux,
  name: "what is there already with the same bytes is settled without copying, and gets its date",
  async fn() {
    using computers = new TwoComputers();
    const { destination } = computers;
    computers.write("same", "the same bytes", DATE);
    const there = join(destination, "same");
    Deno.writeTextFileSync(there, "the same bytes");
    const { ino } = Deno.statSync(there);
    const { unloaded } = await computers.trip();
    const { carried, instructed } = unloaded.summary.pairs[0];
    deepStrictEqual([carried.files, instructed], [0, { files: 1, bytes: 14 }]);
    strictEqual(Deno.statSync(there).ino, ino);
    await assertSameTrees(computers.source, destination);
    strictEqual(existsSync(join(destination, ".waterlock/replaced")), false);
  },
});

Deno.test("a new version replaces what was delivered, and what was edited since is kept", async () => {
  using computers = new TwoComputers();
  const { destination } = computers;
  for (const name of ["edited", "edited with its date", "untouched"]) {
    computers.write(name, "version 1", DATE);
  }
  await computers.trip();
  Deno.writeTextFileSync(join(destination, "edited"), "edited here");
  const quiet = join(destination, "edited with its date");
  Deno.writeTextFileSync(quiet, "version I");
  Deno.utimeSync(quiet, new Date(DATE), new Date(DATE));
  for (const name of ["edited", "edited with its date", "untouched"]) {
    computers.write(name, "version 2", LATER);
  }
  await computers.trip();
  await assertSameTrees(computers.source, destination);
  const replaced = join(destination, ".waterlock/replaced/2");
  const kept = Array.from(Deno.readDirSync(replaced), ({ name }) => name).sort();
  deepStrictEqual(kept, ["edited", "edited with its date"]);
  strictEqual(computers.arrived(".waterlock/replaced/2/edited"), "edited here");
  strictEqual(computers.arrived(".waterlock/replaced/2/edited with its date"), "version I");
});

Deno.test({
  ignore: !isMountingPermitted(),
  name:
    "a full destination takes what fits, counts what waits, and takes the rest when there is room",
  async fn() {
    using computers = new TwoComputers();
    const { destination } = computers;
    const block = new Uint8Array(6 * MIB);
    for (const name of ["a", "b", "c"]) computers.write(name, block, DATE);
    computers.write("small", "small", LATER);
    strictEqual((await computers.atSource(["load"])).code, 0);
    using _disk = new DiskAt(destination, 14 * MIB);
    const filler = join(destination, "somebody's own");
    Deno.writeFileSync(filler, block);

    const full = await computers.atDestination(["unload", "--yes"]);
    strictEqual(full.code, 3);
    const { carried, waiting } = full.summary.pairs[0];
    deepStrictEqual([carried.files, waiting], [2, { files: 2, bytes: 12 * MIB }]);
    strictEqual(computers.arrived("small"), "small");
    deepStrictEqual(findPartials(destination), []);

    Deno.removeSync(filler);
    const more = await computers.atDestination(["unload"]);
    strictEqual(more.code, 3);
    deepStrictEqual(more.summary.pairs[0].waiting, { files: 1, bytes: 6 * MIB });
    Deno.removeSync(join(destination, "a"));
    strictEqual((await computers.atDestination(["unload"])).code, 0);
    strictEqual(computers.arrived("c")!.length, 6 * MIB);
  },
});
