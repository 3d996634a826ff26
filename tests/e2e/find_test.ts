import { deepStrictEqual, match, strictEqual } from "node:assert/strict";
import { DatabaseSync } from "node:sqlite";
import { join } from "node:path";
import { runCommand } from "../fixtures/run_command.ts";
import { runProgram } from "./program.ts";
import { PROGRAM_OS } from "./program_os.ts";
import { setTimes } from "./trees.ts";
import { TwoComputers } from "./two_computers.ts";

const DATE = "2020-05-01T12:00:00Z";

/** The files that a pattern finds, by path. */
async function find(computers: TwoComputers, ...args: string[]) {
  const { code, events } = await computers.atDestination(["find", ...args]);
  strictEqual(code, 0);
  // deno-lint-ignore no-explicit-any
  return new Map<string, any>(
    events.filter(({ event }) => event === "found").map((event) => [event.path, event]),
  );
}

async function statesOf(computers: TwoComputers): Promise<Record<string, string>> {
  const found = await find(computers, "*");
  return Object.fromEntries(Array.from(found, ([path, { state }]) => [path, state]));
}

Deno.test("find tells of every state where the file is, with size, time, digest and proof", async () => {
  using computers = new TwoComputers();
  for (const name of ["a", "gone/b", "gone/c", "d", "e", "f"]) computers.write(name, name, DATE);
  await setTimes(computers.source, { a: 1_588_334_400_123_456_789n });
  const unknown = await computers.atSource(["find", "*"]);
  strictEqual(unknown.code, 2);
  match(unknown.summary.errors[0].message, /no file of "media" yet.*waterlock load/);
  await computers.atSource(["load"]);
  const aboard = (await find(computers, "a")).get("a");
  strictEqual(aboard.state, "aboard");
  strictEqual(aboard.where.destination, null);
  match(aboard.where.drive.proof, /^(cold|reread)$/);
  match(aboard.where.drive.since, /^\d{4}-.*Z$/);
  strictEqual(aboard.where.drive.hasArrived, false);

  await computers.atDestination(["unload", "--yes"]);
  Deno.removeSync(join(computers.source, "gone/b"));
  await computers.atSource(["load", "--on-missing", "skip"]);
  Deno.removeSync(join(computers.source, "gone/c"));
  computers.write("d", "d, changed", DATE);
  await computers.atSource(["load", "--on-missing", "remove"]);
  deepStrictEqual(await statesOf(computers), {
    a: "delivered",
    d: "aboard",
    e: "delivered",
    f: "delivered",
    "gone/b": "skipped",
    "gone/c": "removal",
  });
  const found = await find(computers, "*");
  const { event, pair, kind, size, mtime, digest, where } = found.get("a");
  deepStrictEqual([event, pair, kind, size], ["found", "media", "file", 1]);
  if (PROGRAM_OS === "linux") strictEqual(mtime, "2020-05-01T12:00:00.123456789Z");
  strictEqual(digest, runCommand("b2sum", join(computers.source, "a")).slice(0, 128));
  match(where.destination.proof, /^(cold|reread)$/);
  for (const key of ["since", "provenAt"]) match(where.destination[key], /^\d{4}-.*Z$/);
  deepStrictEqual([where.drive.hasArrived, where.destination.isLatest], [true, true]);
  const changed = found.get("d");
  deepStrictEqual([changed.size, changed.where.destination.isLatest], [10, false]);
  strictEqual(found.get("gone/b").where.source, null);

  await computers.atDestination(["unload", "--on-removal", "remove"]);
  strictEqual((await statesOf(computers))["gone/c"], "removed");
});

Deno.test("for a person find says the state in words, then each place with its date and proof", async () => {
  using computers = new TwoComputers();
  computers.write("album/a film.mov", "film");
  computers.write("b", "b");
  await computers.trip();
  computers.write("album/a film.mov", "longer film");
  computers.write("new", "new");
  await computers.atSource(["load", "--dry-run"]);
  await computers.atSource(["load"]);
  const { code, stdout } = await runProgram(["--drive", computers.drive, "find", "FILM"]);
  strictEqual(code, 0);
  const lines = stdout.trimEnd().split("\n");
  match(lines[0]!, /^media: album\/a film\.mov \(11 bytes\): aboard the drive$/);
  match(lines[1]!, /^ {4}at the source, read on \d/);
  match(lines[2]!, /^ {4}on the drive since \d.*, \d\d:\d\d, proven by reading it back/);
  match(
    lines[3]!,
    /^ {4}a version before it at the destination since .*, proven by reading it back.* on \d/,
  );
  strictEqual(lines.length, 4);
});

