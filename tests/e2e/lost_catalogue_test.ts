import { deepStrictEqual, doesNotMatch, match, ok, strictEqual } from "node:assert/strict";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { runProgram } from "./program.ts";
import { assertSameTrees } from "./trees.ts";
import { TwoComputers } from "./two_computers.ts";

const DATE = "2020-05-01T12:00:00Z";

/** Two computers and a drive that has been at the destination, and has two files aboard since. */
async function underWay() {
  const computers = new TwoComputers();
  computers.write("delivered", "delivered", DATE);
  await computers.trip();
  computers.write("aboard/1", "aboard", DATE);
  computers.write("aboard/2", "aboard too", DATE);
  strictEqual((await computers.atSource(["load"])).code, 0);
  const inConfig = (name: string) => join(computers.drive, "config", name);
  const lose = (...names: string[]) => {
    for (const name of names) Deno.removeSync(inConfig(name));
  };
  return { computers, inConfig, lose, [Symbol.dispose]: () => computers[Symbol.dispose]() };
}

Deno.test("a lost catalogue is refused without a word from somebody, and --restore goes on with its snapshot", async () => {
  using drive = await underWay();
  const { computers } = drive;
  drive.lose("waterlock.db");
  const refused = await computers.atDestination(["run"]);
  strictEqual(refused.code, 1);
  match(
    refused.summary.errors[0].message,
    /waterlock\.db is missing; a good snapshot.*lies beside it.*--restore/s,
  );
  strictEqual(existsSync(drive.inConfig("waterlock.db")), false);
  const { code, summary } = await computers.atDestination(["run", "--restore"]);
  strictEqual(code, 0);
  strictEqual(summary.pairs[0].carried.files, 2);
  await assertSameTrees(computers.source, computers.destination);
});

Deno.test("how old a snapshot is, is told by the clock on the person's wall", async () => {
  using drive = await underWay();
  drive.lose("waterlock.db");
  const timeZone = "Pacific/Kiritimati";
  const { summary } = await drive.computers.atDestination(["run"], { env: { TZ: timeZone } });
  const format = new Intl.DateTimeFormat("en-GB", {
    dateStyle: "medium",
    timeStyle: "short",
    timeZone,
  });
  const wall = [0, 1, 2].map((minutes) => format.format(Date.now() - minutes * 60_000));
  const told = /a good snapshot of (.*) lies beside it/.exec(summary.errors[0].message)?.[1];
  ok(wall.includes(told!), `${told} is none of ${wall.join(" ")}`);
});

Deno.test("the snapshot outlives a catalogue that somebody has tampered with, and takes its place", async () => {
  using drive = await underWay();
  const { computers } = drive, catalogue = drive.inConfig("waterlock.db");
  const database = new DatabaseSync(catalogue);
  database.exec("UPDATE entry SET path = '../../evil' WHERE path = 'aboard/1'");
  database.close();
  for (let run = 1; run <= 2; run++) {
    const { code, summary } = await computers.atDestination(["run"]);
    strictEqual(code, 1);
    match(summary.errors[0].message, /put config\/waterlock.db.bak in its place/);
  }
  Deno.copyFileSync(drive.inConfig("waterlock.db.bak"), catalogue);
  strictEqual((await computers.atDestination(["run"])).code, 0);
  await assertSameTrees(computers.source, computers.destination);
});

Deno.test("where both copies on the drive are lost the one at the destination is offered there", async () => {
  using drive = await underWay();
  const { computers } = drive;
  Deno.writeTextFileSync(drive.inConfig("waterlock.db"), "damaged ".repeat(100));
  Deno.truncateSync(drive.inConfig("waterlock.db.bak"), 1000);
  const atHome = await computers.atSource(["run", "--restore"]);
  strictEqual(atHome.code, 1);
  match(atHome.summary.errors[0].message, /no good snapshot.*at the destination/s);
  const refused = await computers.atDestination(["run"]);
  match(refused.summary.errors[0].message, /good snapshot .* lies at the destination: .*drives/);
  const { code, stdout } = await computers.atDestination(["run", "--restore"]);
  strictEqual(code, 0, stdout);
  const names = Array.from(Deno.readDirSync(join(computers.drive, "config")), ({ name }) => name);
  strictEqual(names.filter((name) => name.includes(".damaged-")).length, 1, "it is kept");
  strictEqual(computers.arrived("aboard/1"), undefined, "what it does not know is not claimed");
  strictEqual(Deno.readTextFileSync(computers.cargo("aboard/1")), "aboard", "nor deleted");
  await computers.trip();
  await assertSameTrees(computers.source, computers.destination);
});

