import { deepStrictEqual, doesNotMatch, match, strictEqual } from "node:assert/strict";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { programPath } from "./program_os.ts";
import { KEY, onCtrlCKeys, onTerminals, playAt, type Terminal } from "./terminal.ts";
import { TwoComputers } from "./two_computers.ts";

/** Two computers of which a film is aboard. */
async function aboard(dump: "ask" | "never" = "never"): Promise<TwoComputers> {
  const computers = new TwoComputers({ dump });
  computers.write("a film.mov", "film");
  strictEqual((await computers.atSource(["load"])).code, 0);
  return computers;
}

const namesIn = (folder: string) => Array.from(Deno.readDirSync(folder), ({ name }) => name).sort();

Deno.test({
  ...onTerminals,
  name: "the first unload is asked: Enter means no and writes nothing, yes unloads",
  fn: async () => {
    using computers = await aboard();
    const declined = await playAt("destination", computers, [], async (terminal) => {
      await terminal.shows(programPath(computers.destination));
      await terminal.shows("(empty)");
      await terminal.shows("Unload 1 file, 4 bytes into it?");
      await terminal.press(KEY.enter);
    });
    strictEqual(declined.code, 2);
    deepStrictEqual(namesIn(computers.destination), []);
    const accepted = await playAt("destination", computers, [], async (terminal) => {
      await terminal.shows("into it?");
      await terminal.press("y");
      await terminal.shows("1 file, 4 bytes now at the destination");
    });
    strictEqual(accepted.code, 0);
    strictEqual(computers.arrived("a film.mov"), "film");
    const again = await playAt("destination", computers, [], async () => {});
    strictEqual(again.code, 0);
    doesNotMatch(again.text, /into it\?/, "it is asked once");
  },
});

Deno.test({
  ...onCtrlCKeys,
  name: "Ctrl-C at a question ends with 130 and nothing is done",
  fn: async () => {
    using computers = await aboard();
    const { code, output } = await playAt("destination", computers, [], async (terminal) => {
      await terminal.shows("into it?");
      await terminal.press(KEY.ctrlC);
    });
    strictEqual(code, 130);
    deepStrictEqual(namesIn(computers.destination), []);
    strictEqual(output.includes("\x1b[?25h"), true, "the cursor is shown again");
  },
});

Deno.test({
  ...onTerminals,
  name:
    "a dump wants the word Yes: yes deletes nothing, neither after an unload nor when called for",
  fn: async () => {
    using computers = await aboard("ask");
    const cargo = computers.cargo("a film.mov");
    const say = (word: string) => async (terminal: Terminal) => {
      await terminal.shows("Delete cargo (1 file, 4 bytes)");
      await terminal.shows("Type Yes");
      await terminal.press(word, KEY.enter);
    };
    const unload = await playAt("destination", computers, ["unload", "--yes"], say("yes"));
    match(unload.text, /stays on the drive/);
    strictEqual(existsSync(cargo), true);
    match((await playAt("source", computers, ["dump"], say("yes"))).text, /Nothing was deleted/);
    strictEqual(existsSync(cargo), true);
    const dumped = await playAt("source", computers, ["dump"], say("Yes"));
    strictEqual(dumped.code, 0);
    match(dumped.text, /1 file, 4 bytes .*deleted/);
    strictEqual(existsSync(cargo), false);
  },
});

Deno.test({
  ...onTerminals,
  name: "a small yes where Yes is asked for deletes nothing, and the person is told why",
  fn: async () => {
    using computers = await aboard();
    const { text } = await playAt("source", computers, ["dump", "--all"], async (terminal) => {
      await terminal.shows("Type Yes");
      await terminal.press("yes", KEY.enter);
    });
    match(text, /That takes the word Yes, with a capital Y\.\s+Nothing was deleted\./);
    strictEqual((await computers.countFiles()).aboard, 1);
  },
});

