import { deepStrictEqual, strictEqual } from "node:assert/strict";
import { join } from "node:path";
import { isLoopPermitted, LoopDisk } from "../fixtures/loop_disk.ts";
import { flipByte } from "./flip_byte.ts";
import { assertSameTrees, describeTree, setTimes } from "./trees.ts";
import { TwoComputers } from "./two_computers.ts";
import { ask, countsOf, findingsOf } from "./verification.ts";
import { onLinux } from "./where_it_exists.ts";

const onExfat = { ignore: onLinux.ignore || !isLoopPermitted("exfat") };
const MIB = 1024 * 1024;
const SECOND = 1_000_000_000n, HOUR = 3600n * SECOND;
const T = 1_588_334_401n * SECOND;
const NAMES = ["DCIM/1.jpg", "DCIM/2.jpg", "DCIM/3.jpg", "a"];

/** The times of some files, all put forward by so much. */
const shifted = (by: bigint) =>
  Object.fromEntries([...NAMES, "DCIM"].map((name, at) => [name, T + BigInt(at) * SECOND + by]));

/** A pair whose source is a memory card; what is on it has been delivered. */
async function withCard(card: string): Promise<TwoComputers> {
  const computers = new TwoComputers();
  computers.configure({}, computers.destination, card);
  Deno.mkdirSync(join(card, "DCIM"), { recursive: true });
  for (const name of NAMES) Deno.writeTextFileSync(join(card, name), `photo ${name}`);
  await setTimes(card, shifted(0n));
  await computers.trip();
  return computers;
}

Deno.test({
  ...onExfat,
  name: "a memory card whose times a change of the clocks has shifted is as it was",
  fn: async () => {
    using disk = new LoopDisk("exfat", 32 * MIB);
    const card = join(disk.path, "card");
    using computers = await withCard(card);
    const arrived = await describeTree(computers.destination);
    for (const shift of [HOUR, -10n * HOUR, 0n]) {
      await setTimes(card, shifted(shift));
      const verified = await computers.atSource(["verify", "source"]);
      deepStrictEqual(countsOf(verified), { verified: NAMES.length });
      for (const when of ["at first", "again"]) {
        const { loaded, unloaded } = await computers.trip();
        const { carried, instructed } = loaded.summary.pairs[0];
        deepStrictEqual([carried.files, instructed.files], [0, 0], `${shift} ${when}`);
        strictEqual(unloaded.summary.pairs[0].instructed.files, 0);
      }
      strictEqual((await computers.countFiles()).delivered, NAMES.length);
    }
    deepStrictEqual(
      await describeTree(computers.destination),
      arrived,
      "times are the catalogue's",
    );
  },
});

Deno.test({
  ...onExfat,
  name: "what was changed on a card is carried, though its time has moved by a whole hour",
  fn: async () => {
    using disk = new LoopDisk("exfat", 32 * MIB);
    const card = join(disk.path, "card");
    using computers = await withCard(card);
    Deno.writeTextFileSync(join(card, "DCIM/1.jpg"), "PHOTO DCIM/1.jpg");
    await setTimes(card, shifted(HOUR));
    const verified = await computers.atSource(["verify", "source"]);
    strictEqual(verified.code, 0, "a change is no fault");
    const { loaded } = await computers.trip();
    strictEqual(loaded.summary.pairs[0].carried.files, 1);
    strictEqual(computers.arrived("DCIM/1.jpg"), "PHOTO DCIM/1.jpg");
    // It is known by the time that the clocks show now, and the others by theirs of before.
    const again = await computers.atSource(["load"]);
    strictEqual(again.summary.pairs[0].carried.files, 0);
    await setTimes(card, shifted(2n * HOUR));
    const afterwards = await computers.trip();
    strictEqual(afterwards.loaded.summary.pairs[0].carried.files, 0);
  },
});

