import { deepStrictEqual, doesNotMatch, match, strictEqual } from "node:assert/strict";
import { join } from "node:path";
import { KEY, onBareTerminals, playAt } from "./terminal.ts";
import { TwoComputers } from "./two_computers.ts";

// deno-lint-ignore no-control-regex
const CONTROLS = /[\x00-\x09\x0b\x0c\x0e-\x1f\x7f-\x9f]/;

Deno.test({
  ...onBareTerminals,
  name: "with --plain a question is a line, and so is the answer",
  fn: async () => {
    using computers = new TwoComputers();
    computers.write("a.mov", "film");
    await computers.atSource(["load"]);
    const declined = await playAt("destination", computers, ["--plain"], async (terminal) => {
      await terminal.shows("into it? (yes or no; Enter means no)");
      await terminal.press(KEY.enter);
    });
    strictEqual(declined.code, 2);
    const { code, output } = await playAt(
      "destination",
      computers,
      ["--plain"],
      async (terminal) => {
        await terminal.shows("into it?");
        await terminal.press("perhaps", KEY.enter);
        await terminal.shows("That is no answer to it. Again?");
        await terminal.press("yes", KEY.enter);
      },
    );
    strictEqual(code, 0);
    doesNotMatch(output, CONTROLS);
    strictEqual(computers.arrived("a.mov"), "film");
  },
});

Deno.test({
  ...onBareTerminals,
  name: "with --plain one of several answers is told by its number, and Ctrl-C is an end",
  fn: async () => {
    using computers = new TwoComputers();
    for (const name of ["a.mov", "b.mov", "c.mov"]) computers.write(name, "film");
    await computers.trip();
    Deno.removeSync(join(computers.source, "a.mov"));
    const interrupted = await playAt("source", computers, ["--plain"], async (terminal) => {
      await terminal.shows("The number of your answer? (Enter means 1)");
      await terminal.press(KEY.ctrlC);
    });
    strictEqual(interrupted.code, 130);
    const { code, text } = await playAt("source", computers, ["--plain"], async (terminal) => {
      await terminal.shows("  1. Decide later\n  2. Keep at the destination");
      await terminal.shows("Enter means 1");
      await terminal.press("2", KEY.enter);
    });
    strictEqual(code, 0);
    match(text, /1 file \(4 bytes\) is gone from the source/);
    deepStrictEqual((await computers.countFiles()).skipped, 1);
  },
});