Deno.test("a pattern is a part of the path, or one of gitignore's; case does not matter", async () => {
  using computers = new TwoComputers();
  const paths = ["2019/Album/IMG_0001.JPG", "2019/img_0002.jpg", "2020/film.mov", "[x]"];
  for (const path of paths) computers.write(path, path);
  await computers.atSource(["load"]);
  for (
    const [pattern, expected] of [
      ["img", paths.slice(0, 2)],
      ["2019/a", paths.slice(0, 1)],
      ["*.jpg", paths.slice(0, 2)],
      ["2019/*.jpg", paths.slice(1, 2)],
      ["2019/**", paths.slice(0, 2)],
      ["img_000?.jpg", paths.slice(0, 2)],
      ["img_000[2-9].jpg", paths.slice(1, 2)],
      ["*", paths],
      ["\\[x\\]", ["[x]"]],
      ["[", ["[x]"]],
    ] as const
  ) {
    deepStrictEqual([...(await find(computers, pattern)).keys()], expected, pattern);
  }
});

Deno.test("a pattern that matches nothing, an empty one and an unknown pair are refused in a sentence", async () => {
  using computers = new TwoComputers();
  computers.write("a", "a");
  await computers.atSource(["load"]);
  for (
    const [args, said] of [
      [["zzz"], /^No file of "media" matches "zzz"\.\n {2}Try .*\*\.mov.*\.\n$/],
      [["*.zzz"], /^No file of "media" matches "\*\.zzz"\.\n {2}Try/],
      [["[q]"], /before a \[ that is meant as such put a \\/],
      [[""], /^The pattern is empty\.\n {2}Give .*\.\n$/],
      [["a", "--pair", "gopro"], /no pair "gopro".*\n.*: media/],
      [["a", "b"], /too many arguments/],
      [[], /missing required argument 'pattern'/],
    ] as const
  ) {
    const { code, stdout, stderr } = await runProgram([
      "--drive",
      computers.drive,
      "find",
      ...args,
    ]);
    deepStrictEqual([code, stdout], [2, ""]);
    match(stderr, said);
  }
});

Deno.test("more files than a page holds are found, in the order of their paths", async () => {
  using computers = new TwoComputers();
  computers.write("a", "a");
  await computers.atSource(["load"]);
  {
    using database = new DatabaseSync(join(computers.drive, "config", "waterlock.db"));
    database.exec(`
      WITH RECURSIVE number(n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM number WHERE n < 2499)
      INSERT INTO entry (pair_id, path, kind, size, mtime_ns, state)
        SELECT 1, (n % 7) || '/' || (10000 + n), 'file', 2, 0, 'pending' FROM number`);
  }
  const { events, summary } = await computers.atSource(["find", "/1"]);
  const paths = Array.from({ length: 2500 }, (_, number) => `${number % 7}/${10_000 + number}`);
  deepStrictEqual(events.slice(0, -1).map(({ path }) => path), paths.sort());
  deepStrictEqual(summary.pairs, [{ pair: "media", found: { files: 2500, bytes: 5000 } }]);
});

Deno.test("what somebody else brought to the destination is found there", async () => {
  using computers = new TwoComputers();
  computers.write("a", "a");
  await computers.trip();
  {
    using database = new DatabaseSync(join(computers.drive, "config", "waterlock.db"));
    database.exec("INSERT INTO adopted VALUES (1, 'A b', NULL, 1, NULL), (1, 'a', 1, 1, NULL)");
  }
  deepStrictEqual(await statesOf(computers), { "A b": "adopted", a: "delivered" });
  const { stdout } = await runProgram(["--drive", computers.drive, "find", "A b"]);
  strictEqual(
    stdout,
    "media: A b (size unknown): at the destination, brought by somebody else\n",
  );
});
