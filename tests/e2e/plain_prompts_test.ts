import { deepStrictEqual, doesNotMatch, match, strictEqual } from "node:assert/strict";
import { join } from "node:path";
import { TemporaryFolder } from "../fixtures/temporary_folder.ts";
import { programCommand } from "./program.ts";
import { programPath } from "./program_os.ts";
import { KEY, onBareTerminals, playAt, Terminal } from "./terminal.ts";
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

Deno.test({
  ...onBareTerminals,
  name: "with --plain init asks in lines as well, and again where a line is no answer",
  fn: async () => {
    using folder = new TemporaryFolder();
    const source = folder.folder("home/films"), drive = folder.folder("drive");
    folder.write("home/films/a.mov", "film");
    await using terminal = new Terminal(["init", "--plain", "--to", drive]);
    await terminal.shows("Ctrl-C leaves.");
    await terminal.shows("Which folder is to be moved?\n  1. ");
    await terminal.press(KEY.enter);
    await terminal.shows("That is no answer to it. Again?");
    await terminal.press("films", KEY.enter);
    await terminal.shows('(it is "films"). Again?');
    await terminal.press(programPath(source), KEY.enter);
    await terminal.shows("It holds 1 file, 4 bytes.");
    await terminal.shows("Where is it to arrive?\nThe folder's full path?");
    await terminal.press("/backup/films", KEY.enter);
    await terminal.shows("called on the drive? (Enter means films)");
    await terminal.press("/", KEY.enter);
    await terminal.shows("plain name");
    await terminal.press(KEY.enter);
    await terminal.shows("Another source? (yes or no; Enter means no)");
    await terminal.press(KEY.enter);
    await terminal.shows("stay free? (Enter means 1 GiB)");
    await terminal.press("10 MB", KEY.enter);
    strictEqual(await terminal.ends(), 0);
    doesNotMatch(terminal.output, CONTROLS);
    const config = Deno.readTextFileSync(join(drive, "config/waterlock.toml"));
    match(config, /^name = "films"$/m);
    match(config, /^reserve = "10 MB"/m);
  },
});

Deno.test({
  ...onBareTerminals,
  name:
    "with --plain a folder that is offered is told by its number, and Ctrl-C leaves nothing behind",
  fn: async () => {
    using folder = new TemporaryFolder();
    const here = folder.folder("here"), program = programCommand(["init", "--plain"]).flat();
    const instead = ["/bin/sh", "-c", 'cd "$0" && exec "$@"', here, ...program] as const;
    await using terminal = new Terminal([], { instead });
    await terminal.shows("Which folder is the drive?");
    await terminal.shows("The number of a folder above");
    const [, number] = /(\d+)\. .* \((?:this folder|where the program lies)\)/.exec(terminal.text)!;
    await terminal.press(number!, KEY.enter);
    await terminal.shows("Which folder is to be moved?");
    await terminal.press(KEY.ctrlC);
    await terminal.shows("no drive was set up and nothing was written");
    strictEqual(await terminal.ends(), 130);
    deepStrictEqual(folder.names("here"), []);
  },
});
