import { deepStrictEqual, match, ok, strictEqual } from "node:assert/strict";
import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { timeOnDrive } from "./drives.ts";
import { codesOf, hasOriginal, OriginalComputers, takenBy } from "./original_waterlock.ts";
import { programCommand, runProgram } from "./program.ts";
import { assertSameTrees, describeTree, setTimes } from "./trees.ts";

/** Times as file systems give them: nanoseconds, a camera's two seconds, NTFS, a millisecond. */
const TIMES = {
  "a.mov": 1_600_000_000_123_456_789n,
  "2020/b.mov": 1_600_000_002_000_000_000n,
  "2020/c ü.mov": 1_600_000_003_123_456_700n,
  "2021/d.mov": 1_600_000_004_123_000_000n,
  "2021/e.mov": 1_600_000_005_999_999_999n,
  "new.mov": 1_600_000_006_000_000_001n,
};

/**
 * Three files brought to the destination by the original, two more that it left in cargo, and one it
 * never saw.
 */
async function underWay(): Promise<OriginalComputers> {
  const computers = new OriginalComputers();
  const write = async (path: keyof typeof TIMES) => {
    computers.write(path, `film ${path}`);
    await setTimes(computers.source, { [path]: TIMES[path] });
  };
  for (const path of ["a.mov", "2020/b.mov", "2020/c ü.mov"] as const) await write(path);
  computers.loadByOriginal();
  computers.unloadByOriginal();
  for (const path of ["2021/d.mov", "2021/e.mov"] as const) await write(path);
  computers.loadByOriginal();
  await write("new.mov");
  return computers;
}

/**
 * What can be known at the destination of the time of a file that the original has brought: what its drive
 * kept of it, or where that is less what its database tells.
 */
function timeBrought(path: keyof typeof TIMES): bigint {
  const exact = TIMES[path], kept = timeOnDrive(exact);
  return exact - kept < 1000n ? kept : exact - exact % 1000n;
}

Deno.test({
  ...hasOriginal,
  name:
    "an import at the source knows each file at the destination with size, exact time and digest",
  async fn() {
    using computers = await underWay();
    const before = await describeTree(computers.drive);
    const imported = await computers.importAtSource();
    strictEqual(imported.code, 0, imported.stdout);
    deepStrictEqual(takenBy(imported), { delivered: 3, aboard: 2, skipped: 0, removal: 0 });
    const rows = computers.rowsOf("SELECT path, size, mtime_ns, digest FROM adopted ORDER BY path");
    deepStrictEqual(
      rows.map(({ path, size, mtime_ns, digest }) => ({ path, size, mtime_ns, digest })),
      (["2020/b.mov", "2020/c ü.mov", "a.mov"] as const).map((path) => ({
        path,
        size: BigInt(new TextEncoder().encode(`film ${path}`).length),
        mtime_ns: TIMES[path],
        digest: new Uint8Array(createHash("blake2b512").update(`film ${path}`).digest()),
      })),
    );
    const { aboard, delivered, pending } = await computers.countFiles();
    deepStrictEqual([aboard, delivered, pending], [2, 0, 0], "the next load settles the others");
    const after = await describeTree(computers.drive);
    const ours = /^b'(config|config\/waterlock\.[^']*)' /;
    deepStrictEqual(
      after.filter((line) => !ours.test(line)),
      before.filter((line) => !ours.test(line)),
      "the original's files are as they were, and none was made beside them",
    );
    ok(existsSync(join(computers.drive, "config", "waterlock.db.bak")));
  },
});

Deno.test({
  ...hasOriginal,
  name: "after an import the next trip carries what the original never did, and nothing again",
  async fn() {
    using computers = await underWay();
    await computers.importAtSource();
    const loaded = await computers.atSource(["load"]);
    strictEqual(loaded.code, 0, loaded.stdout);
    const { carried, instructed } = loaded.summary.pairs[0];
    deepStrictEqual([carried.files, instructed.files], [1, 3]);
    const unloaded = await computers.atDestination(["unload", "--yes"]);
    strictEqual(unloaded.code, 0, unloaded.stdout);
    strictEqual(unloaded.summary.pairs[0].carried.files, 3);
    strictEqual((await computers.countFiles()).delivered, 6);
    for (const path of Object.keys(TIMES)) strictEqual(computers.arrived(path), `film ${path}`);
    const again = await computers.atSource(["load"]);
    deepStrictEqual(again.summary.pairs[0].carried, { files: 0, bytes: 0 });
  },
});