Deno.test({
  ...onTerminals,
  name: "dump --all says first what has not arrived",
  fn: async () => {
    using computers = await aboard();
    await playAt("source", computers, ["dump", "--all"], async (terminal) => {
      await terminal.shows("1 file, 4 bytes has NOT arrived");
      await terminal.shows("Type Yes");
      await terminal.press("Yes", KEY.enter);
    });
    strictEqual((await computers.countFiles()).pending, 1);
  },
});

Deno.test({
  ...onTerminals,
  name: "what is gone from the source is asked about until it is decided, then never again",
  fn: async () => {
    using computers = new TwoComputers();
    for (let number = 10; number < 21; number++) {
      computers.write(`film ${number}.mov`, "film");
      computers.write(`kept ${number}.mov`, "film");
    }
    await computers.trip();
    for (let number = 10; number < 21; number++) {
      Deno.removeSync(join(computers.source, `film ${number}.mov`));
    }
    const later = await playAt("source", computers, ["load"], async (terminal) => {
      await terminal.shows("in no folder  11 files, 44 bytes");
      await terminal.shows("11 files (44 bytes) are gone from the source");
      for (const choice of ["later", "Keep", "Remove", "one by one", "Show all"]) {
        await terminal.shows(choice);
      }
      await terminal.press(KEY.up, KEY.enter);
      await terminal.shows("film 20.mov (4 bytes)");
      await terminal.shows("Show all");
      await terminal.press(KEY.enter);
    });
    strictEqual(later.code, 3);
    const kept = await playAt("source", computers, ["load"], async (terminal) => {
      await terminal.shows("Show all");
      await terminal.press(KEY.down, KEY.enter);
    });
    strictEqual(kept.code, 0);
    const { code, text } = await playAt("source", computers, ["load"], async () => {});
    strictEqual(code, 0);
    doesNotMatch(text, /gone from the source/);
    strictEqual((await computers.countFiles()).skipped, 11);
  },
});

Deno.test({
  ...onTerminals,
  name:
    "a catalogue that is gone is told, its snapshot offered, and nothing said of a damaged file",
  fn: async () => {
    using computers = await aboard();
    const catalogue = join(computers.drive, "config", "waterlock.db");
    Deno.removeSync(catalogue);
    const { code, text } = await playAt("source", computers, ["load"], async (terminal) => {
      await terminal.shows("is missing");
      await terminal.shows("snapshot");
      await terminal.press("y");
    });
    strictEqual(code, 0);
    match(text, /nothing to load/);
    doesNotMatch(text, /damaged/);
  },
});

Deno.test({
  ...onTerminals,
  name: "a damaged catalogue is told, its snapshot offered, and taken when that is confirmed",
  fn: async () => {
    using computers = await aboard();
    const catalogue = join(computers.drive, "config", "waterlock.db");
    Deno.writeTextFileSync(catalogue, "no catalogue ".repeat(1000));
    const answer = (key: string) => async (terminal: Terminal) => {
      await terminal.shows("is damaged");
      await terminal.shows("snapshot of ");
      await terminal.press(key);
    };
    strictEqual((await playAt("source", computers, ["load"], answer("n"))).code, 1);
    match(Deno.readTextFileSync(catalogue), /^no catalogue /);
    const { code, text } = await playAt("source", computers, ["load"], answer("y"));
    strictEqual(code, 0);
    match(text, /snapshot of \d+ \w+ \d{4}, \d\d:\d\d\?/);
    match(text, /nothing to load/);
    match(text, /Go on with its snapshot of \d+ \w+ \d{4}, \d\d:\d\d\?/);
    strictEqual((await computers.countFiles()).aboard, 1);
    const aside = namesIn(join(catalogue, "..")).filter((name) => name.includes("damaged"));
    strictEqual(aside.length, 1);
    match(Deno.readTextFileSync(join(catalogue, "..", aside[0]!)), /^no catalogue /);
  },
});
