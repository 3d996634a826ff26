import { deepStrictEqual, doesNotMatch, match, ok, strictEqual } from "node:assert/strict";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { asOrdinaryUser } from "./ordinary_user.ts";
import { type ProgramResult, runProgram } from "./program.ts";
import { assertSameTrees } from "./trees.ts";
import { TwoComputers } from "./two_computers.ts";
import { onOtherUsers } from "./where_it_exists.ts";

const DATE = "2020-05-01T12:00:00Z";

/** Six files delivered, of which two in a folder of their own are then gone from the source. */
async function twoGone(): Promise<TwoComputers> {
  const computers = new TwoComputers();
  for (const name of ["a", "b", "c", "d"]) computers.write(name, name, DATE);
  for (const name of ["e", "f"]) computers.write(`album/old/${name}`, `film ${name}`, DATE);
  await computers.trip();
  Deno.removeSync(join(computers.source, "album"), { recursive: true });
  return computers;
}

function removedBy({ summary }: ProgramResult): number {
  return summary.pairs[0].removed.files;
}

Deno.test("a source that suddenly shows nothing, or less than half, is refused until somebody insists", async () => {
  using computers = new TwoComputers();
  const { source } = computers;
  const names = Array.from({ length: 9 }, (_, number) => `file ${number}`);
  for (const name of names) computers.write(name, name, DATE);
  await computers.trip();
  for (const name of names.slice(4)) Deno.removeSync(join(source, name));
  const half = await computers.atSource(["load", "--on-missing", "remove"]);
  strictEqual(half.code, 1);
  match(half.summary.errors[0].message, /4 of the 9 files.*--allow-missing/);
  for (const name of names.slice(0, 4)) Deno.removeSync(join(source, name));
  strictEqual((await computers.atSource(["run", "--on-missing", "remove"])).code, 1);
  strictEqual((await computers.atSource(["plan"])).code, 1);
  strictEqual((await computers.countFiles()).delivered, 9, "nothing was decided");
  const { undecided } = (await computers.atSource(["status"])).summary.pairs[0];
  strictEqual(undecided.files, 0, "nothing of it is remembered");

  computers.write("file 0", "file 0", DATE);
  const insisted = ["load", "--allow-missing", "--on-missing", "skip"];
  strictEqual((await computers.atSource(insisted)).code, 0);
  const { delivered, skipped } = await computers.countFiles();
  deepStrictEqual([delivered, skipped], [1, 8]);
  strictEqual((await computers.atSource(["load"])).code, 0, "the decision is remembered");
});

Deno.test("what is gone from the source is left alone when nobody decides, and asked about again", async () => {
  using computers = await twoGone();
  for (let time = 0; time < 2; time++) {
    const loaded = await computers.atSource(["load"]);
    strictEqual(loaded.code, 3);
    ok(loaded.events.some(({ event, files }) => event === "undecided" && files === 2));
    strictEqual((await computers.atDestination(["unload", "--on-removal", "remove"])).code, 0);
  }
  strictEqual(computers.arrived("album/old/e"), "film e");
  strictEqual((await computers.countFiles()).delivered, 6);
});

