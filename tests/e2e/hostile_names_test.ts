import { deepStrictEqual, match, ok, strictEqual } from "node:assert/strict";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { isLoopPermitted, LoopDisk } from "../fixtures/loop_disk.ts";
import { runCommand } from "../fixtures/run_command.ts";
import { assertSameTrees } from "./trees.ts";
import { type TestConfig, TwoComputers } from "./two_computers.ts";
import { PROGRAM_OS } from "./program_os.ts";

const MEBIBYTE = 1024 * 1024;
const DATE = "2020-05-01T12:00:00Z";
const onExfat = { ignore: PROGRAM_OS !== "linux" || !isLoopPermitted("exfat") };

/** What exFAT, FAT or NTFS refuse, or take for something else. */
const REFUSED = [
  ...Array.from('<>:"|?*\\\u0001\u001f\n', (character) => `a${character}b`),
  "dot.",
  "space ",
  "dots..",
  "CON",
  "nul.txt",
  "Com1",
  "LPT9.tar.gz",
  "CONIN$",
  "aux .txt",
  "a%3Ab",
  "%61.txt",
  "fol:der/in?side/file",
  "fol:der/plain",
  "AUX/file",
  "odd.WATERLOCK-partial",
  "\u20ac:".repeat(60),
  ":".repeat(254) + "x",
  ":".repeat(255),
];

/** What they all hold, though it looks as if they did not. */
const HELD = ["100%", "a%20b", "%zz", " leading", "CONSOLE", "~2", "été", "😀", "x%2"];

function contentOf(path: string): string {
  return `bytes of ${path}`;
}

/** Two computers whose source has files of these names. */
function withFiles(
  paths: readonly string[],
  drive: LoopDisk,
  config: TestConfig = {},
  destination?: LoopDisk,
): TwoComputers {
  const computers = new TwoComputers(config, drive.path);
  if (destination) computers.configure(config, destination.path);
  for (const path of paths) computers.write(path, contentOf(path), DATE);
  return computers;
}

/** Every path below a folder, as it lies there. */
function pathsIn(folder: string): string[] {
  return runCommand("find", folder, "-mindepth", "1", "-printf", "%P\\0").split("\0")
    .filter((path) => path !== "" && !/^\.waterlock(\/|$)/.test(path)).sort();
}

