import { deepStrictEqual, doesNotMatch, match, ok, strictEqual } from "node:assert/strict";
import { join } from "node:path";
import { runCommand } from "../fixtures/run_command.ts";
import { runProgram } from "./program.ts";
import { assertSameTrees, describeTree } from "./trees.ts";
import { TwoComputers } from "./two_computers.ts";
import { onLinux, onLongPaths } from "./where_it_exists.ts";

const DATE = "2020-05-01T12:00:00Z";

/** Makes a trip on which `good` alone arrives, and everything else is reported. */
async function onlyGoodTravels(computers: TwoComputers, reported: string[][]): Promise<void> {
  const loaded = await computers.atSource(["load"]);
  strictEqual(loaded.code, 3);
  deepStrictEqual(
    loaded.summary.errors.map(({ code, path }: Record<string, string>) => [code, path]).sort(),
    reported,
  );
  strictEqual((await computers.atDestination(["unload", "--yes"])).code, 0);
  const arrived = Array.from(Deno.readDirSync(computers.destination), ({ name }) => name).sort();
  deepStrictEqual(arrived, [".waterlock", "good"]);
  strictEqual(computers.arrived("good"), "good");
}

Deno.test({
  ...onLinux,
  name: "a name that is not UTF-8 is reported; the others travel",
  async fn() {
    using computers = new TwoComputers();
    const { source } = computers;
    computers.write("good", "good", DATE);
    const script = `import os, sys
os.mkdir(os.fsencode(sys.argv[1]) + b"/gr\\xfc\\xdfe")
open(os.fsencode(sys.argv[1]) + b"/caf\\xe9", "w").close()`;
    runCommand("python3", "-c", script, source);
    await onlyGoodTravels(computers, [
      ["name-not-utf8", "caf\\xe9"],
      ["name-not-utf8", "gr\\xfc\\xdfe"],
    ]);
  },
});

Deno.test("a name that is Waterlock's own is reported; the others travel", async () => {
  using computers = new TwoComputers();
  computers.write("good", "good", DATE);
  computers.write("good.waterlock-partial", "somebody's own", DATE);
  computers.write("folder.waterlock-partial/inside", "inside", DATE);
  await onlyGoodTravels(computers, [
    ["name-reserved", "folder.waterlock-partial/"],
    ["name-reserved", "good.waterlock-partial"],
  ]);
});

Deno.test({
  ...onLinux,
  name: "names that no load can carry are told by status, find and the report until they are gone",
  async fn() {
    using computers = new TwoComputers();
    const say = async (...args: string[]) => {
      const { stdout, stderr } = await runProgram(["--drive", computers.drive, ...args]);
      return stdout + stderr;
    };
    computers.write("good", "good", DATE);
    const own = computers.write("bad.waterlock-partial", "somebody's own", DATE);
    const script = 'open(os.fsencode(sys.argv[1]) + b"/caf\\xe9", "w").close()';
    runCommand("python3", "-c", `import os, sys\n${script}`, computers.source);
    strictEqual((await computers.atSource(["load"])).code, 3);
    strictEqual((await computers.atDestination(["unload", "--yes"])).code, 0);
    const status = await say("status");
    match(status, /problems +1 name at the source is no text, .*: caf\\xe9\n/);
    match(status, /1 name at the source is one that Waterlock needs .*: bad\.waterlock-partial\n/);
    doesNotMatch(status, /none known/);
    match(await say("find", "bad"), /nor what it could not carry or look into: 2 names/);
    match(
      await say("report"),
      /^100% .*\nNot in it: 2 names at the source .*\n2 problems to look at/,
    );
    const { pairs, problems } = (await computers.atSource(["report"])).summary;
    deepStrictEqual([pairs[0].passedOver, problems], [2, 2]);
    const html = Deno.readTextFileSync(join(computers.drive, "config/report.html"));
    match(html, /Not in it: 2 names at the source .*\n[^]*caf\\xe9[^]*Its name is no valid text/);

    Deno.removeSync(own);
    strictEqual((await computers.atSource(["plan"])).code, 0);
    strictEqual((await computers.atSource(["status"])).summary.pairs[0].passedOver.length, 2);
    strictEqual((await computers.atSource(["load"])).code, 3);
    deepStrictEqual((await computers.atSource(["status"])).summary.pairs[0].passedOver, [
      { code: "name-not-utf8", names: 1, example: "caf\\xe9" },
    ]);
  },
});

Deno.test({
  ...onLongPaths,
  name: "names of 255 bytes arrive, also two that differ in the last letter only",
  async fn() {
    using computers = new TwoComputers();
    for (const name of ["n".repeat(254) + "a", "n".repeat(254) + "b", "\u20ac".repeat(85)]) {
      computers.write(name, name.slice(-1), DATE);
      computers.write(`${name.slice(1)}/${name}`, "inside", DATE);
    }
    await computers.trip();
    await assertSameTrees(computers.source, computers.destination);
  },
});

Deno.test({
  ...onLinux,
  name:
    "folders 200 deep arrive; a path longer than the drive can hold is reported in one sentence",
  async fn() {
    using computers = new TwoComputers();
    const { source } = computers;
    computers.write("d/".repeat(200) + "deep", "deep", DATE);
    computers.write("plain", "plain", DATE);
    // The longest path that Linux takes, 4095 bytes, is reached at the source: the drive's is longer.
    const room = 4095 - source.length - 1;
    let long = "";
    while (room - long.length > 255) long += "l".repeat(200) + "/";
    computers.write(long + "x".repeat(room - long.length), "long", DATE);
    computers.write(`${long}short`, "short", DATE);

    const loaded = await computers.atSource(["load"]);
    strictEqual(loaded.code, 3);
    const [error, ...others] = loaded.summary.errors;
    deepStrictEqual(others, []);
    match(error.message, /longer than this system allows/);
    const unloaded = await computers.atDestination(["unload", "--yes"]);
    strictEqual(unloaded.code, 0, unloaded.stdout);
    strictEqual(computers.arrived("d/".repeat(200) + "deep"), "deep");
    strictEqual(computers.arrived(`${long}short`), "short");
    const [left, right] = [await describeTree(source), await describeTree(computers.destination)];
    ok(left.length - right.length <= 1);
    strictEqual(computers.arrived("plain"), "plain");
  },
});
