import { deepStrictEqual, ok, strictEqual } from "node:assert/strict";
import { join } from "node:path";
import { LongWork } from "./long_work.ts";
import { asOrdinaryUser } from "./ordinary_user.ts";
import { runProgram } from "./program.ts";
import { RunningProgram } from "./running_program.ts";
import { assertSameTrees } from "./trees.ts";
import { TwoComputers } from "./two_computers.ts";
import { onOtherUsers } from "./where_it_exists.ts";

const MIB = 1024 * 1024;
const DATE = "2020-05-01T12:00:00Z";

Deno.test("a changed file is carried again: a later date, an earlier date, another size", async () => {
  using computers = new TwoComputers();
  const names = ["later", "earlier", "longer", "as it was"];
  for (const name of names) computers.write(name, "version 1", DATE);
  await computers.trip();
  computers.write("later", "version 2", "2020-05-01T12:00:00.001Z");
  computers.write("earlier", "version 0", "1999-05-01T12:00:00Z");
  computers.write("longer", "version 1b", DATE);
  const loaded = await computers.atSource(["load"]);
  strictEqual(loaded.summary.pairs[0].carried.files, 3);
  for (const name of names) strictEqual(computers.arrived(name), "version 1");
  strictEqual((await computers.atDestination(["unload"])).code, 0);
  await assertSameTrees(computers.source, computers.destination);
});

Deno.test("a version that is aboard gives way to a newer one before the drive has left", async () => {
  using computers = new TwoComputers();
  computers.write("film", "version 1", DATE);
  await computers.atSource(["load"]);
  computers.write("film", "version 2 is longer", "2021-01-01T00:00:00Z");
  strictEqual((await computers.atSource(["load"])).summary.pairs[0].carried.files, 1);
  strictEqual((await computers.atDestination(["unload", "--yes"])).code, 0);
  strictEqual(computers.arrived("film"), "version 2 is longer");
});

Deno.test("a version that is taken back before it was unloaded never arrives", async () => {
  using computers = new TwoComputers();
  computers.write("film", "version 1", DATE);
  await computers.trip();
  computers.write("film", "version 2", "2021-01-01T00:00:00Z");
  await computers.atSource(["load"]);
  computers.write("film", "version 1", DATE);
  strictEqual((await computers.atSource(["load"])).summary.pairs[0].carried.files, 0);
  strictEqual((await computers.atDestination(["unload"])).code, 0);
  strictEqual(computers.arrived("film"), "version 1");
  await assertSameTrees(computers.source, computers.destination);
});

Deno.test("a file that grows while it is copied is reported as changing, and the others go on", async () => {
  using computers = new TwoComputers();
  computers.write("before", "before", DATE);
  const growing = computers.write("growing", "", "2020-06-01T12:00:00Z");
  Deno.truncateSync(growing, 30 * MIB);
  computers.write("zzz after", "after", "2031-01-01T12:00:00Z");
  using file = Deno.openSync(growing, { append: true });
  const timer = setInterval(() => file.writeSync(new Uint8Array(10)), 2);
  let loaded;
  try {
    loaded = await computers.atSource(["load"]);
  } finally {
    clearInterval(timer);
  }
  strictEqual(loaded.code, 3);
  deepStrictEqual(
    loaded.summary.errors.map(({ path, code }: Record<string, string>) => [path, code]),
    [["growing", "changing"]],
  );
  strictEqual(loaded.summary.pairs[0].failed.files, 1);
  const unloaded = await computers.atDestination(["unload", "--yes"]);
  deepStrictEqual([unloaded.code, unloaded.summary.pairs[0].carried.files], [0, 2]);
  strictEqual(computers.arrived("growing"), undefined);
  await computers.trip();
  await assertSameTrees(computers.source, computers.destination);
});

