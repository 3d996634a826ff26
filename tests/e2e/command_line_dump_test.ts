import { deepStrictEqual, match, strictEqual } from "node:assert/strict";
import { existsSync } from "node:fs";
import { runProgram } from "./program.ts";
import { assertSameTrees } from "./trees.ts";
import { TwoComputers } from "./two_computers.ts";

/** Two computers of which one file has arrived and another is on its way. */
async function onTheWay(): Promise<TwoComputers> {
  const computers = new TwoComputers();
  computers.write("arrived.mov", "a film");
  await computers.trip();
  computers.write("aboard.mov", "another film");
  strictEqual((await computers.atSource(["load"])).code, 0);
  return computers;
}

function dump(computers: TwoComputers, ...args: string[]) {
  return runProgram(["--drive", computers.drive, "dump", ...args]);
}

Deno.test("without a terminal a dump deletes nothing until --yes is given", async () => {
  using computers = await onTheWay();
  for (const args of [[], ["--all"], ["--pair", "media"]]) {
    const { code, stdout, stderr } = await dump(computers, ...args);
    deepStrictEqual([code, stdout], [2, ""]);
    match(stderr, /--yes/);
    strictEqual(existsSync(computers.cargo("arrived.mov")), true);
    strictEqual(existsSync(computers.cargo("aboard.mov")), true);
  }
});

Deno.test("dump deletes what has arrived and nothing else", async () => {
  using computers = await onTheWay();
  const { code, stdout } = await dump(computers, "--yes");
  strictEqual(code, 0);
  match(stdout, /1 file, 6 bytes/);
  strictEqual(existsSync(computers.cargo("arrived.mov")), false);
  strictEqual(existsSync(computers.cargo("aboard.mov")), true);
  const { delivered, aboard } = await computers.countFiles();
  deepStrictEqual({ delivered, aboard }, { delivered: 1, aboard: 1 });
});

Deno.test("dump --all deletes what has not arrived too, and the next load carries that again", async () => {
  using computers = await onTheWay();
  const { code, summary } = await computers.atSource(["dump", "--all", "--yes"]);
  strictEqual(code, 0);
  deepStrictEqual(summary.pairs, [{ pair: "media", removed: { files: 2, bytes: 18 } }]);
  strictEqual(existsSync(computers.cargo("arrived.mov")), false);
  strictEqual(existsSync(computers.cargo("aboard.mov")), false);
  const { pending, delivered, aboard } = await computers.countFiles();
  deepStrictEqual({ pending, delivered, aboard }, { pending: 1, delivered: 1, aboard: 0 });
  const { loaded } = await computers.trip();
  strictEqual(loaded.summary.pairs[0].carried.files, 1);
  await assertSameTrees(computers.source, computers.destination);
});

Deno.test("a dump where there is nothing to delete says so and is done", async () => {
  using computers = new TwoComputers();
  const { code, stdout, stderr } = await dump(computers);
  deepStrictEqual([code, stderr], [0, ""]);
  match(stdout, /no .*cargo/i);
});

Deno.test('with dump = "always" delivered cargo is gone after the unload, unasked', async () => {
  using computers = new TwoComputers({ dump: "always" });
  computers.write("a.mov", "film");
  const { unloaded } = await computers.trip();
  strictEqual(existsSync(computers.cargo("a.mov")), false);
  strictEqual(unloaded.events.filter(({ event }) => event === "dumped").length, 1);
  strictEqual((await computers.countFiles()).delivered, 1);
});

for (const policy of ["never", "when-needed"] as const) {
  Deno.test(`with dump = "${policy}" delivered cargo stays after the unload`, async () => {
    using computers = new TwoComputers({ dump: policy });
    computers.write("a.mov", "film");
    await computers.trip();
    strictEqual(existsSync(computers.cargo("a.mov")), true);
  });
}

Deno.test('with dump = "ask" and nobody to ask cargo stays, --yes or not, and the way to delete it is said', async () => {
  using computers = new TwoComputers({ dump: "ask" });
  computers.write("a.mov", "film");
  const { unloaded } = await computers.trip();
  strictEqual(existsSync(computers.cargo("a.mov")), true);
  const notices = unloaded.events.filter(({ event }) => event === "notice");
  strictEqual(notices.length, 1);
  match(notices[0].message, /waterlock dump/);
});

Deno.test('with dump = "always" nothing is deleted in a run in which anything failed', async () => {
  using computers = new TwoComputers({ dump: "always" });
  computers.write("a.mov", "film");
  computers.write("b.mov", "another film");
  await computers.atSource(["load"]);
  Deno.writeTextFileSync(computers.cargo("b.mov"), "another felt");
  strictEqual((await computers.atDestination(["unload", "--yes"])).code, 4);
  strictEqual(existsSync(computers.cargo("a.mov")), true);
});
