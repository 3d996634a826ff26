/** The drive was loaded on Linux and comes to a computer with Windows. */
import { deepStrictEqual, strictEqual } from "node:assert/strict";
import { runCommand } from "../fixtures/run_command.ts";
import { checkoutCommand } from "./program.ts";
import { isOnWine, programPath } from "./program_os.ts";
import { assertSameTrees } from "./trees.ts";
import { TwoComputers } from "./two_computers.ts";

const onWine = { ignore: !isOnWine };
const DATE = "2020-05-01T12:00:00Z";

/** Loads the drive by the program of this computer. */
function loadOnLinux({ drive, source, destination }: TwoComputers): void {
  const ends = { source, destination: programPath(destination) };
  const lines = Object.entries(ends).map(([end, path]) => `${end} = ${JSON.stringify(path)}`);
  const config = ['reserve = "0"', 'dump = "never"', "[[pair]]", 'name = "media"', ...lines];
  Deno.writeTextFileSync(`${drive}/config/waterlock.toml`, config.join("\n"));
  const [command, args] = checkoutCommand(["--drive", drive, "load"]);
  runCommand(command, ...args);
}

Deno.test({
  ...onWine,
  name: "what was loaded on Linux arrives on Windows, and what is loaded further too",
  async fn() {
    using computers = new TwoComputers();
    computers.write("2026/Ünïcødé 日本 \u{1f980}.txt", "words", DATE);
    Deno.chmodSync(computers.write("read-only", "read-only", DATE), 0o444);
    computers.write("old", "from before 1970", "1950-01-01T00:00:00Z");
    Deno.mkdirSync(`${computers.source}/empty`);
    for (const version of ["1", "2 is longer"]) {
      computers.write("changes", `version ${version}`);
      loadOnLinux(computers);
      const { code, summary } = await computers.atDestination(["unload", "--yes"]);
      deepStrictEqual([code, summary.errors], [0, []]);
    }
    strictEqual(computers.arrived("changes"), "version 2 is longer");
    deepStrictEqual(Deno.statSync(`${computers.destination}/old`).mtime, new Date("1950-01-01"));
    // What Windows tells of so old a file is the date as long after 1970.
    Deno.removeSync(`${computers.source}/old`);
    Deno.removeSync(`${computers.destination}/old`);
    await assertSameTrees(computers.source, computers.destination);
  },
});

Deno.test({
  ...onWine,
  name:
    "names from Linux that mean something else to Windows arrive under substitutes, which is told",
  async fn() {
    using computers = new TwoComputers();
    const substitutes = {
      "CON.txt": "CO%4E.txt",
      NUL: "NU%4C",
      "a:b": "a%3Ab",
      "back\\slash": "back%5Cslash",
      "folder./inside": "folder%2E/inside",
      "trailing dot.": "trailing dot%2E",
      "trailing space ": "trailing space%20",
    };
    for (const name of Object.keys(substitutes)) computers.write(name, name, DATE);
    loadOnLinux(computers);
    const { code, events, summary } = await computers.atDestination(["unload", "--yes"]);
    deepStrictEqual([code, summary.errors], [0, []]);
    const told = events.filter(({ event }) => event === "substitute");
    for (const [name, substitute] of Object.entries(substitutes)) {
      strictEqual(told.find(({ path }) => path === name)?.place, substitute);
      strictEqual(computers.arrived(substitute), name);
    }
  },
});

Deno.test({
  ...onWine,
  name: "such names at a source that Windows reads are reported, and no other file goes for them",
  async fn() {
    using computers = new TwoComputers();
    for (const name of ["twin", "twin.", "folder./inside"]) computers.write(name, name, DATE);
    const { code, events, summary } = await computers.atSource(["load"]);
    const pathsOf = (list: { path: string }[]) => list.map(({ path }) => path).sort();
    deepStrictEqual(pathsOf(events.filter(({ event }) => event === "file")), ["twin"]);
    deepStrictEqual(pathsOf(summary.errors), ["folder.", "twin."]);
    strictEqual(code, 3);
  },
});