Deno.test({
  ...onOtherUsers,
  name: "what cannot be read is reported and never taken for missing; the others go on",
  async fn() {
    using computers = new TwoComputers();
    for (const name of ["a", "locked folder/b", "locked folder/c", "d"]) {
      computers.write(name, name, DATE);
    }
    const user = asOrdinaryUser(computers);
    strictEqual((await computers.atSource(["load"], user)).code, 0);
    strictEqual((await computers.atDestination(["unload", "--yes"], user)).code, 0);

    const folder = join(computers.source, "locked folder");
    Deno.chmodSync(folder, 0);
    computers.write("a", "new version of a", "2021-01-01T00:00:00Z");
    Deno.chmodSync(join(computers.source, "a"), 0);
    computers.write("new", "new", DATE);
    const loaded = await computers.atSource(["load", "--on-missing", "remove"], user);
    strictEqual(loaded.code, 3);
    deepStrictEqual(
      loaded.summary.errors.map(({ path, code }: Record<string, string>) => [path, code]).sort(),
      [["a", "unreadable"], ["locked folder/", "unreadable"]],
    );
    const unloaded = await computers.atDestination(["unload", "--on-removal", "remove"], user);
    deepStrictEqual([unloaded.code, unloaded.summary.pairs[0].removed.files], [0, 0]);
    strictEqual(computers.arrived("a"), "a");
    strictEqual(computers.arrived("new"), "new");

    Deno.chmodSync(folder, 0o755);
    Deno.chmodSync(join(computers.source, "a"), 0o644);
    strictEqual((await computers.atSource(["load"], user)).code, 0);
    strictEqual((await computers.atDestination(["unload"], user)).code, 0);
    strictEqual(computers.arrived("a"), "new version of a");
    strictEqual(computers.arrived("locked folder/b"), "locked folder/b");
  },
});

Deno.test("exclude and min_size leave files at home; one excluded later is neither missing nor removed", async () => {
  using computers = new TwoComputers({
    pairLines: ['exclude = ["*.tmp", "/cache/", "!keep.tmp"]', 'min_size = "5"'],
  });
  const paths = ["film.mov", "note.tmp", "keep.tmp", "cache/large file", "sub/cache/large file"];
  for (const path of [...paths, "tiny", "fit!!"]) computers.write(path, "12345", DATE);
  Deno.writeTextFileSync(join(computers.source, "tiny"), "tiny");
  const { loaded } = await computers.trip();
  const carried = loaded.events.filter(({ event }) => event === "file").map(({ path }) => path);
  deepStrictEqual(carried.sort(), ["film.mov", "fit!!", "keep.tmp", "sub/cache/large file"]);

  computers.configure({ pairLines: ['exclude = ["*.mov", "sub/"]', 'min_size = "5"'] });
  Deno.removeSync(join(computers.source, "film.mov"));
  const again = await computers.atSource(["load", "--on-missing", "remove"]);
  strictEqual(again.code, 0);
  ok(!again.events.some(({ event }) => event === "notice"));
  const unloaded = await computers.atDestination(["unload", "--on-removal", "remove"]);
  strictEqual(unloaded.summary.pairs[0].removed.files, 0);
  strictEqual(computers.arrived("film.mov"), "12345");
  strictEqual(computers.arrived("sub/cache/large file"), "12345");
});

Deno.test("a source that goes away in the middle of a load fails as a whole, and what was proven is recorded", async () => {
  using computers = new LongWork(100 * MIB, 1);
  const { source, drive } = computers;
  computers.write("first", "f".repeat(16 * MIB), "2019-06-01T12:00:00Z");
  for (let number = 0; number < 5; number++) {
    computers.write(`then ${number}`, "then", `2030-06-01T12:00:0${number}Z`);
  }
  const running = await new RunningProgram(drive, ["load", "--jobs", "1"])
    .untilPartial(drive, 40 * MIB);
  Deno.renameSync(source, `${source} gone`);
  const failed = await running.result;
  strictEqual(failed.code, 1);
  strictEqual(failed.summary.errors.length, 1, "no file is blamed for it");
  Deno.renameSync(`${source} gone`, source);
  const { aboard } = await computers.countFiles();
  strictEqual(aboard, 1);
  strictEqual((await runProgram(["--drive", drive, "load"])).code, 0);
  strictEqual((await runProgram(["--drive", drive, "unload", "--yes"])).code, 0);
  await assertSameTrees(source, computers.destination);
});
