import { deepStrictEqual, match, ok, strictEqual } from "node:assert/strict";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { isMountingPermitted, SmallDisk } from "../fixtures/small_disk.ts";
import { type ProgramResult, runProgram } from "./program.ts";
import { TwoComputers } from "./two_computers.ts";
import { onLinks } from "./where_it_exists.ts";

const MIB = 1024 * 1024;
const HOLD = { pairLines: ['hold = ["raw/**"]'] };

function pathsOf({ events }: ProgramResult, event: string): string[] {
  return events.filter((one) => one.event === event).map(({ path }) => path);
}

Deno.test("what first names goes before what is older, in the order of its patterns, as plan shows", async () => {
  using computers = new TwoComputers({ pairLines: ['first = ["2026/**", "*.jpg", "!no.jpg"]'] });
  for (const [index, path] of ["no.jpg", "a.mov", "b.jpg", "2026/c", "2026/d.jpg"].entries()) {
    computers.write(path, path, `202${index}-01-01T00:00:00Z`);
  }
  const order = ["2026/c", "2026/d.jpg", "b.jpg", "no.jpg", "a.mov"];
  deepStrictEqual(pathsOf(await computers.atSource(["plan"]), "carry"), order);
  deepStrictEqual(pathsOf(await computers.atSource(["load"]), "file"), order);
});

Deno.test({
  ignore: !isMountingPermitted(),
  name: "where room is short what first names has it",
  async fn() {
    using disk = new SmallDisk(12 * MIB);
    using computers = new TwoComputers({ pairLines: ['first = ["new"]'] }, disk.path);
    for (const [path, modified] of [["older", "2000"], ["old", "2001"], ["new", "2026"]] as const) {
      computers.write(path, new Uint8Array(6 * MIB), modified);
    }
    const { code, events, summary } = await computers.atSource(["load"]);
    strictEqual(code, 3);
    strictEqual(events.find(({ event }) => event === "file").path, "new");
    ok(summary.pairs[0].waiting.files > 0);
  },
});

Deno.test("what hold names waits at the source, is shown as held, and leaves nothing undone", async () => {
  using computers = new TwoComputers(HOLD);
  computers.write("a", "a");
  computers.write("raw/b", "bb");
  computers.write("raw/deep/c", "ccc");
  const planned = await computers.atSource(["plan"]);
  const waiting = planned.events.filter(({ event }) => event === "waiting");
  deepStrictEqual(waiting.map(({ path, bytes, reason }) => [path, bytes, reason]), [
    ["raw/b", 2, "held"],
    ["raw/deep/c", 3, "held"],
  ]);
  const plan = planned.events.find(({ event }) => event === "plan");
  deepStrictEqual(plan.held, { files: 2, bytes: 5 });
  deepStrictEqual([plan.waiting.files, plan.tripsRemaining], [0, 0]);

  const { loaded, unloaded } = await computers.trip();
  const [pair] = loaded.summary.pairs;
  deepStrictEqual([pair.carried.files, pair.waiting.files, pair.held.files], [1, 0, 2]);
  deepStrictEqual(pathsOf(loaded, "waiting"), []);
  strictEqual(unloaded.summary.pairs[0].held.files, 0);
  ok(!existsSync(computers.cargo("raw")) && !existsSync(join(computers.destination, "raw/deep")));

  const status = await computers.atDestination(["status"]);
  const [known] = status.summary.pairs;
  deepStrictEqual([known.held, known.files.pending], [{ files: 2, bytes: 5 }, 2]);
  strictEqual(known.tripsRemaining, 0);
  const found = await computers.atDestination(["find", "raw/b"]);
  deepStrictEqual([found.events[0].state, found.events[0].held], ["pending", true]);

  computers.configure({});
  await computers.trip();
  deepStrictEqual([computers.arrived("raw/b"), computers.arrived("raw/deep/c")], ["bb", "ccc"]);
});

Deno.test("a person reads what is held in the plan, at the end of a load and in the status", async () => {
  using computers = new TwoComputers(HOLD);
  computers.write("raw/b", "bb");
  const say = async (...args: string[]) => {
    const { stdout } = await runProgram(["--drive", computers.drive, ...args]);
    return stdout;
  };
  match(
    await say("load", "--dry-run"),
    /waits: raw\/b \(2 bytes\): held at the source, as the config says \(hold\)\n.*nothing to load; 1 file, 2 bytes held at the source/s,
  );
  match(
    await say("load"),
    /nothing new now on the drive\.\n {2}1 file, 2 bytes held at the source.*\.\n/,
  );
  match(await say("status"), /1 file, 2 bytes held at the source/);
  match(await say("find", "b"), /^media: raw\/b \(2 bytes\): held at the source/);
});