/** Every file of the catalogue's own, as `rm config/waterlock.db*` takes them. */
const CATALOGUE_FILES = ["waterlock.db", "waterlock.db.bak", "waterlock.db.seal"];

Deno.test("a catalogue lost with all that lay beside it is missed, and at the destination its snapshot offered", async () => {
  using drive = await underWay();
  const { computers } = drive;
  drive.lose(...CATALOGUE_FILES);
  const atHome = await computers.atSource(["load", "--restore"]);
  strictEqual(atHome.code, 1);
  match(
    atHome.summary.errors[0].message,
    /is missing, and no good snapshot of it lies beside it\.\s+Run waterlock at the destination/,
  );
  strictEqual(existsSync(drive.inConfig("waterlock.db")), false, "nothing is begun");
  const status = await computers.atSource(["status"]);
  deepStrictEqual([status.code, existsSync(drive.inConfig("waterlock.db"))], [1, false]);
  const refused = await computers.atDestination(["unload"]);
  match(
    refused.summary.errors[0].message,
    /is missing; a good snapshot .* lies at the destination/,
  );
  const { code, stdout } = await computers.atDestination(["unload", "--restore"]);
  strictEqual(code, 0, stdout);
  strictEqual((await computers.countFiles()).delivered, 1);
  const left = join(computers.destination, ".waterlock/drives");
  strictEqual([...Deno.readDirSync(left)].length, 1, "it is the drive that it was");
  await computers.trip();
  await assertSameTrees(computers.source, computers.destination);
});

Deno.test("where no snapshot is left anywhere a new catalogue is begun as the remedy says, and what has arrived is recognised", async () => {
  using drive = await underWay();
  const { computers } = drive;
  Deno.removeSync(join(computers.destination, ".waterlock/drives"), { recursive: true });
  drive.lose(...CATALOGUE_FILES);
  const refused = await computers.atDestination(["run", "--restore"]);
  match(
    refused.summary.errors[0].message,
    /lies beside it or at .*backup.*all .* but waterlock.toml/s,
  );
  drive.lose("waterlock.lock");
  const unloaded = await computers.atDestination(["unload", "--yes"]);
  strictEqual(unloaded.code, 0, unloaded.stdout);
  const loaded = await computers.atSource(["load"]);
  strictEqual(
    loaded.summary.pairs[0].carried.files,
    2,
    "what was aboard, and nothing that had arrived",
  );
  strictEqual((await computers.atDestination(["unload"])).code, 0);
  await assertSameTrees(computers.source, computers.destination);
});

Deno.test("cargo that no catalogue knows any more is told by status, and what is on its way is not", async () => {
  using drive = await underWay();
  const { computers } = drive;
  const tell = async () => (await runProgram(["--drive", computers.drive, "status"])).stdout;
  doesNotMatch(await tell(), /no record/);
  drive.lose(...CATALOGUE_FILES, "waterlock.lock");
  match(
    await tell(),
    /3 files, 25 bytes in cargo that this drive has no record of: look at them, and delete yourself/,
  );
  Deno.writeTextFileSync(join(computers.drive, "cargo", ".DS_Store"), "of the Finder");
  Deno.removeSync(computers.cargo("aboard/2"));
  strictEqual((await computers.atSource(["load"])).code, 0);
  doesNotMatch(await tell(), /no record/, "a load takes the same names for its own");
});

Deno.test("a drive that has never had a catalogue begins one without a word, though its first start failed", async () => {
  using computers = new TwoComputers();
  computers.write("film", "film", DATE);
  const catalogue = join(computers.drive, "config/waterlock.db");
  Deno.mkdirSync(`${catalogue}-wal`);
  strictEqual((await computers.atSource(["load"])).code, 1);
  Deno.removeSync(`${catalogue}-wal`);
  if (existsSync(catalogue)) Deno.truncateSync(catalogue);
  const { code, events } = await computers.atSource(["load"]);
  deepStrictEqual([code, events.filter(({ event }) => event === "notice")], [0, []]);
});