Deno.test({
  ...onExfat,
  name:
    "a destination that rounds times and shifts them has kept what was delivered, and damage shows",
  fn: async () => {
    using disk = new LoopDisk("exfat", 32 * MIB);
    const backup = join(disk.path, "backup");
    Deno.mkdirSync(backup);
    using computers = new TwoComputers();
    computers.configure({ dump: "always" }, backup);
    const names = ["1", "2", "3"];
    for (const name of names) computers.write(name, `film ${name}`);
    const times = (by: bigint) =>
      Object.fromEntries(names.map((name) => [name, T + 123_456_789n + by]));
    await setTimes(computers.source, times(0n));
    await computers.trip();
    const adopted = await computers.atDestination(["adopt", "--yes"]);
    strictEqual(adopted.summary.pairs[0].delivered.files, 3);
    strictEqual(adopted.summary.pairs[0].adopted.files, 0);
    await setTimes(backup, times(-HOUR));
    const shifted = await computers.atDestination(["adopt", "--yes"]);
    strictEqual(shifted.summary.pairs[0].delivered.files, 3);
    flipByte(join(backup, "2"));
    await setTimes(backup, times(-HOUR));
    const verified = await computers.atDestination(["verify", "destination"]);
    deepStrictEqual(findingsOf(verified), [["2", "damaged"]]);
    await computers.trip();
    strictEqual(Deno.readTextFileSync(join(backup, "2")), "film 2");
  },
});

Deno.test({
  ...onLinux,
  name: "a source that Windows has recorded in milliseconds is as it was on Linux, which sees more",
  fn: async () => {
    using computers = new TwoComputers();
    for (const name of NAMES) computers.write(name, `photo ${name}`);
    const times = Object.fromEntries(NAMES.map((name) => [name, T + 123_456_700n]));
    await setTimes(computers.source, times);
    await computers.trip();
    for (const table of ["entry", "cargo", "delivery"]) {
      ask(
        computers,
        `UPDATE ${table} SET mode = NULL, mtime_ns = mtime_ns / 1000000 * 1000000 WHERE kind = 'file'`,
      );
    }
    for (const when of ["at first", "again"]) {
      const { summary } = await computers.atSource(["load"]);
      strictEqual(summary.pairs[0].carried.files + summary.pairs[0].instructed.files, 0, when);
      strictEqual((await computers.countFiles()).delivered, NAMES.length);
    }
  },
});

Deno.test("what the drive makes of times means nothing: those at the destination are the catalogue's", async () => {
  using computers = new TwoComputers();
  for (const name of NAMES) computers.write(name, `photo ${name}`);
  await setTimes(computers.source, shifted(0n));
  await computers.atSource(["load"]);
  for (const folder of [computers.drive, join(computers.drive, "cargo"), computers.cargo("DCIM")]) {
    Deno.utimeSync(folder, 0, 0);
  }
  for (const name of NAMES) Deno.utimeSync(computers.cargo(name), 0, 315532800);
  strictEqual((await computers.atSource(["load"])).summary.pairs[0].carried.files, 0);
  strictEqual((await computers.atSource(["verify", "drive"])).code, 0);
  strictEqual((await computers.atDestination(["unload", "--yes"])).code, 0);
  await assertSameTrees(computers.source, computers.destination);
});

Deno.test({
  ...onExfat,
  name: "a destination that has no such time shows the nearest, and what rots there is no edit",
  fn: async () => {
    using disk = new LoopDisk("exfat", 32 * MIB);
    const backup = join(disk.path, "backup");
    Deno.mkdirSync(backup);
    using computers = new TwoComputers();
    computers.configure({ dump: "always" }, backup);
    for (const name of ["1", "2", "3"]) computers.write(name, `film ${name}`);
    const old = -300_000_000n * SECOND, first = 315_532_800n * SECOND;
    await setTimes(computers.source, { "1": old, "2": old, "3": T });
    await computers.trip();
    // The daemon has in memory what it was given, and on the disk the first time that there is.
    await setTimes(backup, { "1": first, "2": first });
    const adopted = await computers.atDestination(["adopt", "--yes"]);
    strictEqual(adopted.summary.pairs[0].delivered.files, 3);
    flipByte(join(backup, "2"));
    await setTimes(backup, { "2": first });
    const verified = await computers.atDestination(["verify", "destination"]);
    deepStrictEqual(findingsOf(verified), [["2", "damaged"]]);
    await computers.trip();
    strictEqual(Deno.readTextFileSync(join(backup, "2")), "film 2");
  },
});