Deno.test("what is gone and undecided is told by status, find, ls and the report until it is back or decided", async () => {
  using computers = await twoGone();
  const say = async (...args: string[]) =>
    (await runProgram(["--drive", computers.drive, ...args])).stdout;
  strictEqual((await computers.atSource(["plan"])).code, 0);
  match(await say("status"), /problems +none known/, "a plan records nothing");
  strictEqual((await computers.atSource(["load"])).code, 3);
  strictEqual((await computers.atDestination(["unload"])).code, 0);
  match(await say("status"), /gone +2 files, 12 bytes gone from the source, not decided yet: /);
  doesNotMatch(await say("status"), /none known/);
  match(
    await say("find", "old/e"),
    /: at the destination; gone from the source, not decided yet\n/,
  );
  doesNotMatch(await say("find", "old/e"), /\bat the source/);
  match(await say("ls", "album"), /old\/ .*delivered, 12 bytes of it gone from the source, not /);
  match(await say("ls", "album/old"), /\ne .*delivered, gone from the source, not decided yet\n/);
  match(
    await say("report"),
    /^100% .*: 4 bytes in 4 files\.\nNot in it: 2 files, 12 bytes gone from the source, not decided/,
  );
  const [page] = (await computers.atSource(["report"])).summary.pairs;
  deepStrictEqual([page.source.files, page.safe.files, page.undecided.files], [4, 4, 2]);
  const toldOf = async (folder: string) =>
    (await computers.atSource(["ls", folder])).events.flatMap(({ undecided }) => undecided ?? []);
  deepStrictEqual(await toldOf("album"), [{ files: 2, bytes: 12 }]);
  deepStrictEqual(await toldOf("album/old"), [true, true]);

  computers.write("album/old/e", "film e", DATE);
  strictEqual((await computers.atSource(["load"])).code, 3);
  match(await say("status"), /gone +1 file, 6 bytes gone from the source, not decided yet: /);
  match(await say("find", "old/e"), /: at the destination\n/);
  strictEqual((await computers.atSource(["load", "--on-missing", "skip"])).code, 0);
  match(
    await say("status"),
    /gone +1 file, 6 bytes gone from the source, kept at the destination\n/,
  );
  match(await say("status"), /problems +none known/);
});

Deno.test("what is gone, undecided, and lost at the destination is the gravest of the report's problems", async () => {
  using computers = await twoGone();
  strictEqual((await computers.atSource(["load"])).code, 3);
  await computers.atDestination(["dump", "--yes"]);
  Deno.removeSync(join(computers.destination, "album/old/e"));
  const verified = await computers.atDestination(["verify", "destination"]);
  strictEqual(verified.code, 4);
  match(verified.summary.errors[0].message, /it is gone from the source, so no load can bring it/);
  strictEqual((await computers.atSource(["report"])).summary.problems, 1);
  const html = Deno.readTextFileSync(join(computers.drive, "config/report.html"));
  match(html, /Gone from the source, and lost at the destination: no copy is known/);
});

Deno.test("what somebody said to skip stays at the destination, and nobody is asked again", async () => {
  using computers = await twoGone();
  strictEqual((await computers.atSource(["load", "--on-missing", "skip"])).code, 0);
  for (const command of ["load", "plan"]) {
    const again = await computers.atSource([command]);
    strictEqual(again.code, 0);
    ok(!again.events.some(({ event }) => event === "notice"));
  }
  strictEqual((await computers.atDestination(["unload", "--on-removal", "remove"])).code, 0);
  strictEqual(computers.arrived("album/old/e"), "film e");
  const { skipped, delivered } = await computers.countFiles();
  deepStrictEqual([skipped, delivered], [2, 4]);
});

Deno.test("a removal is asked about at the destination: left it is asked again, skipped it stays", async () => {
  using computers = await twoGone();
  strictEqual((await computers.atSource(["load", "--on-missing", "remove"])).code, 0);
  strictEqual((await computers.countFiles()).removal, 2);
  for (const flags of [[], ["--yes"]]) {
    const left = await computers.atDestination(["unload", ...flags]);
    deepStrictEqual([left.code, removedBy(left)], [3, 0]);
  }
  const skipped = await computers.atDestination(["unload", "--on-removal", "skip"]);
  deepStrictEqual([skipped.code, removedBy(skipped)], [0, 0]);
  strictEqual((await computers.atDestination(["unload", "--on-removal", "remove"])).code, 0);
  strictEqual(computers.arrived("album/old/e"), "film e");
});

Deno.test("a confirmed removal takes the files and the folders that this empties, and nothing else", async () => {
  using computers = await twoGone();
  await computers.atSource(["load", "--on-missing", "remove"]);
  const removed = await computers.atDestination(["unload", "--on-removal", "remove"]);
  strictEqual(removed.code, 0, removed.stdout);
  deepStrictEqual(removed.summary.pairs[0].removed, { files: 2, bytes: 12 });
  await assertSameTrees(computers.source, computers.destination);

  computers.write("album/old/e", "film e", DATE);
  const { loaded, unloaded } = await computers.trip();
  const { carried, instructed } = loaded.summary.pairs[0];
  strictEqual(carried.files + instructed.files, 1, "what comes back goes there again");
  strictEqual(unloaded.summary.pairs[0].carried.files, 1);
  await assertSameTrees(computers.source, computers.destination);
});

