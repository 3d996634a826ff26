import { doesNotMatch, match, strictEqual } from "node:assert/strict";
import { TemporaryFolder } from "../fixtures/temporary_folder.ts";
import { KEY, playAt, Terminal } from "./terminal.ts";
import { TwoComputers } from "./two_computers.ts";

Deno.test("who says no on a terminal is not told to run it on a terminal", async () => {
  using computers = new TwoComputers();
  computers.write("a", "a");
  await computers.atSource(["load"]);
  const { text } = await playAt("destination", computers, [], async (terminal) => {
    await terminal.shows("into it?");
    await terminal.press("n");
  });
  doesNotMatch(text, /nobody confirmed|on a terminal/);
});

Deno.test("where nothing is aboard nobody is asked whether it may be unloaded", async () => {
  using computers = new TwoComputers();
  const { text } = await playAt("destination", computers, [], async (terminal) => {
    await terminal.shows("media: ");
    await terminal.press("n");
  });
  doesNotMatch(text, /0 files, 0 bytes/);
});

Deno.test("init refuses a reserve that is no size where it is asked for", async () => {
  using folder = new TemporaryFolder();
  await using terminal = new Terminal(["init", "--to", folder.at("drive")]);
  await terminal.shows("Which folder");
  await terminal.press("/srv/films", KEY.enter);
  await terminal.shows("Keep that answer?");
  await terminal.press("y");
  await terminal.shows("Where is it");
  await terminal.press("/backup/films", KEY.enter);
  await terminal.shows("called");
  await terminal.press(KEY.enter);
  await terminal.shows("Another source?");
  await terminal.press(KEY.enter);
  await terminal.shows("How much room");
  await terminal.press(KEY.ctrlU, "lots", KEY.enter);
  await terminal.shows("must be a size");
  await terminal.press(KEY.ctrlU, "10 MB", KEY.enter);
  strictEqual(await terminal.ends(), 0);
});

Deno.test("init asked with --reserve offers that one", async () => {
  using folder = new TemporaryFolder();
  await using terminal = new Terminal(["init", "--to", folder.at("drive"), "--reserve", "20 GB"]);
  await terminal.shows("Which folder");
  await terminal.press("/srv/films", KEY.enter);
  await terminal.shows("Keep that answer?");
  await terminal.press("y");
  await terminal.shows("Where is it");
  await terminal.press("/backup/films", KEY.enter);
  await terminal.shows("called");
  await terminal.press(KEY.enter);
  await terminal.shows("Another source?");
  await terminal.press(KEY.enter);
  await terminal.shows("Wrote ");
  await terminal.ends();
  match(Deno.readTextFileSync(folder.at("drive/config/waterlock.toml")), /reserve = "20 GB"/);
});

Deno.test("one file that is gone is one file", async () => {
  using computers = new TwoComputers();
  computers.write("a", "a");
  computers.write("b", "b");
  await computers.trip();
  Deno.removeSync(`${computers.source}/a`);
  const load = await playAt("source", computers, ["load"], async () => {}, {
    env: { TERM: "dumb" },
  });
  doesNotMatch(load.text, /1 files|0 folders/);
  await computers.atSource(["load", "--on-missing", "remove"]);
  const unload = await playAt("destination", computers, ["unload"], async () => {}, {
    env: { TERM: "dumb" },
  });
  doesNotMatch(unload.text, /1 files|1 file .*are/);
});