Deno.test({
  ...hasOriginal,
  name:
    "what the original left aboard is unloaded where it lies, and the next load does not carry it",
  async fn() {
    using computers = await underWay();
    await computers.importAtSource();
    const unloaded = await computers.atDestination(["unload", "--yes"]);
    strictEqual(unloaded.code, 0, unloaded.stdout);
    deepStrictEqual(unloaded.summary.pairs[0].carried.files, 2);
    const loaded = await computers.atSource(["load"]);
    strictEqual(loaded.code, 0, loaded.stdout);
    const carried = loaded.events.filter(({ event }) => event === "file")
      .filter(({ how }) => how === "carried").map(({ path }) => path);
    ok(!carried.includes("2021/d.mov") && !carried.includes("2021/e.mov"), carried.join());
    ok(carried.includes("new.mov"));
    await computers.atDestination(["unload"]);
    await assertSameTrees(computers.source, computers.destination);
  },
});

Deno.test({
  ...hasOriginal,
  name: "a load before the first unload leaves what is aboard where it is",
  async fn() {
    using computers = await underWay();
    await computers.importAtSource();
    const before = Deno.statSync(computers.cargo("2021/d.mov")).ino;
    strictEqual((await computers.atSource(["load"])).code, 0);
    strictEqual(Deno.statSync(computers.cargo("2021/d.mov")).ino, before);
    strictEqual((await computers.atDestination(["unload", "--yes"])).code, 0);
    await assertSameTrees(computers.source, computers.destination);
  },
});

Deno.test({
  ...hasOriginal,
  name:
    "at the destination an import knows sizes and times from there, unloads at once, and the next trip makes good what it could not know",
  async fn() {
    using computers = await underWay();
    const imported = await computers.importAtDestination();
    strictEqual(imported.code, 0, imported.stdout);
    deepStrictEqual(takenBy(imported), { delivered: 3, aboard: 2, skipped: 0, removal: 0 });
    const rows = computers.rowsOf("SELECT path, size, mtime_ns FROM adopted");
    for (const { path, size, mtime_ns } of rows) {
      strictEqual(size, BigInt(new TextEncoder().encode(`film ${path}`).length));
      strictEqual(mtime_ns, timeBrought(path as keyof typeof TIMES));
    }
    const unloaded = await computers.atDestination(["unload", "--yes"]);
    deepStrictEqual([unloaded.code, unloaded.summary.pairs[0].carried.files], [0, 2]);
    const loaded = await computers.atSource(["load"]);
    const paths = loaded.events.filter(({ how }) => how === "carried").map(({ path }) => path);
    deepStrictEqual(paths, ["new.mov"]);
    const again = await computers.atDestination(["unload"]);
    deepStrictEqual([again.code, again.summary.pairs[0].carried.files], [0, 1]);
    await assertSameTrees(computers.source, computers.destination);
    const further = await computers.atDestination(["unload"]);
    strictEqual(further.summary.pairs[0].instructed.files, 0);
  },
});

Deno.test({
  ...hasOriginal,
  name: "where neither end is to be seen the times are whole microseconds and the sizes not known",
  async fn() {
    using computers = await underWay();
    const away = join(computers.root, "away");
    Deno.renameSync(away, `${away}.later`);
    const imported = await computers.importAtDestination();
    Deno.renameSync(`${away}.later`, away);
    deepStrictEqual(takenBy(imported), { delivered: 3, aboard: 2, skipped: 0, removal: 0 });
    const rows = computers.rowsOf("SELECT path, size, mtime_ns FROM adopted");
    strictEqual(rows.length, 3);
    for (const { path, size, mtime_ns } of rows) {
      strictEqual(size, null);
      const exact = TIMES[path as keyof typeof TIMES];
      strictEqual(mtime_ns, exact - exact % 1000n, String(path));
    }
    const again = await computers.importAtSource();
    deepStrictEqual(takenBy(again), { delivered: 3, aboard: 0, skipped: 0, removal: 0 });
    for (const { path, size, mtime_ns } of computers.rowsOf("SELECT * FROM adopted")) {
      deepStrictEqual([size !== null, mtime_ns], [true, TIMES[path as keyof typeof TIMES]]);
    }
  },
});