Deno.test("the newer of two snapshots of the drive is offered, whatever the times of the files", async () => {
  using drive = await underWay();
  const { computers } = drive;
  const old = Deno.readFileSync(drive.inConfig("waterlock.db.bak"));
  strictEqual((await computers.atDestination(["run"])).code, 0);
  Deno.writeFileSync(drive.inConfig("waterlock.db.bak"), old);
  drive.lose("waterlock.db");
  const refused = await computers.atDestination(["run"]);
  match(refused.summary.errors[0].message, /lies at the destination/);
  const restored = await computers.atDestination(["run", "--restore"]);
  deepStrictEqual([restored.code, restored.summary.pairs[0].instructed.files], [0, 0]);
  strictEqual((await computers.countFiles()).delivered, 3);

  strictEqual((await computers.atSource(["load"])).code, 0);
  drive.lose("waterlock.db");
  Deno.utimeSync(drive.inConfig("waterlock.db.bak"), 0, 0);
  match((await computers.atDestination(["run"])).summary.errors[0].message, /lies beside it/);
});

Deno.test("another drive's snapshot gives what has arrived, and nothing that is aboard there", async () => {
  using drive = await underWay();
  const { computers } = drive;
  strictEqual((await computers.atDestination(["run"])).code, 0);
  const config = Deno.readTextFileSync(drive.inConfig("waterlock.toml"));
  // A drive of the same pair that has lost all that could tell which one it was.
  Deno.removeSync(join(computers.drive, "config"), { recursive: true });
  Deno.mkdirSync(join(computers.drive, "config"));
  Deno.writeTextFileSync(drive.inConfig("waterlock.toml"), config);
  Deno.writeTextFileSync(drive.inConfig("waterlock.db"), "damaged ".repeat(100));
  const restored = await computers.atDestination(["run", "--restore"]);
  strictEqual(restored.code, 0, restored.stdout);
  const { delivered, aboard } = await computers.countFiles();
  deepStrictEqual([delivered, aboard], [3, 0]);
  strictEqual((await computers.trip()).loaded.summary.pairs[0].carried.files, 0);
  const drives = join(computers.destination, ".waterlock/drives");
  strictEqual([...Deno.readDirSync(drives)].length, 2, "it is another drive now");
});

Deno.test("an older snapshot claims nothing false: what has arrived or was removed since is found", async () => {
  using computers = new TwoComputers();
  const catalogue = join(computers.drive, "config/waterlock.db");
  for (const name of ["changes", "goes", "stays"]) computers.write(name, name, DATE);
  await computers.trip();
  const old = Deno.readFileSync(`${catalogue}.bak`);
  computers.write("changes", "a new version", "2021-01-01T00:00:00Z");
  Deno.removeSync(join(computers.source, "goes"));
  await computers.atSource(["load", "--on-missing", "remove"]);
  await computers.atDestination(["unload", "--on-removal", "remove"]);
  Deno.writeFileSync(catalogue, old);
  strictEqual((await computers.atDestination(["unload"])).code, 0);
  const { loaded, unloaded } = await computers.trip();
  for (const { summary } of [loaded, unloaded]) strictEqual(summary.pairs[0].carried.files, 0);
  await assertSameTrees(computers.source, computers.destination);
  strictEqual((await computers.atDestination(["verify", "destination"])).code, 0);
});

Deno.test("a destination that takes no receipts and no snapshot receives its files all the same", async () => {
  using computers = new TwoComputers();
  const { destination } = computers;
  computers.write("film", "film", DATE);
  await computers.atSource(["load"]);
  Deno.mkdirSync(join(destination, ".waterlock"));
  for (const name of ["receipts", "drives"]) {
    Deno.writeTextFileSync(join(destination, ".waterlock", name), "somebody's");
  }
  const { code, summary } = await computers.atDestination(["unload", "--yes"]);
  strictEqual(code, 3);
  match(summary.errors[0].path, /waterlock\.db$/);
  strictEqual(computers.arrived("film"), "film");
});
