import { deepStrictEqual, match, ok, strictEqual } from "node:assert/strict";
import { DatabaseSync } from "node:sqlite";
import { join } from "node:path";
import { widthOf } from "../../lib/cli/terminal/fit.ts";
import { runProgram } from "./program.ts";
import { onTerminals, playAt } from "./terminal.ts";
import { TwoComputers } from "./two_computers.ts";

const NOTHING = { files: 0, bytes: 0 };

/** What `ls` lists, by path: a folder's files, bytes and states that are not nothing, a file's state. */
async function list(computers: TwoComputers, ...args: string[]) {
  const { code, events } = await computers.atDestination(["ls", ...args]);
  strictEqual(code, 0);
  const listed = events.filter(({ event }) => /^listed/.test(event));
  return Object.fromEntries(listed.map(({ path, kind, files, bytes, states, state, size }) => {
    if (kind !== "folder") return [path, [size, state]];
    // deno-lint-ignore no-explicit-any
    const some = Object.entries<any>(states).filter(([, tally]) => tally.files > 0);
    return [path, [
      files,
      bytes,
      Object.fromEntries(some.map(([key, tally]) => [key, tally.bytes])),
    ]];
  }));
}

Deno.test("ls lists folders with all that lies in them, then files, each with where it is", async () => {
  using computers = new TwoComputers();
  for (const path of ["2025/a", "2025/deep/bb", "changed", "top"]) computers.write(path, path);
  await computers.trip();
  computers.write("2025/deep/new", "new");
  computers.write("aboard/c", "c");
  await computers.atSource(["load"]);
  computers.write("changed", "changed again");
  computers.write("raw/held", "held");
  computers.write("raw/deep/held", "held");
  computers.write("empty", "");
  // Room for the catalogue alone, so that what is new waits.
  computers.configure({ reserve: "100 TiB", pairLines: ['hold = ["raw/**"]'] });
  await computers.atSource(["load"]);
  deepStrictEqual(await list(computers), {
    "2025/": [3, 21, { aboard: 3, delivered: 18 }],
    "aboard/": [1, 1, { aboard: 1 }],
    "raw/": [2, 8, { held: 8 }],
    changed: [13, "changed"],
    empty: [0, "pending"],
    top: [3, "delivered"],
  });
  deepStrictEqual(await list(computers, "./2025/"), {
    "2025/deep/": [2, 15, { aboard: 3, delivered: 12 }],
    "2025/a": [6, "delivered"],
  });
  deepStrictEqual(await list(computers, "raw/deep"), { "raw/deep/held": [4, "held"] });
  const { summary, events } = await computers.atSource(["ls", "raw"]);
  const [{ listed, states, ...pair }] = summary.pairs;
  deepStrictEqual([pair, listed, states.held, states.pending], [
    { pair: "media", path: "raw/" },
    { files: 2, bytes: 8 },
    { files: 2, bytes: 8 },
    NOTHING,
  ]);
  deepStrictEqual(Object.keys(events[0]), [
    "event",
    "pair",
    "path",
    "kind",
    "files",
    "bytes",
    "states",
  ]);
  deepStrictEqual(Object.keys(events[1]), ["event", "pair", "path", "kind", "size", "state"]);
});

Deno.test("ls tells what is gone, damaged or brought by others, and leaves out what is nowhere", async () => {
  using computers = new TwoComputers();
  for (const path of ["kept", "unwanted", "damaged", "x/y"]) computers.write(path, path);
  await computers.trip();
  Deno.removeSync(join(computers.source, "kept"));
  await computers.atSource(["load", "--on-missing", "skip"]);
  Deno.removeSync(join(computers.source, "unwanted"));
  await computers.atSource(["load", "--on-missing", "remove"]);
  {
    using database = new DatabaseSync(join(computers.drive, "config", "waterlock.db"));
    database.exec(`
      INSERT INTO adopted VALUES (1, 'x/theirs', NULL, 1, NULL), (1, 'kept', 1, 1, NULL);
      UPDATE entry SET state = 'damaged' WHERE path = 'damaged';
      UPDATE entry SET state = 'removed' WHERE path = 'x/y'`);
  }
  deepStrictEqual(await list(computers), {
    "x/": [1, 0, { adopted: 0 }],
    damaged: [7, "damaged"],
    kept: [4, "skipped"],
    unwanted: [8, "removal"],
  });
  deepStrictEqual(await list(computers, "x"), { "x/theirs": [null, "adopted"] });
});

