import { deepStrictEqual, match, ok, strictEqual } from "node:assert/strict";
import { existsSync, statfsSync } from "node:fs";
import { isMountingPermitted, SmallDisk } from "../fixtures/small_disk.ts";
import { flipByte } from "./flip_byte.ts";
import { runProgram } from "./program.ts";
import { assertSameTrees, findPartials } from "./trees.ts";
import { TwoComputers } from "./two_computers.ts";

const MIB = 1024 * 1024;

/** Bytes that compress badly and repeat late. */
function noise(bytes: number): Uint8Array {
  const block = crypto.getRandomValues(new Uint8Array(65_536 - 1));
  return Uint8Array.from({ length: bytes }, (_, at) => block[at % block.length]! ^ (at >> 16));
}

Deno.test({
  ignore: !isMountingPermitted(),
  name: "a file three times as large as the drive crosses it in the trips that plan counts",
  async fn() {
    using disk = new SmallDisk(12 * MIB);
    using computers = new TwoComputers({ dump: "always" }, disk.path);
    computers.write("films/vast.mov", noise(25 * MIB), "2019-01-01T00:00:00Z");
    computers.write("small", "small", "2020-01-01T00:00:00Z");
    const trips: number[] = [];
    for (let isDone = false; !isDone;) {
      const planned = await computers.atSource(["plan"]);
      const plan = planned.events.find(({ event }) => event === "plan");
      trips.push(plan.tripsRemaining);
      isDone = plan.tripsRemaining === 0;
      const { bavail, bsize } = statfsSync(disk.path);
      ok(plan.carry.bytes <= bavail * bsize, "what is promised fits");

      const loaded = await computers.atSource(["load"]);
      strictEqual(loaded.code, isDone ? 0 : 3, loaded.stdout);
      const [pair] = loaded.summary.pairs;
      strictEqual(pair.carried.bytes, plan.carry.bytes, "what was shown is what was done");
      strictEqual(pair.waiting.bytes, plan.waiting.bytes);

      const unloaded = await computers.atDestination(["unload", "--yes"]);
      strictEqual(unloaded.code, 0, unloaded.stdout);
      strictEqual(unloaded.summary.pairs[0].carried.bytes, plan.carry.bytes);
      strictEqual(existsSync(`${computers.destination}/films/vast.mov`), isDone);
      strictEqual((await computers.countFiles()).delivered, isDone ? 2 : 1);
    }
    ok(trips.length >= 3, String(trips));
    deepStrictEqual(trips, trips.map((_, index) => trips.length - 1 - index));
    await assertSameTrees(computers.source, computers.destination);
    deepStrictEqual(findPartials(computers.destination), []);
    ok(!existsSync(computers.cargo("films")), "delivered cargo is deleted");
    strictEqual((await computers.atSource(["load"])).summary.pairs[0].carried.files, 0);
  },
});

Deno.test({
  ignore: !isMountingPermitted(),
  name:
    "between trips status and find tell how much of a file in parts is where, and so does a close",
  async fn() {
    using disk = new SmallDisk(12 * MIB);
    using computers = new TwoComputers({ dump: "always" }, disk.path);
    computers.write("vast.mov", noise(25 * MIB), "2019-01-01T00:00:00Z");
    computers.write("small", "small", "2018-01-01T00:00:00Z");
    const say = async (...args: string[]) =>
      (await runProgram(["--drive", computers.drive, ...args])).stdout;
    const inParts = async () => (await computers.atSource(["status"])).summary.pairs[0].inParts;
    const [{ carried }] = (await computers.atSource(["load"])).summary.pairs;
    const bytes = carried.bytes - 5, vast = { files: 1, bytes: 25 * MIB };
    ok(bytes > 4 * MIB);
    deepStrictEqual(await inParts(), { ...vast, aboard: bytes, arrived: 0 });
    match(await say("status"), /in parts +1 file: \S+ MiB of 25 MiB on the drive\n/);

    const closed = await say("unload", "--yes");
    match(closed, /: 1 file, \S+ MiB now at the destination\.\n/);
    match(closed, /Of that \S+ MiB are parts of 1 more file, which is not complete yet\.\n/);
    deepStrictEqual(await inParts(), { ...vast, aboard: 0, arrived: bytes });
    match(await say("status"), /in parts +1 file: \S+ MiB of 25 MiB at the destination already\n/);
    match(
      await say("find", "vast"),
      /: at the source, and on its way in parts\n {4}in parts: \S+ MiB of 25 MiB at the destination already/,
    );
    match(await say("ls"), /vast\.mov +25 MiB {2}at the source, on its way in parts\n/);
    const { events } = await computers.atSource(["find", "*"]);
    deepStrictEqual(events.slice(0, 2).map(({ parts }) => parts), [
      undefined,
      { aboard: 0, arrived: bytes },
    ]);

    for (let trip = 0; trip < 3; trip++) {
      await computers.atSource(["load"]);
      await computers.atDestination(["unload", "--yes"]);
    }
    deepStrictEqual(await inParts(), { files: 0, bytes: 0, aboard: 0, arrived: 0 });
    await assertSameTrees(computers.source, computers.destination);
  },
});

