import { doesNotMatch, match, ok, strictEqual } from "node:assert/strict";
import { TemporaryFolder } from "../fixtures/temporary_folder.ts";
import { KEY, onBareTerminals, playAt, Terminal } from "./terminal.ts";
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

/** Answers what init asks before the reserve. */
async function answerForFilms(terminal: Terminal): Promise<void> {
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
}

Deno.test("init refuses a reserve that is no size where it is asked for", async () => {
  using folder = new TemporaryFolder();
  await using terminal = new Terminal(["init", "--to", folder.folder("drive")]);
  await answerForFilms(terminal);
  await terminal.shows("How much room");
  await terminal.press(KEY.ctrlU, "lots", KEY.enter);
  await terminal.shows("must be a size");
  await terminal.press(KEY.ctrlU, "10 MB", KEY.enter);
  strictEqual(await terminal.ends(), 0);
});

Deno.test("init asked with --reserve offers that one", async () => {
  using folder = new TemporaryFolder();
  await using terminal = new Terminal([
    "init",
    "--to",
    folder.folder("drive"),
    "--reserve",
    "20 GB",
  ]);
  await answerForFilms(terminal);
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

for (const columns of [40, 80]) {
  for (const flags of [[], ["--plain"]]) {
    Deno.test({
      ...onBareTerminals,
      name: `${
        ["the first unload", ...flags].join(" ")
      } is asked about without a broken word at ${columns} columns`,
      fn: async () => {
        using computers = new TwoComputers();
        computers.write("a", "a");
        await computers.atSource(["load"]);
        const { text } = await playAt("destination", computers, flags, async (terminal) => {
          await terminal.shows("Unload 1 file, 1 byte into it?");
          await terminal.press(KEY.ctrlC);
        }, { columns });
        const from = text.indexOf("What is there"), to = text.indexOf("Unload 1 file");
        const lines = text.slice(from, to).split("\n");
        for (const line of lines) ok(line.length <= columns, line);
        match(
          text.slice(from, to).replaceAll(/[│\s]+/g, " "),
          /^What is there .* moves to \.waterlock\/replaced\. /,
        );
      },
    });
  }
}