/** Fails where some system could not hold what lies in a folder, or takes two of them for one. */
function assertPortable(folder: string): void {
  const paths = pathsIn(folder);
  for (const part of paths.flatMap((path) => path.split("/"))) {
    // deno-lint-ignore no-control-regex
    ok(!/[<>:"|?*\\\u0000-\u001f]|[. ]$/.test(part), part);
    ok(!/^(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[0-9¹²³]) *(\.|$)/i.test(part), part);
  }
  const folded = paths.map((path) => path.normalize("NFC").toLowerCase());
  strictEqual(new Set(folded).size, paths.length);
}

/** Where a run says that each path lies at the destination, if not under its own. */
function placesOf(events: readonly Record<string, string>[]): Map<string, string> {
  return new Map(
    events.filter(({ event }) => event === "substitute").map(({ path, place }) => [path!, place!]),
  );
}

Deno.test({
  ...onExfat,
  name: "names that the drive cannot hold arrive true, byte for byte, and a second trip is empty",
  async fn() {
    using drive = new LoopDisk("exfat", 64 * MEBIBYTE);
    using computers = withFiles([...REFUSED, ...HELD], drive);
    Deno.mkdirSync(join(computers.source, "empty: folder."));
    Deno.symlinkSync("a:b", join(computers.source, "li?nk"));
    const { unloaded } = await computers.trip();
    await assertSameTrees(computers.source, computers.destination);
    strictEqual(placesOf(unloaded.events).size, 0);
    assertPortable(computers.cargo("."));
    for (const path of HELD) {
      // What looks like a numbered folder of cargo's is told from one.
      const name = path === "~2" ? "%7E2" : path;
      strictEqual(Deno.readTextFileSync(computers.cargo(name)), contentOf(path));
    }
    strictEqual((await computers.atSource(["verify", "drive"])).code, 0);
    strictEqual((await computers.atDestination(["verify", "destination"])).code, 0);
    const again = await computers.atSource(["load"]);
    strictEqual(again.summary.pairs[0].carried.files, 0);
    const { carried, instructed } = (await computers.atDestination(["unload"])).summary.pairs[0];
    deepStrictEqual([carried.files, instructed.files], [0, 0]);
  },
});

Deno.test({
  ...onExfat,
  name: "at a destination that cannot hold them files lie under substitutes, told and proven",
  async fn() {
    using drive = new LoopDisk("exfat", 64 * MEBIBYTE);
    using disk = new LoopDisk("exfat", 64 * MEBIBYTE);
    using computers = withFiles([...REFUSED, ...HELD], drive, {}, disk);
    Deno.mkdirSync(join(computers.source, "empty: folder."));
    const { unloaded } = await computers.trip();
    strictEqual(unloaded.summary.pairs[0].carried.files, REFUSED.length + HELD.length);
    strictEqual(unloaded.summary.pairs[0].substituted.files, REFUSED.length);
    const places = placesOf(unloaded.events);
    for (const path of REFUSED) ok(places.has(path), path);
    for (const path of HELD) ok(!places.has(path), path);
    strictEqual(places.get("empty: folder./"), "empty%3A folder%2E/");
    for (const path of [...REFUSED, ...HELD]) {
      strictEqual(
        Deno.readTextFileSync(join(disk.path, places.get(path) ?? path)),
        contentOf(path),
      );
    }
    assertPortable(disk.path);
    const { names } = JSON.parse(Deno.readTextFileSync(join(disk.path, ".waterlock/pair.json")));
    strictEqual(names, "portable");

    const verified = await computers.atDestination(["verify", "destination"]);
    deepStrictEqual([verified.code, verified.summary.errors], [0, []]);
    const again = await computers.trip();
    strictEqual(again.loaded.summary.pairs[0].carried.files, 0);
    strictEqual(again.unloaded.summary.pairs[0].carried.files, 0);

    const adopted = await computers.atDestination(["adopt", "--yes"]);
    strictEqual(adopted.summary.pairs[0].delivered.files, REFUSED.length + HELD.length);
    strictEqual(adopted.summary.pairs[0].adopted.files, 0);

    const found = await computers.atDestination(["find", "a:b"]);
    strictEqual(found.events[0].where.destination.as, "a%3Ab");
    strictEqual(found.events[0].where.drive.as, "a%3Ab");

    const manifest = await computers.atDestination(["manifest"]);
    const listed = manifest.events.filter(({ event }) => event === "manifest");
    strictEqual(listed.length, REFUSED.length + HELD.length);
    for (const { path } of listed) ok(Deno.statSync(join(disk.path, path)).isFile, path);
  },
});

Deno.test({
  ...onExfat,
  name: "a new drive adopts what lies under substitutes, and carries nothing of it again",
  async fn() {
    using drive = new LoopDisk("exfat", 64 * MEBIBYTE);
    using disk = new LoopDisk("exfat", 64 * MEBIBYTE);
    const paths = REFUSED.filter((path) => path.length < 80);
    using computers = withFiles([...paths, ...HELD], drive, {}, disk);
    await computers.trip();
    for (const file of ["db", "db.bak", "db.seal", "lock"]) {
      Deno.removeSync(join(drive.path, "config", `waterlock.${file}`));
    }
    Deno.removeSync(join(drive.path, "cargo"), { recursive: true });
    const adopted = await computers.atDestination(["adopt", "--yes", "--hash"]);
    strictEqual(adopted.summary.pairs[0].hashed.files, paths.length + HELD.length);
    const loaded = await computers.atSource(["load"]);
    strictEqual(loaded.summary.pairs[0].carried.files, 0, loaded.stdout);
    strictEqual(loaded.summary.pairs[0].instructed.files, paths.length + HELD.length);
  },
});

Deno.test({
  ...onExfat,
  name: 'with names = "strict" such files wait, with a reason, until somebody lets them go',
  async fn() {
    using drive = new LoopDisk("exfat", 64 * MEBIBYTE);
    using disk = new LoopDisk("exfat", 64 * MEBIBYTE);
    const paths = ["a:b", "fol:der/x", "plain"];
    using computers = withFiles(paths, drive, { pairLines: ['names = "strict"'] }, disk);
    Deno.mkdirSync(join(computers.source, "empty:"));
    strictEqual((await computers.atSource(["load"])).code, 0);
    const planned = await computers.atDestination(["unload", "--yes", "--dry-run"]);
    const unloaded = await computers.atDestination(["unload", "--yes"]);
    strictEqual(unloaded.code, 3);
    for (const { events } of [planned, unloaded]) {
      const waiting = events.filter(({ event }) => event === "waiting");
      for (const path of ["a:b", "fol:der/x"]) {
        strictEqual(waiting.find((one) => one.path === path)?.reason, "name-not-possible");
      }
    }
    strictEqual(unloaded.summary.pairs[0].carried.files, 1);
    strictEqual(unloaded.summary.pairs[0].waiting.files, 2);
    deepStrictEqual(pathsIn(disk.path), ["plain"]);

    computers.configure({}, disk.path);
    const letGo = await computers.atDestination(["unload"]);
    deepStrictEqual([letGo.code, letGo.summary.pairs[0].carried.files], [0, 2]);
    deepStrictEqual(pathsIn(disk.path), ["a%3Ab", "empty%3A", "fol%3Ader", "fol%3Ader/x", "plain"]);
  },
});

/** What keeps a source from looking as if it had suddenly shrunk. */
const KEPT = ["kept 1", "kept 2", "kept 3", "kept 4"];

const COLLIDING = [
  "a.txt",
  "A.txt",
  "A.TXT",
  "\u00e9",
  "e\u0301",
  "Folder/x",
  "folder/x",
  "folder/only here",
  "Thing",
  "thing/inside",
  "~1/a.txt",
  "straße",
  "STRASSE",
  "%61.txt",
];

Deno.test({
  ...onExfat,
  name: "names that differ by case or Unicode form alone have names of their own in cargo",
  async fn() {
    using drive = new LoopDisk("exfat", 64 * MEBIBYTE);
    using computers = withFiles(COLLIDING, drive);
    await computers.trip();
    await assertSameTrees(computers.source, computers.destination);
    assertPortable(computers.cargo("."));
    for (const path of COLLIDING) computers.write(path, `${contentOf(path)}, changed`, DATE);
    await computers.trip();
    await assertSameTrees(computers.source, computers.destination);
    assertPortable(computers.cargo("."));
  },
});

Deno.test({
  ...onExfat,
  name: "on a drive that tells them apart they have names of their own as well",
  async fn() {
    using computers = new TwoComputers();
    for (const path of COLLIDING) computers.write(path, contentOf(path), DATE);
    await computers.trip();
    await assertSameTrees(computers.source, computers.destination);
    assertPortable(computers.cargo("."));
  },
});

Deno.test({
  ...onExfat,
  name: "where the destination takes them for one, each has a place of its own, and keeps it",
  async fn() {
    using drive = new LoopDisk("exfat", 64 * MEBIBYTE);
    using disk = new LoopDisk("exfat", 64 * MEBIBYTE);
    using computers = withFiles(COLLIDING, drive, {}, disk);
    const { unloaded } = await computers.trip();
    const places = placesOf(unloaded.events);
    const assertThere = (suffix: string) => {
      for (const path of COLLIDING) {
        const place = join(disk.path, places.get(path) ?? path);
        strictEqual(Deno.readTextFileSync(place), contentOf(path) + suffix, path);
      }
    };
    assertThere("");
    match(places.get("a.txt") ?? places.get("A.txt")!, /^(%61|%41)\.txt$/);
    strictEqual((await computers.atDestination(["verify", "destination"])).code, 0);
    for (const path of COLLIDING) computers.write(path, `${contentOf(path)}, changed`, DATE);
    await computers.trip();
    assertThere(", changed");
    ok(!pathsIn(join(disk.path, ".waterlock")).some((path) => path.startsWith("replaced")));
    strictEqual((await computers.atDestination(["verify", "destination"])).code, 0);
    const again = await computers.trip();
    strictEqual(again.unloaded.summary.pairs[0].carried.files, 0);
  },
});

Deno.test({
  ...onExfat,
  name: "such files are renamed and removed where they lie",
  async fn() {
    using drive = new LoopDisk("exfat", 64 * MEBIBYTE);
    using disk = new LoopDisk("exfat", 64 * MEBIBYTE);
    using computers = withFiles(["a:b", "old?/CON", "gone.", ...KEPT], drive, {}, disk);
    const { source } = computers;
    await computers.trip();
    Deno.renameSync(join(source, "a:b"), join(source, "c|d"));
    Deno.renameSync(join(source, "old?"), join(source, "new*"));
    Deno.removeSync(join(source, "gone."));
    const loaded = await computers.atSource(["load", "--on-missing", "remove"]);
    deepStrictEqual([loaded.code, loaded.summary.pairs[0].carried.files], [0, 0]);
    const unloaded = await computers.atDestination(["unload", "--on-removal", "remove"]);
    strictEqual(unloaded.code, 0, unloaded.stdout);
    deepStrictEqual(pathsIn(disk.path), [
      "c%7Cd",
      "kept 1",
      "kept 2",
      "kept 3",
      "kept 4",
      "new%2A",
      "new%2A/CO%4E",
    ]);
    strictEqual(Deno.readTextFileSync(join(disk.path, "c%7Cd")), contentOf("a:b"));
    strictEqual((await computers.atDestination(["verify", "destination"])).code, 0);
  },
});

Deno.test({
  ...onExfat,
  name: "a file whose name changes its case alone does so where case does not count",
  async fn() {
    using drive = new LoopDisk("exfat", 64 * MEBIBYTE);
    using disk = new LoopDisk("exfat", 64 * MEBIBYTE);
    using computers = withFiles(["IMG.JPG", ...KEPT], drive, {}, disk);
    await computers.trip();
    Deno.renameSync(join(computers.source, "IMG.JPG"), join(computers.source, "img.jpg"));
    await computers.atSource(["load", "--on-missing", "remove"]);
    const unloaded = await computers.atDestination(["unload", "--on-removal", "remove"]);
    strictEqual(unloaded.code, 0, unloaded.stdout);
    deepStrictEqual(pathsIn(disk.path), ["img.jpg", ...KEPT]);
    strictEqual((await computers.atDestination(["verify", "destination"])).code, 0);
  },
});

Deno.test({
  ...onExfat,
  name: "a destination keeps its names wherever its folders are copied to",
  async fn() {
    using drive = new LoopDisk("exfat", 64 * MEBIBYTE);
    using disk = new LoopDisk("exfat", 64 * MEBIBYTE);
    using computers = withFiles(["a:b"], drive, {}, disk);
    await computers.trip();
    runCommand("cp", "-a", `${disk.path}/.`, computers.destination);
    computers.configure({});
    computers.write("c:d", "new", DATE);
    strictEqual((await computers.atSource(["load"])).code, 0);
    strictEqual((await computers.atDestination(["unload", "--yes"])).code, 0);
    deepStrictEqual(pathsIn(computers.destination), ["a%3Ab", "c%3Ad"]);
    strictEqual((await computers.atDestination(["verify", "destination"])).code, 0);
  },
});

Deno.test({
  ...onExfat,
  name: "a destination that was marked before there was a choice keeps what it was given",
  async fn() {
    using drive = new LoopDisk("exfat", 64 * MEBIBYTE);
    using disk = new LoopDisk("exfat", 64 * MEBIBYTE);
    using computers = withFiles(["plain"], drive, {}, disk);
    await computers.trip();
    const path = join(disk.path, ".waterlock/pair.json");
    const { names: _, ...marker } = JSON.parse(Deno.readTextFileSync(path));
    Deno.writeTextFileSync(path, JSON.stringify(marker));
    strictEqual((await computers.atDestination(["verify", "destination"])).code, 0);
    computers.write("a:b", contentOf("a:b"), DATE);
    await computers.trip();
    deepStrictEqual(pathsIn(disk.path), ["a%3Ab", "plain"]);
    strictEqual(JSON.parse(Deno.readTextFileSync(path)).names, "portable");
  },
});

Deno.test({
  ...onExfat,
  name: "such a destination that has true names which would be others now keeps all names true",
  async fn() {
    using drive = new LoopDisk("exfat", 64 * MEBIBYTE);
    using disk = new LoopDisk("exfat", 64 * MEBIBYTE);
    using computers = withFiles(["plain"], drive, {}, disk);
    await computers.trip();
    // exfat-fuse holds a name that Windows could not open: an older program has delivered it.
    computers.write("dot.", contentOf("dot."), DATE);
    await computers.trip();
    Deno.renameSync(join(disk.path, "dot%2E"), join(disk.path, "dot."));
    const path = join(disk.path, ".waterlock/pair.json");
    const { names: _, ...marker } = JSON.parse(Deno.readTextFileSync(path));
    Deno.writeTextFileSync(path, JSON.stringify(marker));
    {
      using catalogue = new DatabaseSync(join(drive.path, "config/waterlock.db"));
      catalogue.exec("UPDATE pair SET names = NULL");
    }
    strictEqual((await computers.atDestination(["verify", "destination"])).code, 0);
    computers.write("dash -.", contentOf("dash -."), DATE);
    await computers.trip();
    deepStrictEqual(pathsIn(disk.path), ["dash -.", "dot.", "plain"]);
    strictEqual(JSON.parse(Deno.readTextFileSync(path)).names, "true");
  },
});

Deno.test({
  ...onExfat,
  name:
    "a name of more bytes than Linux holds crosses any drive, and arrives cut short, which is told",
  async fn() {
    using card = new LoopDisk("exfat", 64 * MEBIBYTE);
    using computers = new TwoComputers();
    const { destination } = computers;
    const long = "\u65e5".repeat(100), paths = [`${long}.txt`, `${long}/${long}x`, "plain"];
    Deno.mkdirSync(join(card.path, long));
    for (const path of paths) Deno.writeTextFileSync(join(card.path, path), contentOf(path));
    const strict = { pairLines: ['names = "strict"'] };
    computers.configure(strict, destination, card.path);
    strictEqual((await computers.atSource(["load"])).code, 0);
    strictEqual((await computers.atDestination(["unload", "--yes"])).code, 3);
    deepStrictEqual(pathsIn(destination), ["plain"]);

    computers.configure({}, destination, card.path);
    const unloaded = await computers.atDestination(["unload", "--yes"]);
    strictEqual(unloaded.code, 0, unloaded.stdout);
    const places = placesOf(unloaded.events);
    for (const path of paths) {
      const place = places.get(path) ?? path;
      strictEqual(Deno.readTextFileSync(join(destination, place)), contentOf(path), path);
      strictEqual(place === path, path === "plain");
    }
    strictEqual((await computers.atDestination(["verify", "destination"])).code, 0);
    const adopted = await computers.atDestination(["adopt", "--yes"]);
    const { delivered } = adopted.summary.pairs[0];
    deepStrictEqual([delivered.files, adopted.summary.pairs[0].adopted.files], [3, 0]);
    strictEqual((await computers.trip()).unloaded.summary.pairs[0].carried.files, 0);

    using disk = new LoopDisk("exfat", 64 * MEBIBYTE);
    const other = join(disk.path, "backup");
    Deno.mkdirSync(other);
    computers.configure({}, other, card.path);
    await computers.trip();
    for (const path of paths) {
      strictEqual(Deno.readTextFileSync(join(other, path)), contentOf(path), "where letters count");
    }
  },
});