Deno.test("a removal keeps and reports what was edited, and leaves what somebody put beside it", async () => {
  using computers = await twoGone();
  const edited = join(computers.destination, "album/old/e");
  Deno.writeTextFileSync(edited, "FILM E");
  Deno.utimeSync(edited, new Date(DATE), new Date(DATE));
  Deno.writeTextFileSync(join(computers.destination, "album/mine"), "mine");
  await computers.atSource(["load", "--on-missing", "remove"]);
  const removed = await computers.atDestination(["unload", "--on-removal", "remove"]);
  strictEqual(removed.code, 3);
  strictEqual(removedBy(removed), 1);
  deepStrictEqual(
    removed.summary.errors.map(({ path, code }: Record<string, string>) => [path, code]),
    [["album/old/e", "edited"]],
  );
  strictEqual(computers.arrived("album/old/e"), "FILM E");
  strictEqual(computers.arrived("album/mine"), "mine");
  strictEqual(existsSync(join(computers.destination, "album/old/f")), false);
  strictEqual((await computers.atDestination(["unload"])).code, 0, "it is not asked about again");
});

Deno.test("nothing is removed in a run in which something failed; the next run does it", async () => {
  using computers = await twoGone();
  computers.write("new", "new", DATE);
  await computers.atSource(["load", "--on-missing", "remove"]);
  Deno.writeTextFileSync(computers.cargo("new"), "bad");
  const failed = await computers.atDestination(["unload", "--on-removal", "remove"]);
  deepStrictEqual([failed.code, removedBy(failed)], [4, 0]);
  strictEqual(computers.arrived("album/old/e"), "film e");

  strictEqual((await computers.atSource(["load"])).code, 0);
  const removed = await computers.atDestination(["unload", "--on-removal", "remove"]);
  deepStrictEqual([removed.code, removedBy(removed)], [0, 2]);
  await assertSameTrees(computers.source, computers.destination);
});

Deno.test("what comes back before its removal was confirmed stays, and so does what travels already", async () => {
  using computers = await twoGone();
  await computers.atSource(["load", "--on-missing", "remove"]);
  computers.write("album/old/e", "film e", DATE);
  computers.write("album/old/f", "another f", DATE);
  const loaded = await computers.atSource(["load"]);
  deepStrictEqual([loaded.code, loaded.summary.pairs[0].carried.files], [0, 1]);
  const unloaded = await computers.atDestination(["unload", "--on-removal", "remove"]);
  deepStrictEqual([unloaded.code, removedBy(unloaded)], [0, 0]);
  strictEqual(computers.arrived("album/old/e"), "film e");
  strictEqual(computers.arrived("album/old/f"), "another f");
});

Deno.test("what is gone while it is aboard still arrives when skipped, and not when removed", async () => {
  for (const [decision, expected] of [["skip", "short"], ["remove", undefined]] as const) {
    using computers = new TwoComputers();
    computers.write("stays", "stays", DATE);
    const short = computers.write("short", "short", DATE);
    await computers.atSource(["load"]);
    Deno.removeSync(short);
    strictEqual((await computers.atSource(["load", "--on-missing", decision])).code, 0);
    strictEqual((await computers.atDestination(["unload", "--yes"])).code, 0);
    strictEqual(computers.arrived("short"), expected);
  }
});

Deno.test({
  ...onOtherUsers,
  name: "a folder that cannot be removed is reported with its path, and the rest goes on",
  async fn() {
    using computers = new TwoComputers();
    const { source, destination } = computers;
    for (const name of ["a", "b", "c", "gone/d"]) computers.write(name, name, DATE);
    const user = asOrdinaryUser(computers);
    await computers.atSource(["load"], user);
    await computers.atDestination(["unload", "--yes"], user);
    Deno.removeSync(join(source, "gone"), { recursive: true });
    await computers.atSource(["load", "--on-missing", "remove"], user);
    Deno.chmodSync(destination, 0o555);
    const removed = await computers.atDestination(["unload", "--on-removal", "remove"], user);
    strictEqual(removed.code, 3);
    deepStrictEqual(removed.summary.errors.map(({ path }: { path: string }) => path), ["gone/"]);
  },
});
