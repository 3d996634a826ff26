import { deepStrictEqual, match, strictEqual } from "node:assert/strict";
import { DatabaseSync } from "node:sqlite";
import { join } from "node:path";
import { onLinux, runCommand } from "../fixtures/run_command.ts";
import { runProgram } from "./program.ts";
import { PROGRAM_OS } from "./program_os.ts";
import { TwoComputers } from "./two_computers.ts";

const NAMES = [
  "a b",
  'it\'s "quoted" $(name) `x`',
  "line\nbreak",
  "back\\slash",
  "both\\n\n\\",
  "Icon\r",
  " leading and trailing ",
  "-dash",
  "été 東京 👨‍👩‍👧 \u{ff5e}",
  "tab\there \x1b[31m",
  "album/deep/er/*?[x]",
];

/** Two computers between which some files have gone their way. */
async function delivered(names: readonly string[]): Promise<TwoComputers> {
  const computers = new TwoComputers();
  for (const name of names) computers.write(name, `bytes of ${name}`);
  await computers.trip();
  return computers;
}

/** What the manifest prints, run from outside. */
async function manifest(computers: TwoComputers, ...args: string[]) {
  return await runProgram(["--drive", computers.drive, "manifest", ...args]);
}

/** `b2sum --check` at the destination; gives its exit code. */
function check(computers: TwoComputers, lines: string): number {
  const list = join(computers.root, "manifest");
  Deno.writeTextFileSync(list, lines);
  const options = { args: ["--check", "--strict", list], cwd: computers.destination };
  return new Deno.Command("b2sum", options).outputSync().code;
}

Deno.test({
  ignore: onLinux.ignore || PROGRAM_OS !== "linux",
  name:
    "the manifest is what b2sum writes of the destination, and b2sum -c passes, whatever the names",
  fn: async () => {
    using computers = await delivered(NAMES);
    Deno.symlinkSync("a b", join(computers.source, "link"));
    Deno.mkdirSync(join(computers.source, "empty folder"));
    await computers.trip();
    const { code, stdout, stderr } = await manifest(computers);
    deepStrictEqual([code, stderr], [0, ""]);
    strictEqual(check(computers, stdout), 0);
    const script = 'cd "$1" && find . -path ./.waterlock -prune -o -type f -printf "%P\\0" | ' +
      "LC_ALL=C sort -z | xargs -0 b2sum --";
    strictEqual(stdout, runCommand("sh", "-c", script, "sh", computers.destination) + "\n");
    Deno.writeTextFileSync(join(computers.destination, "a b"), "bytes of a c");
    strictEqual(check(computers, stdout), 1, "and it is no formality");
  },
});

Deno.test({
  ...onLinux,
  name: "the manifest lists what is at the destination, not what is on its way there",
  fn: async () => {
    using computers = await delivered(["a", "b", "gone"]);
    computers.write("a", "a new version");
    computers.write("new", "new");
    Deno.removeSync(join(computers.source, "gone"));
    await computers.atSource(["load", "--on-missing", "skip"]);
    const { stdout } = await manifest(computers);
    deepStrictEqual(stdout.trimEnd().split("\n").map((line) => line.slice(130)), [
      "a",
      "b",
      "gone",
    ]);
    strictEqual(check(computers, stdout), 0);
  },
});

Deno.test("what has no digest is named on standard error, and the exit code is 3", async () => {
  using computers = await delivered(["a", "b"]);
  {
    using database = new DatabaseSync(join(computers.drive, "config", "waterlock.db"));
    database.exec(`
      UPDATE delivery SET digest = NULL
        WHERE entry_id = (SELECT entry_id FROM entry WHERE path = 'b');
      INSERT INTO adopted VALUES (1, 'c', 4, 1, (SELECT digest FROM delivery LIMIT 1)),
        (1, 'd\x1b', NULL, 1, NULL)`);
  }
  const { code, stdout, stderr } = await manifest(computers);
  strictEqual(code, 3);
  deepStrictEqual(stdout.trimEnd().split("\n").map((line) => line.slice(130)), ["a", "c"]);
  match(
    stderr,
    /^media: b: It was edited there, or nobody knows its digest.*\nmedia: d\\u001b: It was.*\n$/,
  );
});

Deno.test("with --json the manifest is an object a file", async () => {
  using computers = await delivered(["a\u2028b"]);
  const { code, events, summary, stderr } = await manifest(computers, "--json");
  deepStrictEqual([code, stderr], [0, ""]);
  const [{ digest, ...rest }] = events;
  deepStrictEqual(rest, { event: "manifest", pair: "media", path: "a\u2028b" });
  match(digest, /^[0-9a-f]{128}$/);
  deepStrictEqual(summary.pairs, [{ pair: "media", files: 1 }]);
});

Deno.test("where there are several pairs one has to be named, and it must be in the config", async () => {
  using computers = new TwoComputers({
    pairLines: ["[[pair]]", 'name = "idle"', 'source = "/not/here"', 'destination = "/nor/there"'],
  });
  const refusals = [
    [[], /which pair is meant\.\n {2}.*--pair: media, idle\.\n$/],
    [["--pair", "gopro"], /no pair "gopro".*\n.*media, idle/],
    [["--pair", "media", "--pair", "idle"], /one pair at a time\.\n/],
  ] as const;
  for (const [args, said] of refusals) {
    const { code, stdout, stderr } = await manifest(computers, ...args);
    deepStrictEqual([code, stdout], [2, ""]);
    match(stderr, said);
  }
  const { code, stdout, stderr } = await manifest(computers, "--pair", "idle");
  deepStrictEqual([code, stdout], [0, ""]);
  match(stderr, /idle: nothing has arrived at the destination yet/);
});