Deno.test("of several pairs ls lists the pairs, and a folder in each that has it", async () => {
  using computers = new TwoComputers();
  const other = join(computers.root, "home", "notes");
  Deno.mkdirSync(join(other, "2026"), { recursive: true });
  Deno.writeTextFileSync(join(other, "2026/n"), "n");
  Deno.writeTextFileSync(join(other, "media"), "a file");
  computers.write("2026/m", "mm");
  const toml = join(computers.drive, "config", "waterlock.toml");
  const pair = { name: "notes", source: other, destination: join(computers.root, "away/notes") };
  Deno.mkdirSync(pair.destination);
  Deno.writeTextFileSync(
    toml,
    "[[pair]]\n" +
      Object.entries(pair).map(([key, value]) => `${key} = ${JSON.stringify(value)}\n`).join(""),
    { append: true },
  );
  strictEqual((await computers.atSource(["load"])).code, 0);
  const say = async (...args: string[]) => {
    const { code, stdout } = await runProgram(["--drive", computers.drive, "ls", ...args]);
    strictEqual(code, 0);
    return stdout.trimEnd().split("\n");
  };
  deepStrictEqual(await say(), [
    "name    files     size  where",
    "media/      1  2 bytes  aboard",
    "notes/      2  7 bytes  aboard",
  ]);
  deepStrictEqual(await say("2026"), [
    "media/2026/: 1 file, 2 bytes",
    "name  files     size  where",
    "m            2 bytes  aboard",
    "",
    "notes/2026/: 1 file, 1 byte",
    "name  files    size  where",
    "n            1 byte  aboard",
  ]);
  deepStrictEqual(await say("notes/2026"), await say("2026", "--pair", "notes"));
  strictEqual((await say("media"))[0], "media/: 1 file, 2 bytes");
  match((await say("--pair", "notes")).join("\n"), /^notes\/: .*\n2026\/.*\nmedia /s);
});

Deno.test("before the first load ls says that nothing is known, and a folder that is not is refused in a sentence", async () => {
  using computers = new TwoComputers();
  computers.write("2026/Größe/a.mov", "a");
  const run = (...args: string[]) => runProgram(["--drive", computers.drive, "ls", ...args]);
  strictEqual((await run()).stdout, "media/: 0 files, 0 bytes\n  nothing is known of it yet\n");
  match(
    (await run("2026")).stderr,
    /^The drive knows of no file of "media" yet.*\n {2}Run waterlock load/,
  );
  await computers.atSource(["load"]);
  for (
    const [args, said] of [
      [["2027"], /^No folder "2027" of "media" is known\.\n {2}Run waterlock ls, .*\.\n$/],
      [["2026/gr"], /^No folder "2026\/gr"/],
      [["202"], /^No folder "202"/],
      [["../2026"], /^No folder "\.\.\/2026"/],
      [
        ["2026/Größe/a.mov"],
        /is a file, not a folder\.\n {2}Run waterlock find "2026\/Größe\/a\.mov"/,
      ],
      [["2026", "--pair", "gopro"], /no pair "gopro"/],
      [["a", "b"], /too many arguments/],
    ] as const
  ) {
    const { code, stdout, stderr } = await run(...args);
    deepStrictEqual([code, stdout], [2, ""], args.join(" "));
    match(stderr, said);
  }
  for (const spelling of ["2026/Größe".normalize("NFD"), "2026\\Größe", "/2026//", "./2026/"]) {
    strictEqual((await run(spelling)).code, 0, spelling);
  }
});

Deno.test({
  ...onTerminals,
  name: "on a terminal no line of ls is wider than it, down to 40 columns",
  fn: async () => {
    using computers = new TwoComputers();
    for (const name of ["a", "b"]) {
      computers.write(`a folder with a rather long name, of 映画/${name}`, name);
    }
    await computers.trip();
    computers.write("a folder with a rather long name, of 映画/new", "new");
    await computers.atSource(["load"]);
    for (const columns of [160, 80, 40]) {
      const scene = () => Promise.resolve();
      const { text } = await playAt("source", computers, ["ls"], scene, { columns });
      const lines = text.trimEnd().split("\n");
      ok(lines.every((line) => widthOf(line) <= columns), text);
      strictEqual(lines.length, { 160: 3, 80: 4, 40: 5 }[columns], text);
      match(text, /2 bytes delivered/);
    }
  },
});