Deno.test({
  ...hasOriginal,
  name: "a second import changes nothing, and a dry run neither",
  async fn() {
    using computers = await underWay();
    const dry = await computers.importAtSource("--dry-run");
    deepStrictEqual(takenBy(dry), { delivered: 3, aboard: 2, skipped: 0, removal: 0 });
    strictEqual(computers.rowsOf("SELECT * FROM pair").length, 0);
    deepStrictEqual(
      takenBy(await computers.importAtSource()),
      takenBy(dry),
      "the dry run told what would be taken over",
    );
    const tables = () =>
      ["entry", "cargo", "cargo_part", "delivery", "adopted"]
        .map((table) => computers.rowsOf(`SELECT * FROM ${table}`));
    const before = tables();
    const again = await computers.importAtSource();
    strictEqual(again.code, 0);
    deepStrictEqual(takenBy(again), { delivered: 0, aboard: 0, skipped: 0, removal: 0 });
    strictEqual(again.summary.pairs[0].known, 5);
    deepStrictEqual(tables(), before);
  },
});

Deno.test({
  ...hasOriginal,
  name: "a pair that was loaded before takes over only what it knows nothing of",
  async fn() {
    using computers = await underWay();
    computers.write("a.mov", "a newer film");
    const loaded = await computers.atSource(["load"]);
    strictEqual(loaded.summary.pairs[0].carried.files, 6);
    const imported = await computers.importAtSource();
    strictEqual(imported.summary.pairs[0].known, 5, "all of it is aboard in its newest version");
    await computers.atDestination(["unload", "--yes"]);
    deepStrictEqual(codesOf(await computers.importAtSource()), []);
    await assertSameTrees(computers.source, computers.destination);
  },
});

Deno.test({
  ...hasOriginal,
  name: "a person is told what was taken over, by where it is",
  async fn() {
    using computers = await underWay();
    const args = ["--drive", computers.drive, "import-legacy", computers.database];
    const dry = await runProgram([...args, "--dry-run"]);
    match(dry.stdout, /^media: 5 of 5 files would be taken over$/m);
    const { code, stdout, stderr } = await runProgram(args);
    deepStrictEqual([code, stderr], [0, ""]);
    match(stdout, /^media: 5 of 5 files taken over$/m);
    match(stdout, /^ {2}3 files, \d+ bytes at the destination, to be carried no more$/m);
    match(stdout, /^ {2}2 files, \d+ bytes in cargo, every byte of it proven$/m);
  },
});

Deno.test({
  ...hasOriginal,
  name: "interrupted, an import has taken nothing over",
  async fn() {
    using computers = await underWay();
    const big = new Uint8Array(64 * 1024 * 1024);
    for (const name of ["x", "y"]) {
      big[0] = name.charCodeAt(0);
      computers.write(name, big);
    }
    computers.loadByOriginal();
    const [command, args] = programCommand(
      ["--drive", computers.drive, "--json", "import-legacy", computers.database],
    );
    const child = new Deno.Command(command, { args, stdout: "piped", stderr: "piped" }).spawn();
    const reader = child.stdout.getReader();
    await reader.read();
    child.kill("SIGINT");
    while (!(await reader.read()).done);
    const { code } = await child.status;
    await child.stderr.cancel();
    strictEqual(code, 130);
    for (const table of ["entry", "adopted", "cargo"]) {
      strictEqual(computers.rowsOf(`SELECT * FROM ${table}`).length, 0);
    }
    strictEqual((await computers.importAtSource()).code, 0);
  },
});