Deno.test("what has travelled stays as it is when it is held: aboard it arrives, changed it waits, gone it is asked about", async () => {
  using computers = new TwoComputers();
  for (const name of ["changed", "gone", "kept"]) computers.write(`raw/${name}`, name);
  await computers.trip();
  computers.write("raw/aboard", "aboard");
  await computers.atSource(["load"]);
  computers.configure(HOLD);
  computers.write("raw/changed", "changed again");
  Deno.removeSync(join(computers.source, "raw/gone"));
  const loaded = await computers.atSource(["load"]);
  strictEqual(loaded.code, 3);
  deepStrictEqual(
    loaded.events.filter(({ event }) => event === "undecided").map(({ files }) => files),
    [1],
  );
  deepStrictEqual(loaded.summary.pairs[0].held, { files: 1, bytes: 13 });
  strictEqual((await computers.atDestination(["unload"])).code, 0);
  const arrived = ["aboard", "changed", "gone", "kept"].map((name) =>
    computers.arrived(`raw/${name}`)
  );
  deepStrictEqual(arrived, ["aboard", "changed", "gone", "kept"]);
});

Deno.test("no instruction settles what is held; what others brought under its path is there, and is known to be", async () => {
  using computers = new TwoComputers(HOLD);
  computers.write("a", "the same", "2020-01-01T00:00:00Z");
  await computers.trip();
  computers.write("raw/copy of a", "the same");
  computers.write("raw/theirs", "theirs", "2021-01-01T00:00:00Z");
  Deno.mkdirSync(join(computers.destination, "raw"));
  Deno.copyFileSync(
    join(computers.source, "raw/theirs"),
    join(computers.destination, "raw/theirs"),
  );
  Deno.utimeSync(
    join(computers.destination, "raw/theirs"),
    new Date("2021-01-01"),
    new Date("2021-01-01"),
  );
  strictEqual((await computers.atDestination(["adopt", "--yes"])).code, 0);
  const { summary: { pairs: [pair] } } = await computers.atSource(["load"]);
  deepStrictEqual([pair.instructed.files, pair.held.files], [1, 1]);
  const { events } = await computers.atSource(["find", "raw"]);
  deepStrictEqual(
    events.filter(({ event }) => event === "found").map(({ path, state }) => [path, state]),
    [["raw/copy of a", "pending"], ["raw/theirs", "delivered"]],
  );
});

Deno.test({
  ...onLinks,
  name: "held links and folders do not go either",
  async fn() {
    using computers = new TwoComputers({ pairLines: ['hold = ["raw/"]'] });
    computers.write("raw/b", "b");
    Deno.symlinkSync("b", join(computers.source, "raw/link"));
    Deno.symlinkSync("raw", join(computers.source, "link"));
    const { loaded } = await computers.trip();
    deepStrictEqual(loaded.summary.pairs[0].held, { files: 2, bytes: 1 });
    const arrived = Array.from(Deno.readDirSync(computers.destination), ({ name }) => name);
    deepStrictEqual(arrived.filter((name) => name !== ".waterlock"), ["link"]);
  },
});

Deno.test({
  ignore: !isMountingPermitted(),
  name: "a vast file that goes first goes in parts before the rest, and held not even in parts",
  async fn() {
    using disk = new SmallDisk(12 * MIB);
    using computers = new TwoComputers({ pairLines: ['first = ["vast"]'] }, disk.path);
    for (const path of ["vast", "vast and held"]) {
      computers.write(path, "");
      Deno.truncateSync(join(computers.source, path), 20 * MIB);
    }
    computers.write("old", "old", "2001-01-01T00:00:00Z");
    computers.configure({ pairLines: ['first = ["vast"]', 'hold = ["vast and held"]'] });
    const loaded = await computers.atSource(["load"]);
    deepStrictEqual(pathsOf(loaded, "part").filter((path) => path !== "vast"), []);
    const settled = loaded.events.filter(({ event }) => event === "part" || event === "file");
    strictEqual(settled[0]?.path, "vast");
    deepStrictEqual(loaded.summary.pairs[0].held, { files: 1, bytes: 20 * MIB });
  },
});
