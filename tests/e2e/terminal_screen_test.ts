import { deepStrictEqual, doesNotMatch, match, ok, strictEqual } from "node:assert/strict";
import { join } from "node:path";
import { KEY, onBareTerminals, onTerminals, playAt, withoutControls } from "./terminal.ts";
import { findPartials } from "./trees.ts";
import { TwoComputers } from "./two_computers.ts";

const MIB = 1024 * 1024;

/** A file that takes a while, though it takes no room at the source. */
function writeLarge(computers: TwoComputers, name: string, bytes: number): void {
  computers.write(name, "");
  Deno.truncateSync(join(computers.source, name), bytes);
}

// deno-lint-ignore no-control-regex
const COLOUR = /\x1b\[[0-9;]*m/;

Deno.test({
  ...onBareTerminals,
  name: "a load shows how far it is in an area, never wider than the terminal, and closes in words",
  fn: async () => {
    using computers = new TwoComputers();
    computers.write("first.mov", "film");
    writeLarge(computers, `${"a folder with a long name/".repeat(4)}large.mov`, 256 * MIB);
    const { code, output, text } = await playAt("source", computers, [], async () => {}, {
      columns: 60,
    });
    strictEqual(code, 0);
    const frames = output.split("\x1b[?7l").slice(1).map((frame) => frame.split("\x1b[?7h")[0]!);
    ok(frames.length > 1, output);
    for (const frame of frames) {
      for (const line of withoutControls(frame).split("\n")) ok(line.length < 60, line);
    }
    match(text, /(copying|proving) █*▒*░*\s+\d+% {2}….*large\.mov/);
    match(text, /\nmedia: 2 files, 256 MiB now on the drive\.\n.*Every byte .*proven/s);
    match(text, /\nNext: take the drive to\s+\S*away\/backup and run\s+waterlock there\.\n$/);
  },
});

Deno.test({
  ...onTerminals,
  name: "Ctrl-C during a load ends with 130, leaves no partial, keeps what was proven, says so",
  fn: async () => {
    using computers = new TwoComputers();
    computers.write("first.mov", "film", "2020-01-01T00:00:00Z");
    writeLarge(computers, "large.mov", 400 * MIB);
    const { code, text } = await playAt("source", computers, [], async (terminal) => {
      await terminal.shows("1 of 2 files");
      await terminal.press(KEY.ctrlC);
      await terminal.shows("Stopping");
    });
    strictEqual(code, 130);
    match(text, /1 file, 4 bytes now on the drive/);
    match(text, /Interrupted; all of that is proven and recorded/);
    match(text, /Next: run waterlock here again/);
    deepStrictEqual(findPartials(computers.root), []);
    const { aboard, pending } = await computers.countFiles();
    deepStrictEqual({ aboard, pending }, { aboard: 1, pending: 1 });
  },
});

Deno.test({
  ...onTerminals,
  name: "Ctrl-C still works after a question was answered",
  fn: async () => {
    using computers = new TwoComputers();
    writeLarge(computers, "large.mov", 400 * MIB);
    strictEqual((await computers.atSource(["load"])).code, 0);
    const { code } = await playAt("destination", computers, [], async (terminal) => {
      await terminal.shows("into it?");
      await terminal.press("y");
      await terminal.shows("0 of 1 file");
      await terminal.press(KEY.ctrlC);
    });
    strictEqual(code, 130);
    strictEqual(computers.arrived("large.mov"), undefined);
    deepStrictEqual(findPartials(computers.destination), []);
  },
});

Deno.test({
  ...onTerminals,
  name: "questions are coloured, and neither with NO_COLOR nor with --no-color",
  fn: async () => {
    using computers = new TwoComputers();
    computers.write("a.mov", "film");
    await computers.atSource(["load"]);
    const ask = async (args: string[], env: Record<string, string>) => {
      const { output } = await playAt(
        "source",
        computers,
        ["dump", "--all", ...args],
        async (t) => {
          await t.shows("Type Yes");
          await t.press("no", KEY.enter);
        },
        { env },
      );
      return output;
    };
    match(await ask([], {}), COLOUR);
    doesNotMatch(await ask([], { NO_COLOR: "1" }), COLOUR);
    doesNotMatch(await ask(["--no-color"], {}), COLOUR);
  },
});

Deno.test({
  ...onBareTerminals,
  name: "on a terminal that can do nothing no control character is printed, and nothing is asked",
  fn: async () => {
    using computers = new TwoComputers();
    computers.write("a\x1b[2J.mov", "film");
    const dumb = { env: { TERM: "dumb" } };
    const load = await playAt("source", computers, [], async () => {}, dumb);
    strictEqual(load.code, 0);
    const unload = await playAt("destination", computers, [], async () => {}, dumb);
    strictEqual(unload.code, 2);
    match(unload.text, /--yes/);
    // deno-lint-ignore no-control-regex
    doesNotMatch(load.output + unload.output, /[\x00-\x09\x0b\x0c\x0e-\x1f\x7f-\x9f]/);
  },
});