Deno.test({
  ignore: !isMountingPermitted(),
  name: "an older version that is aboard arrives before parts of a newer one take its place",
  async fn() {
    using disk = new SmallDisk(12 * MIB);
    using computers = new TwoComputers({ dump: "always" }, disk.path);
    computers.write("film", "the older one", "2019-01-01T00:00:00Z");
    strictEqual((await computers.atSource(["load"])).code, 0);
    computers.write("film", noise(15 * MIB), "2020-01-01T00:00:00Z");
    const loaded = await computers.atSource(["load"]);
    const waiting = loaded.events.filter(({ event }) => event === "waiting");
    deepStrictEqual(waiting.map(({ path, reason }) => [path, reason]), [["film", "older-aboard"]]);
    strictEqual((await computers.atDestination(["unload", "--yes"])).code, 0);
    strictEqual(computers.arrived("film"), "the older one");
    const first = await computers.atSource(["load"]);
    ok(first.summary.pairs[0].carried.bytes > 4 * MIB, "now its parts go");
    await computers.atDestination(["unload"]);
    strictEqual(computers.arrived("film"), "the older one");
    await computers.trip();
    await assertSameTrees(computers.source, computers.destination);
    deepStrictEqual(findPartials(computers.destination), []);
  },
});

Deno.test({
  ignore: !isMountingPermitted(),
  name: "an older version that rots aboard does not keep parts of a newer one waiting for ever",
  async fn() {
    using disk = new SmallDisk(12 * MIB);
    using computers = new TwoComputers({ dump: "always" }, disk.path);
    computers.write("film", "the older one", "2019-01-01T00:00:00Z");
    strictEqual((await computers.atSource(["load"])).code, 0);
    flipByte(computers.cargo("film"));
    computers.write("film", noise(15 * MIB), "2020-01-01T00:00:00Z");
    strictEqual((await computers.atSource(["load"])).summary.pairs[0].carried.bytes, 0);
    strictEqual((await computers.atDestination(["unload", "--yes"])).code, 4);
    const { pairs: [{ tripsRemaining }] } = (await computers.atSource(["status"])).summary;
    strictEqual(tripsRemaining, 2);
    await computers.atSource(["load"]);
    await computers.atDestination(["unload"]);
    await computers.trip();
    await assertSameTrees(computers.source, computers.destination);
  },
});

Deno.test({
  ignore: !isMountingPermitted(),
  name: "a file that fits whole on another trip waits for it, and is not taken apart",
  async fn() {
    using disk = new SmallDisk(12 * MIB);
    using computers = new TwoComputers({ dump: "always" }, disk.path);
    computers.write("first", noise(6 * MIB), "2019-01-01T00:00:00Z");
    computers.write("second", noise(7 * MIB), "2020-01-01T00:00:00Z");
    const loaded = await computers.atSource(["load"]);
    const waiting = loaded.events.filter(({ event }) => event === "waiting");
    deepStrictEqual(waiting.map(({ path, reason }) => [path, reason]), [["second", "no-room"]]);
    deepStrictEqual(Array.from(Deno.readDirSync(computers.cargo("")), ({ name }) => name), [
      "first",
    ]);
    strictEqual((await computers.atDestination(["unload", "--yes"])).code, 0);
    await computers.trip();
    await assertSameTrees(computers.source, computers.destination);
  },
});
