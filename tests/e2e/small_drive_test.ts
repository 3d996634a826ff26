import { deepStrictEqual, ok, strictEqual } from "node:assert/strict";
import { existsSync } from "node:fs";
import { isMountingPermitted, SmallDisk } from "../fixtures/small_disk.ts";
import { growTree } from "./grow_tree.ts";
import type { ProgramResult } from "./program.ts";
import { SmallDrive } from "./small_drive.ts";
import { assertSameTrees, describeTree } from "./trees.ts";
import { TwoComputers } from "./two_computers.ts";
import { isOnWindows } from "./where_it_exists.ts";

const MIB = 1024 * 1024;

/** Room in memory for what a test writes, where that can be had. */
function manyFiles(): Disposable & { path?: string } {
  return isMountingPermitted() ? new SmallDisk(600 * MIB) : { [Symbol.dispose]() {} };
}

/** The names directly in cargo. */
function aboard(computers: TwoComputers): string[] {
  const cargo = computers.cargo("");
  return existsSync(cargo) ? Array.from(Deno.readDirSync(cargo), ({ name }) => name).sort() : [];
}

function pathsOf({ events }: ProgramResult, event: string): string[] {
  return events.filter((one) => one.event === event).map((one) => one.path);
}

Deno.test("150 MiB cross a drive of 64 MiB in the three trips that their sizes allow, and arrive identical", async () => {
  using memory = manyFiles();
  using drive = new SmallDrive();
  using computers = new TwoComputers({}, drive.path, memory.path);
  const large = await growTree(computers.source);
  const before = await describeTree(computers.source);
  const codes: number[] = [];

  for (const tripsLeft of [2, 1, 0]) {
    computers.configure({ reserve: drive.reserve, dump: "always" });
    const planned = await computers.atSource(["plan"]);
    strictEqual(planned.events.find(({ event }) => event === "plan").tripsRemaining, tripsLeft);
    deepStrictEqual(aboard(computers), [], "a plan puts nothing into cargo");

    const { result: loaded, leastBytes } = await drive.leastSpareBytes(
      () => computers.atSource(["load"]),
    );
    ok(leastBytes >= 0, `the reserve was short of ${-leastBytes} bytes while the drive was loaded`);
    codes.push(loaded.code);
    deepStrictEqual(pathsOf(loaded, "file").sort(), pathsOf(planned, "carry").sort());

    const { result: unloaded, leastBytes: least } = await drive.leastSpareBytes(
      () => computers.atDestination(["unload", "--yes"]),
    );
    strictEqual(unloaded.code, 0, unloaded.stdout);
    ok(least >= 0, `the reserve was short of ${-least} bytes while the drive was unloaded`);
    deepStrictEqual(aboard(computers), [], "delivered cargo is deleted");
  }
  deepStrictEqual(codes, [3, 3, 0]);
  deepStrictEqual(await describeTree(computers.source), before);
  await assertSameTrees(computers.source, computers.destination);

  const again = await computers.atSource(["load"]);
  strictEqual(again.code, 0);
  strictEqual(again.summary.pairs[0].carried.files, 0);
  const further = await computers.atDestination(["unload"]);
  strictEqual(further.code, 0);
  strictEqual(further.summary.pairs[0].carried.files, 0);
  const { delivered } = await computers.countFiles();
  strictEqual(delivered, before.filter((line) => !line.includes(" folder ")).length);
  strictEqual(large.length, 14);
});

Deno.test("what is loaded first is what was modified first, and smaller ones behind it fill the gap", async () => {
  using memory = manyFiles();
  using drive = new SmallDrive();
  using computers = new TwoComputers({}, drive.path, memory.path);
  const block = new Uint8Array(20 * MIB);
  // On Windows Deno tells of a time before 1970 as if it were as long after it.
  const shift = isOnWindows ? 50 : 0;
  const dates = { c: 1950 + shift, a: 1969 + shift, e: 1971 + shift, d: 2022, b: 2030 };
  for (const [name, year] of Object.entries(dates)) {
    computers.write(name, block, `${year}-01-01T00:00:00Z`);
  }
  computers.write("small", "last", "2031-01-01T00:00:00Z");
  const vast = computers.write("vast", "", `${1940 + shift}-01-01T00:00:00Z`);
  Deno.truncateSync(vast, 100 * MIB);
  Deno.utimeSync(vast, new Date(0), new Date(`${1940 + shift}-01-01T00:00:00Z`));

  computers.configure({ reserve: drive.reserve });
  const planned = await computers.atSource(["plan"]);
  deepStrictEqual(pathsOf(planned, "carry"), ["c", "a", "small", "vast"]);
  const loaded = await computers.atSource(["load"]);
  deepStrictEqual(pathsOf(loaded, "file").sort(), ["a", "c", "small"]);
  const waiting = loaded.events.filter(({ event }) => event === "waiting");
  deepStrictEqual(
    waiting.map(({ path, reason }) => [path, reason]),
    [["e", "no-room"], ["d", "no-room"], ["b", "no-room"], ["vast", "in-parts"]],
  );
  strictEqual(loaded.code, 3);
  strictEqual(loaded.summary.pairs[0].waiting.files, 4);

  const unloaded = await computers.atDestination(["unload", "--yes"]);
  strictEqual(unloaded.code, 0);
  strictEqual(computers.arrived("small"), "last");
});

Deno.test({
  ignore: !isMountingPermitted(),
  name:
    "with dump = when-needed delivered cargo stays until its room is needed: the oldest goes, and no more than that",
  async fn() {
    using memory = manyFiles();
    using drive = new SmallDrive();
    const { reserve } = drive;
    using computers = new TwoComputers({ reserve, dump: "when-needed" }, drive.path, memory.path);
    // The names run against the order of the trips.
    for (const [number, name] of ["z first", "m second", "a third"].entries()) {
      const bytes = new Uint8Array(10 * MIB).fill(number);
      computers.write(name, bytes, "2020-01-01T00:00:00Z");
      await computers.trip();
    }
    deepStrictEqual(aboard(computers), ["a third", "m second", "z first"]);

    computers.write("large", new Uint8Array(40 * MIB), "2020-01-01T00:00:00Z");
    const { result: loaded, leastBytes } = await drive.leastSpareBytes(
      () => computers.atSource(["load"]),
    );
    strictEqual(loaded.code, 0, loaded.stdout);
    ok(leastBytes >= 0);
    deepStrictEqual(aboard(computers), ["a third", "large"]);

    strictEqual((await computers.atDestination(["unload"])).code, 0);
    await assertSameTrees(computers.source, computers.destination);
    strictEqual((await computers.atSource(["load"])).summary.pairs[0].carried.files, 0);
  },
});

Deno.test({
  ignore: !isMountingPermitted(),
  name: "undelivered cargo never gives way, whatever the config says about dumping",
  async fn() {
    using memory = manyFiles();
    using drive = new SmallDrive();
    const { reserve } = drive;
    using computers = new TwoComputers({ reserve, dump: "when-needed" }, drive.path, memory.path);
    computers.write("first", new Uint8Array(40 * MIB), "2020-01-01T00:00:00Z");
    strictEqual((await computers.atSource(["load"])).code, 0);
    computers.write("second", new Uint8Array(40 * MIB).fill(2), "2020-01-02T00:00:00Z");
    const loaded = await computers.atSource(["load"]);
    strictEqual(loaded.code, 3);
    strictEqual(loaded.events.find(({ event }) => event === "waiting").reason, "no-room");
    deepStrictEqual(aboard(computers), ["first"]);
  },
});
