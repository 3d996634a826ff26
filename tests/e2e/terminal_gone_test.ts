import { deepStrictEqual, doesNotMatch, match, strictEqual } from "node:assert/strict";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { KEY, onTerminals, playAt, type Terminal } from "./terminal.ts";
import { TwoComputers } from "./two_computers.ts";

/** The choices of every question about what is gone, by how often "down" is pressed. */
const LATER: string[] = [];
const KEEP = [KEY.down];
const REMOVE = [KEY.down, KEY.down];
const REST = [KEY.down, KEY.down, KEY.down];
const ONE_BY_ONE = REST;

/** Chooses when a question has been shown whole. */
async function choose(terminal: Terminal, lastChoice: string, keys: readonly string[]) {
  await terminal.shows(lastChoice);
  await terminal.press(...keys, KEY.enter);
}

/** Two computers with these files delivered and gone from the source since. */
async function gone(paths: readonly string[], folder?: string): Promise<TwoComputers> {
  const computers = new TwoComputers();
  for (let number = 0; number < paths.length + 5; number++) {
    computers.write(`stays/${number}`, "stays");
  }
  for (const path of paths) computers.write(path, path);
  await computers.trip();
  for (const path of paths) Deno.removeSync(join(computers.source, path));
  if (folder) Deno.removeSync(join(computers.source, folder), { recursive: true });
  return computers;
}

Deno.test({
  ...onTerminals,
  name: "what is gone is shown by folder, the largest first, ten of them and how many more",
  fn: async () => {
    const paths = Array.from(
      { length: 12 },
      (_, number) => `f${10 + number}/${"x".repeat(number + 1)}`,
    );
    using computers = await gone([...paths, "f10/second", "film"]);
    const { text } = await playAt("source", computers, ["load"], async (terminal) => {
      await terminal.shows("f21/  1 file, 16 bytes");
      await terminal.shows("… and 3 more folders");
      await choose(terminal, "Show all", LATER);
    });
    const shown = Array.from(text.matchAll(/(f\d\d)\/ +\d files?, \d+ bytes/g));
    deepStrictEqual(shown.map(([, folder]) => folder).slice(0, 3), ["f21", "f10", "f20"]);
    match(text, /f10\/ +2 files, 15 bytes/);
    match(text, /14 files \(\d+ bytes\) are gone from the source/);
  },
});

Deno.test({
  ...onTerminals,
  name: "one by one each is kept, removed or left as was said, and what is left is asked again",
  fn: async () => {
    using computers = await gone(["a/keep", "a/later", "a/remove", "b/1", "b/2"]);
    const first = await playAt("source", computers, ["load"], async (terminal) => {
      await choose(terminal, "Show all", ONE_BY_ONE);
      await terminal.shows("1 of 5: a/keep (6 bytes)");
      await choose(terminal, "One answer for this and the 4 others", KEEP);
      await terminal.shows("2 of 5: a/later");
      await choose(terminal, "the 3 others", LATER);
      await terminal.shows("3 of 5: a/remove");
      await choose(terminal, "the 2 others", REMOVE);
      await terminal.shows("4 of 5: b/1");
      await choose(terminal, "the other one", REST);
      await terminal.shows("What becomes of all 2 that are not decided?");
      await choose(terminal, "Remove at the destination", REMOVE);
    });
    strictEqual(first.code, 3, "something is left to decide");
    match(first.text, /1 file \(7 bytes\) gone from the source and left as it is/);
    const { skipped, removal, delivered } = await computers.countFiles();
    deepStrictEqual([skipped, removal, delivered], [1, 3, 11]);

    const second = await playAt("source", computers, ["load"], async (terminal) => {
      await terminal.shows("1 file (7 bytes) is gone from the source");
      await choose(terminal, "Show all", KEEP);
    });
    strictEqual(second.code, 0);
    doesNotMatch(second.text, /one by one/, "there is but one");
    const third = await playAt("source", computers, ["load"], async () => {});
    deepStrictEqual([third.code, (await computers.countFiles()).skipped], [0, 2]);
  },
});

Deno.test({
  ...onTerminals,
  name:
    "at the destination removals are shown and may be confirmed one by one; a no keeps for good",
  fn: async () => {
    using computers = await gone(["album/1", "album/2", "album/3"], "album");
    await computers.atSource(["load", "--on-missing", "remove"]);
    const first = await playAt("destination", computers, ["unload"], async (terminal) => {
      await terminal.shows("album/  3 files, 21 bytes");
      await terminal.shows("it was decided to remove 3 files (21 bytes) and 1 folder here");
      await choose(terminal, "Show all", ONE_BY_ONE);
      await choose(terminal, "the 3 others", KEEP);
      await choose(terminal, "the 2 others", LATER);
      await choose(terminal, "the other one", REMOVE);
      await terminal.shows("4 of 4: album/");
      await choose(terminal, "Yes, remove", REMOVE);
    });
    strictEqual(first.code, 3);
    const there = ["1", "2", "3"].map((name) =>
      existsSync(join(computers.destination, "album", name))
    );
    deepStrictEqual(there, [true, true, false]);
    const { skipped, removal } = await computers.countFiles();
    deepStrictEqual([skipped, removal], [1, 1]);

    const second = await playAt("destination", computers, ["unload"], async (terminal) => {
      await terminal.shows("remove 1 file (7 bytes) and 1 folder here");
      await choose(terminal, "Show all", REMOVE);
    });
    strictEqual(second.code, 0);
    deepStrictEqual(
      Array.from(Deno.readDirSync(join(computers.destination, "album")), ({ name }) => name),
      ["1"],
    );
    const { code, text } = await playAt("destination", computers, ["unload"], async () => {});
    strictEqual(code, 0);
    doesNotMatch(text, /remove/);
  },
});

Deno.test({
  ...onTerminals,
  name: "a folder that is to go waits for the last undecided file in it, and then goes",
  fn: async () => {
    using computers = await gone(["album/1", "album/2"], "album");
    await playAt("source", computers, ["load"], async (terminal) => {
      await choose(terminal, "Show all", ONE_BY_ONE);
      await terminal.shows("1 of 3: album/");
      await choose(terminal, "the 2 others", REMOVE);
      await choose(terminal, "the other one", REMOVE);
      await terminal.shows("3 of 3: album/2");
      await choose(terminal, "when confirmed there", LATER);
    });
    await computers.atDestination(["unload", "--on-removal", "remove"]);
    strictEqual(existsSync(join(computers.destination, "album/1")), false);
    strictEqual(computers.arrived("album/2"), "album/2");
    await computers.atSource(["load", "--on-missing", "remove"]);
    const { code } = await computers.atDestination(["unload", "--on-removal", "remove"]);
    strictEqual(code, 0);
    strictEqual(existsSync(join(computers.destination, "album")), false);
  },
});

Deno.test({
  ...onTerminals,
  name: "who stops in the middle of deciding one by one has decided nothing",
  fn: async () => {
    using computers = await gone(["a", "b"]);
    const { code } = await playAt("source", computers, ["load"], async (terminal) => {
      await choose(terminal, "Show all", ONE_BY_ONE);
      await choose(terminal, "the other one", REMOVE);
      await terminal.shows("2 of 2");
      await terminal.press(KEY.ctrlC);
    });
    strictEqual(code, 130);
    deepStrictEqual((await computers.countFiles()).removal, 0);
  },
});
