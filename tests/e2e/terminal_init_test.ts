import { deepStrictEqual, match, strictEqual } from "node:assert/strict";
import { join } from "node:path";
import { TemporaryFolder } from "../fixtures/temporary_folder.ts";
import { runProgram } from "./program.ts";
import { programPath } from "./program_os.ts";
import { KEY, onCtrlCKeys, onTerminals, Terminal } from "./terminal.ts";

Deno.test({
  ...onTerminals,
  name:
    "init asks for a pair, checks each answer where it is given, and writes a config that works",
  fn: async () => {
    using folder = new TemporaryFolder();
    const source = folder.folder("home/films"), destination = folder.folder("away/films");
    folder.write("home/films/a.mov", "film");
    await using terminal = new Terminal(["init", "--to", folder.at("drive")]);
    await terminal.shows("Which folder is to be moved?");
    await terminal.press("films", KEY.enter);
    await terminal.shows("absolute");
    await terminal.press(KEY.ctrlU, programPath(source), KEY.enter);
    await terminal.shows("Where is it to arrive?");
    await terminal.press(programPath(destination), KEY.enter);
    await terminal.shows("A name for it");
    await terminal.press(KEY.enter);
    await terminal.shows("Another source?");
    await terminal.press(KEY.enter);
    await terminal.shows("How much room");
    await terminal.press(KEY.ctrlU, "10 MB", KEY.enter);
    await terminal.shows("Wrote ");
    strictEqual(await terminal.ends(), 0);
    const drive = folder.at("drive");
    match(Deno.readTextFileSync(join(drive, "config/waterlock.toml")), /^name = "films"$/m);
    strictEqual((await runProgram(["--drive", drive, "load"])).code, 0);
    strictEqual((await runProgram(["--drive", drive, "unload", "--yes"])).code, 0);
    strictEqual(Deno.readTextFileSync(join(destination, "a.mov")), "film");
  },
});

Deno.test({
  ...onCtrlCKeys,
  name: "Ctrl-C while init asks writes nothing",
  fn: async () => {
    using folder = new TemporaryFolder();
    await using terminal = new Terminal(["init", "--to", folder.at("drive")]);
    await terminal.shows("Which folder is to be moved?");
    await terminal.press("/srv/films", KEY.enter);
    await terminal.shows("Where is it to arrive?");
    await terminal.press(KEY.ctrlC);
    strictEqual(await terminal.ends(), 130);
    deepStrictEqual(folder.names(), []);
  },
});
