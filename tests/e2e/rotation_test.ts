import { deepStrictEqual, match, strictEqual } from "node:assert/strict";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { runProgram } from "./program.ts";
import { assertSameTrees } from "./trees.ts";
import { TwoComputers } from "./two_computers.ts";

const DATE = (trip: number) => `${2020 + trip}-05-01T12:00:00Z`;

/** Two computers and a second drive with the config of the first. */
class TwoDrives implements Disposable {
  readonly computers = new TwoComputers();
  readonly drives: readonly [string, string];

  constructor() {
    const second = join(this.computers.root, "second drive");
    const config = "config/waterlock.toml";
    Deno.mkdirSync(join(second, "config"), { recursive: true });
    Deno.copyFileSync(join(this.computers.drive, config), join(second, config));
    this.drives = [this.computers.drive, second];
  }

  /** Runs a command with a drive where only one of the ends is. */
  async run(drive: string, at: "home" | "away", ...args: string[]) {
    const other = join(this.computers.root, at === "home" ? "away" : "home");
    Deno.renameSync(other, `${other}.hidden`);
    try {
      return await runProgram(["--drive", drive, "--json", ...args]);
    } finally {
      Deno.renameSync(`${other}.hidden`, other);
    }
  }

  [Symbol.dispose](): void {
    this.computers[Symbol.dispose]();
  }
}

Deno.test("two drives take turns for six trips, and every byte travels once", async () => {
  using rotation = new TwoDrives();
  const { computers, drives } = rotation;
  const { source } = computers;
  let expected = 0;
  const write = (path: string, content: string, trip: number) => {
    computers.write(path, content, DATE(trip));
    expected += content.length;
  };
  const changes: ((trip: number) => void)[] = [
    (trip) => {
      for (const name of ["a", "b", "folder/c", "folder/d"]) {
        write(name, `${name}, as it was`, trip);
      }
    },
    (trip) => write("a", "a, changed", trip),
    (trip) => {
      Deno.removeSync(join(source, "b"));
      write("folder/e", "new in the third trip", trip);
    },
    () => Deno.renameSync(join(source, "folder/c"), join(source, "moved")),
    (trip) => {
      write("a", "a, changed again", trip);
      write("b", "b, come back", trip);
    },
    (trip) => {
      Deno.removeSync(join(source, "folder"), { recursive: true });
      write("last", "last", trip);
    },
  ];
  for (const [trip, change] of changes.entries()) {
    const drive = drives[trip % 2]!;
    expected = 0;
    // The drive that goes home is the last one at the destination.
    const learnt = await rotation.run(drive, "away", "run", "--yes", "--on-removal", "remove");
    strictEqual(learnt.code, 0, learnt.stdout);
    change(trip);
    const loaded = await rotation.run(drive, "home", "run", "--on-missing", "remove");
    strictEqual(loaded.code, 0, loaded.stdout);
    strictEqual(loaded.summary.pairs[0].carried.bytes, expected, `loaded on trip ${trip + 1}`);
    const unloaded = await rotation.run(drive, "away", "run", "--yes", "--on-removal", "remove");
    strictEqual(unloaded.code, 0, unloaded.stdout);
    strictEqual(unloaded.summary.pairs[0].carried.bytes, expected, `unloaded on trip ${trip + 1}`);
    await assertSameTrees(source, computers.destination);
  }
  strictEqual(existsSync(join(computers.destination, ".waterlock/replaced")), false);
  for (const drive of drives) {
    strictEqual((await rotation.run(drive, "away", "run")).code, 0);
    strictEqual((await rotation.run(drive, "away", "verify", "destination")).code, 0);
  }
});

Deno.test("two drives that cross on their ways lose nothing and bring nothing older back", async () => {
  using rotation = new TwoDrives();
  const { computers, drives: [a, b] } = rotation;
  const run = async (drive: string, at: "home" | "away") => {
    const { code, stdout } = await rotation.run(drive, at, "run", "--yes");
    strictEqual(code, 0, stdout);
  };
  for (let trip = 0; trip < 6; trip++) {
    const [first, second] = trip % 2 === 0 ? [a, b] : [b, a];
    computers.write("changing", `version ${trip}a`, DATE(trip));
    computers.write(`new/${trip}a`, `${trip}a`, DATE(trip));
    await run(first, "home");
    computers.write("changing", `version ${trip}b`, DATE(-1 - trip));
    computers.write(`new/${trip}b`, `${trip}b`, DATE(trip));
    await run(second, "home");
    const [early, late] = trip % 3 === 0 ? [second, first] : [first, second];
    await run(early, "away");
    await run(late, "away");
    strictEqual(computers.arrived("changing"), `version ${trip}b`);
    await assertSameTrees(computers.source, computers.destination);
  }
  strictEqual(existsSync(join(computers.destination, ".waterlock/replaced")), false);
});

Deno.test("a second drive joins a destination when somebody confirms it, and is told apart by nothing", async () => {
  using rotation = new TwoDrives();
  const { computers, drives: [a, b] } = rotation;
  computers.write("film", "film", DATE(0));
  await rotation.run(a, "home", "run");
  await rotation.run(a, "away", "run", "--yes");
  const marker = computers.arrived(".waterlock/pair.json");
  const unconfirmed = await rotation.run(b, "away", "run");
  strictEqual(unconfirmed.code, 2);
  match(unconfirmed.summary.errors[0].message, /--yes/);
  strictEqual((await rotation.run(b, "away", "run", "--yes")).code, 0);
  strictEqual(computers.arrived(".waterlock/pair.json"), marker);
  const { summary } = await rotation.run(b, "home", "run");
  deepStrictEqual(summary.pairs[0].carried, { files: 0, bytes: 0 });
});

Deno.test("a drive that was first unloaded into an empty mount point is refused at the destination that others marked, until somebody says that it is the one", async () => {
  using rotation = new TwoDrives();
  const { computers, drives: [first, second] } = rotation;
  const { source, destination } = computers;
  computers.write("a", "film a", DATE(1));
  for (const drive of rotation.drives) {
    strictEqual((await rotation.run(drive, "home", "load")).code, 0);
  }
  strictEqual((await rotation.run(first, "away", "unload", "--yes")).code, 0);
  computers.write("b", "film b", DATE(2));
  strictEqual((await rotation.run(second, "home", "load")).code, 0);

  Deno.renameSync(destination, `${destination}.unmounted`);
  Deno.mkdirSync(destination);
  strictEqual((await rotation.run(second, "away", "unload", "--yes")).code, 0);
  strictEqual((await rotation.run(second, "away", "dump", "--yes")).code, 0);
  Deno.removeSync(destination, { recursive: true });
  Deno.renameSync(`${destination}.unmounted`, destination);

  const refused = await rotation.run(second, "away", "unload", "--yes");
  strictEqual(refused.code, 1);
  match(refused.summary.errors[0].message, /marked by another drive.*unload --allow-missing/);
  const unconfirmed = await rotation.run(second, "away", "unload", "--allow-missing");
  strictEqual(unconfirmed.code, 2, "it is a first unload there");
  const joined = await rotation.run(second, "away", "unload", "--allow-missing", "--yes");
  strictEqual(joined.code, 0, joined.stdout);
  const loaded = await rotation.run(second, "home", "load");
  strictEqual(loaded.summary.pairs[0].carried.files, 1, "the other drive's receipts tell of a");
  strictEqual((await rotation.run(second, "away", "unload")).code, 0);
  await assertSameTrees(source, destination);
});
