import { deepStrictEqual, match, ok, strictEqual } from "node:assert/strict";
import { existsSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";
import { join } from "node:path";
import { findPartials } from "./trees.ts";
import { runProgram } from "./program.ts";
import { onBareTerminals, Terminal } from "./terminal.ts";
import { assertSameTrees } from "./trees.ts";
import { TwoComputers } from "./two_computers.ts";

const DATE = "2020-05-01T12:00:00Z";

/** What the only drive of a destination has left there. */
function leftAt(destination: string) {
  const drives = join(destination, ".waterlock/drives");
  const [drive] = Array.from(Deno.readDirSync(drives), ({ name }) => join(drives, name));
  return { snapshot: join(drive!, "waterlock.db"), config: join(drive!, "waterlock.toml") };
}

/** Two computers whose drive has brought two files and is lost then. */
async function withoutDrive() {
  const computers = new TwoComputers({ pairLines: ['exclude = ["*.tmp"]'] });
  computers.write("folder/first", "first", DATE);
  computers.write("second", "second", DATE);
  computers.write("not wanted.tmp", "", DATE);
  await computers.trip();
  const config = Deno.readTextFileSync(join(computers.drive, "config/waterlock.toml"));
  Deno.removeSync(computers.drive, { recursive: true });
  Deno.mkdirSync(computers.drive);
  const { destination, drive } = computers;
  const init = (...args: string[]) =>
    runProgram(["--json", "init", "--to", drive, "--from", destination, ...args]);
  return { computers, config, init, [Symbol.dispose]: () => computers[Symbol.dispose]() };
}

Deno.test("each unload leaves copies of catalogue and config at the destination", async () => {
  using computers = new TwoComputers();
  computers.write("film", "film", DATE);
  await computers.trip();
  const { snapshot, config } = leftAt(computers.destination);
  const onDrive = (name: string) => Deno.readFileSync(join(computers.drive, "config", name));
  deepStrictEqual(Deno.readFileSync(snapshot), onDrive("waterlock.db.bak"));
  deepStrictEqual(Deno.readFileSync(config), onDrive("waterlock.toml"));
  const { ino } = Deno.statSync(snapshot);
  await computers.atDestination(["unload"]);
  strictEqual(Deno.statSync(snapshot).ino, ino, "what is there and current is not written again");
  computers.write("another", "another", DATE);
  await computers.trip();
  deepStrictEqual(Deno.readFileSync(snapshot), onDrive("waterlock.db.bak"));
  deepStrictEqual(findPartials(join(computers.destination, ".waterlock")), []);
});

Deno.test("a new drive is set up at the destination and carries only what is new", async () => {
  using lost = await withoutDrive();
  const { computers, config, init } = lost;
  const { code, summary, stdout } = await init();
  strictEqual(code, 0, stdout);
  deepStrictEqual(summary.pairs.map(({ name }: { name: string }) => name), ["media"]);
  strictEqual(Deno.readTextFileSync(join(computers.drive, "config/waterlock.toml")), config);
  strictEqual((await computers.countFiles()).delivered, 2);
  computers.write("third", "the third", DATE);
  const { loaded, unloaded } = await computers.trip();
  deepStrictEqual(loaded.summary.pairs[0].carried, { files: 1, bytes: 9 });
  deepStrictEqual(unloaded.summary.pairs[0].carried, { files: 1, bytes: 9 });
  Deno.removeSync(join(computers.source, "not wanted.tmp"));
  await assertSameTrees(computers.source, computers.destination);
  strictEqual((await computers.atDestination(["verify", "destination"])).code, 0);
});

Deno.test("what was aboard the lost drive is carried by the new one", async () => {
  using computers = new TwoComputers();
  computers.write("delivered", "delivered", DATE);
  await computers.trip();
  computers.write("was aboard", "was aboard", DATE);
  await computers.atSource(["load"]);
  Deno.removeSync(computers.drive, { recursive: true });
  Deno.mkdirSync(computers.drive);
  const { drive, destination } = computers;
  strictEqual((await runProgram(["init", "--to", drive, "--from", destination])).code, 0);
  const { loaded } = await computers.trip();
  strictEqual(loaded.summary.pairs[0].carried.files, 1);
  await assertSameTrees(computers.source, computers.destination);
});

Deno.test({
  ...onBareTerminals,
  name: "init --from tells by the clock here how far the drive knows, on lines that fit",
  fn: async () => {
    using lost = await withoutDrive();
    const { drive, destination } = lost.computers;
    using snapshot = new DatabaseSync(leftAt(destination).snapshot, { readOnly: true });
    const { last } = snapshot.prepare(
      "SELECT max(coalesce(ended_at, started_at)) AS last FROM trip",
    ).get()!;
    const args = ["init", "--to", drive, "--from", destination];
    await using terminal = new Terminal(args, { columns: 50, env: { TZ: "Asia/Tokyo" } });
    strictEqual(await terminal.ends(), 0);
    const format = { dateStyle: "medium", timeStyle: "short", timeZone: "Asia/Tokyo" } as const;
    const time = new Intl.DateTimeFormat("en-GB", format).format(Number(last));
    const lines = terminal.text.slice(terminal.text.indexOf("The drive knows")).trimEnd().split(
      "\n",
    );
    strictEqual(
      lines.join(" "),
      `The drive knows what has arrived, up to ${time}. ` +
        "Look through its config, then take it to the source and run waterlock there.",
    );
    ok(lines.every((line) => line.length <= 50), lines.join("\n"));
    ok(lines.length <= 4, "no line is broken without need");
  },
});

Deno.test("receipts tell a new drive what has arrived since the snapshot was left", async () => {
  using computers = new TwoComputers();
  const { drive, destination } = computers;
  computers.write("first", "first", DATE);
  await computers.trip();
  const { snapshot } = leftAt(destination);
  const old = Deno.readFileSync(snapshot);
  computers.write("second", "second", DATE);
  await computers.trip();
  Deno.writeFileSync(snapshot, old);
  Deno.removeSync(drive, { recursive: true });
  Deno.mkdirSync(drive);
  strictEqual((await runProgram(["init", "--to", drive, "--from", destination])).code, 0);
  deepStrictEqual((await computers.trip()).loaded.summary.pairs[0].carried.files, 0);
});

Deno.test("init --from refuses a drive with a config, and a folder that is no destination", async () => {
  using lost = await withoutDrive();
  const { computers, init } = lost;
  const { drive, source, destination } = computers;
  const marker = join(destination, ".waterlock/pair.json"), text = Deno.readTextFileSync(marker);
  const none = await runProgram(["init", "--to", drive, "--from", source]);
  strictEqual(none.code, 1);
  match(none.stderr, /holds no marker/);
  Deno.writeTextFileSync(marker, "{");
  match((await init()).summary.errors[0].message, /marker .* cannot be read/);
  Deno.writeTextFileSync(marker, text.replace(/[0-9a-f]{8}-/, "00000000-"));
  match((await init()).summary.errors[0].message, /knows nothing of the pair/);
  strictEqual(existsSync(join(drive, "config/waterlock.toml")), false);
  Deno.writeTextFileSync(marker, text);
  strictEqual((await init()).code, 0);
  const before = Deno.readFileSync(join(drive, "config/waterlock.db"));
  const again = await init();
  strictEqual(again.code, 2);
  match(again.summary.errors[0].message, /config already/);
  deepStrictEqual(Deno.readFileSync(join(drive, "config/waterlock.db")), before);
});

const BROKEN: Record<string, (snapshot: string) => void> = {
  "cut short": (snapshot) => Deno.truncateSync(snapshot, Deno.statSync(snapshot).size / 2),
  "empty": (snapshot) => Deno.truncateSync(snapshot, 0),
  "some text": (snapshot) => Deno.writeTextFileSync(snapshot, "nothing\n".repeat(100)),
  "another program's": (snapshot) => {
    Deno.removeSync(snapshot);
    using database = new DatabaseSync(snapshot);
    database.exec("CREATE TABLE entry (path TEXT)");
  },
};

for (const [what, damage] of Object.entries(BROKEN)) {
  Deno.test(`init --from names a snapshot that is ${what}, and sets nothing up`, async () => {
    using lost = await withoutDrive();
    const { computers: { drive, destination }, init } = lost;
    const { snapshot } = leftAt(destination);
    damage(snapshot);
    const { code, summary } = await init();
    strictEqual(code, 1);
    ok(summary.errors[0].message.includes(snapshot), summary.errors[0].message);
    match(summary.errors[0].message, /can be used: .*waterlock\.db \(/);
    deepStrictEqual(Array.from(Deno.readDirSync(join(drive, "config"))), []);
  });
}

Deno.test("init --from takes the whole snapshot of two, and its own config where it is told one", async () => {
  using lost = await withoutDrive();
  const { computers: { drive, source, destination }, init } = lost;
  const { snapshot, config } = leftAt(destination);
  const other = join(destination, ".waterlock/drives", "0".repeat(32));
  Deno.mkdirSync(other);
  Deno.writeTextFileSync(join(other, "waterlock.db"), "broken");
  Deno.removeSync(config);
  match((await init()).summary.errors[0].message, /config .* cannot be read/);
  const pair = ["--pair", "media", "--source", source, "--destination", destination];
  const told = await runProgram(["init", "--to", drive, "--from", destination, ...pair]);
  strictEqual(told.code, 0, told.stderr);
  match(told.stdout, /Passed over .*0{32}.*waterlock\.db \(/);
  ok(existsSync(snapshot));
});

Deno.test("init --from refuses a snapshot with a path that leads out of its root", async () => {
  using lost = await withoutDrive();
  const { computers: { drive, destination }, init } = lost;
  {
    using database = new DatabaseSync(leftAt(destination).snapshot);
    database.exec("UPDATE entry SET path = '../../escaped' WHERE path = 'second'");
  }
  const { code, summary } = await init();
  strictEqual(code, 1);
  match(summary.errors[0].message, /cannot have written.*escaped/);
  deepStrictEqual(Array.from(Deno.readDirSync(join(drive, "config"))), []);
});

Deno.test("init --from refuses a config with relative paths, and links in the place of what was left", async () => {
  using lost = await withoutDrive();
  const { computers: { drive, destination, root }, config: text, init } = lost;
  const { snapshot, config } = leftAt(destination);
  Deno.writeTextFileSync(config, text.replace(/source = .*/, 'source = "../secrets"'));
  const relative = await init();
  strictEqual(relative.code, 2);
  match(relative.summary.errors[0].message, /source must be an absolute path/);
  Deno.removeSync(config);
  Deno.symlinkSync("/etc/passwd", config);
  match((await init()).summary.errors[0].message, /is a link/);
  Deno.removeSync(config);
  Deno.writeTextFileSync(config, text);
  Deno.renameSync(snapshot, join(root, "elsewhere"));
  Deno.symlinkSync(join(root, "elsewhere"), snapshot);
  match((await init()).summary.errors[0].message, /is a link/);
  strictEqual(existsSync(join(drive, "config/waterlock.toml")), false);
});
