import {
  deepStrictEqual,
  doesNotMatch,
  match,
  notStrictEqual,
  strictEqual,
} from "node:assert/strict";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { runProgram } from "./program.ts";
import { programPath } from "./program_os.ts";
import { describeTree } from "./trees.ts";
import { TwoComputers } from "./two_computers.ts";
import { ask } from "./verification.ts";

// deno-lint-ignore no-control-regex
const CONTROL = /[\x00-\x09\x0b-\x1f\x7f-\x9f]/;

Deno.test("no path or key of a hostile config puts a control character on the terminal", async () => {
  using computers = new TwoComputers();
  const config = `${computers.drive}/config/waterlock.toml`;
  const pair = (source: string) =>
    `[[pair]]\nname = "a"\nsource = "${source}"\ndestination = "/no"\n`;
  const configs = [
    pair("/a\\u001b[31m\\nb"),
    `${pair("/a")}"k\\u001b[31m" = 1\n`,
    pair("/a\\u0000"),
  ];
  for (const toml of configs) {
    Deno.writeTextFileSync(config, toml);
    for (const command of ["run", "load"]) {
      const { stderr } = await runProgram(["--drive", computers.drive, command]);
      doesNotMatch(stderr, CONTROL, JSON.stringify(stderr));
    }
  }
});

Deno.test("nor does the folder of the drive", async () => {
  const { stderr } = await runProgram(["--drive", "/no\x1b[31m", "status"]);
  doesNotMatch(stderr, CONTROL, JSON.stringify(stderr));
});

/** Two computers after a trip, the second of which has other folders as well. */
async function withOtherFolders(): Promise<TwoComputers & { readonly other: string }> {
  const computers = new TwoComputers();
  computers.write("file", "file");
  await computers.trip();
  computers.write("hosts", "not what was here");
  await computers.atSource(["load"]);
  const other = join(computers.root, "away", "etc");
  Deno.mkdirSync(other);
  Deno.writeTextFileSync(join(other, "hosts"), "what was here");
  return Object.assign(computers, { other });
}

const AT_THE_DESTINATION = [["run"], ["unload"], ["adopt"], ["verify", "destination"]];

Deno.test("what was accepted of one destination is not accepted of the one that somebody put in its place", async () => {
  using computers = await withOtherFolders();
  const { other } = computers, before = await describeTree(computers.root + "/away");
  for (const destination of [other, join(other, ".."), "/etc"]) {
    computers.configure({}, destination);
    for (const args of AT_THE_DESTINATION) {
      const { code, summary } = await computers.atDestination(args);
      notStrictEqual(code, 0, `${args} ${destination}`);
      strictEqual(summary.errors.length, 1, `${args} ${destination}`);
    }
  }
  deepStrictEqual(await describeTree(computers.root + "/away"), before);
  strictEqual(existsSync("/etc/.waterlock"), false);
});

Deno.test("nor when somebody has made the catalogue say so too: the destination itself has no marker", async () => {
  using computers = await withOtherFolders();
  const { other } = computers, before = await describeTree(other);
  computers.configure({}, other);
  ask(computers, `UPDATE pair SET accepted_destination = '${programPath(other)}'`);
  for (const args of AT_THE_DESTINATION) {
    const { code, summary } = await computers.atDestination([...args, "--yes"]);
    strictEqual(code, 1, `${args}`);
    match(summary.errors[0].message, /has lost its marker/);
  }
  deepStrictEqual(await describeTree(other), before);
});

Deno.test("a config, a seal or a marker that no memory could hold is not read, and said to be none", async () => {
  using computers = new TwoComputers();
  computers.write("file", "file");
  await computers.trip();
  const grow = (path: string) => Deno.truncateSync(path, 8 * 1024 * 1024);
  grow(join(computers.drive, "config", "waterlock.db.seal"));
  strictEqual((await computers.atSource(["status"])).code, 0);
  grow(join(computers.destination, ".waterlock", "pair.json"));
  const unmarked = await computers.atDestination(["run"]);
  strictEqual(unmarked.code, 1);
  match(unmarked.summary.errors[0].message, /marker .* cannot be read/);
  grow(join(computers.drive, "config", "waterlock.toml"));
  const { code, summary } = await computers.atSource(["run"]);
  strictEqual(code, 2);
  match(summary.errors[0].message, /Cannot read the config .* 8388608 bytes/);
});

Deno.test("a config of nothing but brackets is refused in a sentence", async () => {
  using computers = new TwoComputers();
  for (const open of ["[", "[[", "a = [", "a = {b = "]) {
    const toml = open + open.at(-1)!.repeat(200_000);
    Deno.writeTextFileSync(`${computers.drive}/config/waterlock.toml`, toml);
    const { code, stderr } = await runProgram(["--drive", computers.drive, "status"]);
    strictEqual(code, 2, stderr.slice(0, 300));
    match(stderr, /waterlock\.toml, line 1: /);
    doesNotMatch(stderr, /unexpected/);
  }
});
