import { deepStrictEqual, doesNotMatch, match, ok, strictEqual } from "node:assert/strict";
import { SmallDisk } from "../fixtures/small_disk.ts";
import { runProgram } from "./program.ts";
import { SmallDrive } from "./small_drive.ts";
import { onBareTerminals, playAt } from "./terminal.ts";
import { TwoComputers } from "./two_computers.ts";

Deno.test("a plan names exactly the files that the load behind it carries", async () => {
  using memory = new SmallDisk(200 * 1024 * 1024);
  using drive = new SmallDrive();
  const { reserve } = drive;
  using computers = new TwoComputers({ reserve }, drive.path, memory.path);
  const large = computers.write("large", "", "2020-01-01T00:00:00Z");
  Deno.truncateSync(large, 56 * 1024 * 1024);
  Deno.utimeSync(large, 0, 0);
  for (let number = 0; number < 900; number++) {
    computers.write(`still ${number}.jpg`, "a block", "2020-01-01T00:00:00Z");
  }
  const planned = await computers.atSource(["plan"]);
  const loaded = await computers.atSource(["load"]);
  const named = planned.events.filter(({ event }) => event === "carry").map(({ path }) => path);
  const carried = loaded.events.filter(({ event }) => event === "file").map(({ path }) => path);

  ok(carried.length > 100, JSON.stringify(loaded.summary) + loaded.stderr);
  deepStrictEqual(carried.sort(), named.sort());

  const { carry, waiting } = planned.events.find(({ event }) => event === "plan");
  const { folders, others, waits } = planned.events.find(({ event }) => event === "forecast");
  const sum = (tallies: Tally[]) => ({
    files: tallies.reduce((all, { files }) => all + files, 0),
    bytes: tallies.reduce((all, { bytes }) => all + bytes, 0),
  });
  ok(waiting.files > 0);
  deepStrictEqual(sum([...folders, others]), carry, "what goes by folder is what goes");
  deepStrictEqual(sum(waits), waiting, "what waits by reason is what waits");
});

interface Tally {
  readonly files: number;
  readonly bytes: number;
}

/** A source with some folders, of which nothing has been loaded yet. */
function someFolders(): TwoComputers {
  const computers = new TwoComputers();
  for (const path of ["2026/05/a", "2026/b", "2025/c", "d"]) {
    computers.write(path, path.slice(-1).repeat(4));
  }
  return computers;
}

Deno.test("a plan at either end tells what goes by the first folder of each path", async () => {
  using computers = someFolders();
  const foldersOf = ({ events }: { events: { event: string; folders: Tally[] }[] }) =>
    events.find(({ event }) => event === "forecast")!.folders;
  const expected = [
    { folder: "2026/", files: 2, bytes: 8 },
    { folder: "", files: 1, bytes: 4 },
    { folder: "2025/", files: 1, bytes: 4 },
  ];
  deepStrictEqual(foldersOf(await computers.atSource(["plan"])), expected);
  strictEqual((await computers.atSource(["load"])).code, 0);
  const unload = await computers.atDestination(["plan", "--yes"]);
  deepStrictEqual(foldersOf(unload), expected);
  const real = await computers.atDestination(["unload", "--yes"]);
  ok(real.events.every(({ event }) => event !== "forecast"), "a stage itself foretells nothing");
});

Deno.test("in a pipe a plan names its files, and adds them up by folder behind that", async () => {
  using computers = someFolders();
  const asked = ["--drive", computers.drive, "load", "--dry-run"];
  const { stdout } = await runProgram(asked);
  match(stdout, / {2}goes: 2025\/c \(4 bytes\)\n/);
  match(
    stdout,
    /: 4 files, 16 bytes to go to the drive now\n {2}of it: 2026\/: 2 files, 8 bytes\n/,
  );
  strictEqual((await runProgram([...asked, "--quiet"])).stdout, "");
});

Deno.test({
  ...onBareTerminals,
  name: "on a terminal a plan is a table of folders, that its width holds, instead of files",
  fn: async () => {
    using computers = someFolders();
    for (const columns of [160, 80, 40]) {
      const { code, text } = await playAt("source", computers, ["plan"], async () => {}, {
        columns,
      });
      strictEqual(code, 0);
      doesNotMatch(text, /goes:/);
      const lines = text.split("\n"), from = lines.findIndex((line) => /goes now/.test(line));
      deepStrictEqual(lines.slice(from, from + 5).map((line) => line.trim().split(/ {2,}/)), [
        ["goes now", "files", "bytes"],
        ["2026/", "2", "8 bytes"],
        ["outside any folder", "1", "4 bytes"],
        ["2025/", "1", "4 bytes"],
        ["in all", "4", "16 bytes"],
      ]);
      ok(lines.slice(from).every((line) => line.length <= columns), text);
    }
    const dumb = { env: { TERM: "dumb" } };
    const { text } = await playAt("source", computers, ["plan"], async () => {}, dumb);
    match(text, / {2}goes: d .*\n/);
    match(text, / {2}of it: 2026\/: 2 files, 8 bytes\n/);
  },
});
