import { deepStrictEqual, match, strictEqual } from "node:assert/strict";
import { join } from "node:path";
import { runProgram } from "./program.ts";
import { inProgramPaths, programPath } from "./program_os.ts";
import { assertSameTrees } from "./trees.ts";
import { TwoComputers } from "./two_computers.ts";
import { isOnWindows } from "./where_it_exists.ts";

const DATE = "2020-05-01T12:00:00Z";

/** Two computers and a drive on which one file has been delivered. */
async function delivered(): Promise<TwoComputers> {
  const computers = new TwoComputers();
  computers.write("folder/file", "first version", DATE);
  await computers.trip();
  return computers;
}

Deno.test("the first unload needs a yes: without one and without a terminal nothing is written", async () => {
  using computers = new TwoComputers();
  const { destination } = computers;
  computers.write("file", "file", DATE);
  await computers.atSource(["load"]);
  const refused = await computers.atDestination(["run"]);
  strictEqual(refused.code, 2);
  match(refused.summary.errors[0].message, /--yes/);
  deepStrictEqual([...Deno.readDirSync(destination)], []);

  strictEqual((await computers.atDestination(["run", "--yes"])).code, 0);
  const marker = JSON.parse(computers.arrived(".waterlock/pair.json")!);
  strictEqual(marker.name, "media");
  strictEqual((await computers.atDestination(["run"])).code, 0);
});

Deno.test("a destination that has lost its marker is not filled, until somebody says that it is a new one", async () => {
  using computers = await delivered();
  const { destination, source } = computers;
  Deno.removeSync(destination, { recursive: true });
  Deno.mkdirSync(destination);
  computers.write("new", "new", DATE);
  await computers.atSource(["load"]);
  const refused = await computers.atDestination(["run", "--yes"]);
  strictEqual(refused.code, 1);
  match(refused.summary.errors[0].message, /marker.*--allow-missing/);
  deepStrictEqual([...Deno.readDirSync(destination)], []);

  const accepted = await computers.atDestination(["run", "--allow-missing"]);
  strictEqual(accepted.code, 0, accepted.stdout);
  await computers.trip();
  await assertSameTrees(source, destination);
});

Deno.test("after a destination was accepted anew, what was delivered to the old one is carried again", async () => {
  using computers = await delivered();
  const { drive, destination, source } = computers;
  strictEqual((await runProgram(["--drive", drive, "--json", "--yes", "dump"])).code, 0);
  Deno.removeSync(destination, { recursive: true });
  Deno.mkdirSync(destination);
  await computers.atDestination(["unload", "--allow-missing"]);
  strictEqual((await computers.countFiles()).pending, 1);
  const { loaded } = await computers.trip();
  strictEqual(loaded.summary.pairs[0].carried.files, 1);
  await assertSameTrees(source, destination);
});

Deno.test("what is gone from the source and was to be kept arrives at a new destination from cargo", async () => {
  using computers = await delivered();
  const { destination } = computers;
  computers.write("kept", "kept", DATE);
  await computers.trip();
  Deno.removeSync(join(computers.source, "kept"));
  await computers.atSource(["load", "--on-missing=skip"]);
  Deno.removeSync(destination, { recursive: true });
  Deno.mkdirSync(destination);
  await computers.atDestination(["unload", "--allow-missing"]);
  strictEqual(Deno.readTextFileSync(join(destination, "kept")), "kept");
});

Deno.test("another destination in the config is a first unload again", async () => {
  using computers = await delivered();
  const elsewhere = join(computers.root, "away", "elsewhere");
  Deno.mkdirSync(elsewhere);
  computers.configure({}, elsewhere);
  strictEqual((await computers.atDestination(["run"])).code, 2);
  deepStrictEqual([...Deno.readDirSync(elsewhere)], []);
  strictEqual((await computers.atDestination(["run", "--yes"])).code, 0);
  strictEqual(Deno.readTextFileSync(join(elsewhere, "folder/file")), "first version");
});

Deno.test("what is still in cargo arrives at a new destination with its folders' modes and its links", async () => {
  using computers = new TwoComputers();
  computers.write("private/file", "first version", "2020-05-01T12:00:00Z");
  Deno.chmodSync(join(computers.source, "private"), 0o700);
  Deno.mkdirSync(join(computers.source, "empty"));
  if (!isOnWindows) Deno.symlinkSync("private/file", join(computers.source, "link"));
  await computers.trip();
  const elsewhere = join(computers.root, "away", "elsewhere");
  Deno.mkdirSync(elsewhere);
  computers.configure({}, elsewhere);
  strictEqual((await computers.atDestination(["run", "--yes"])).code, 0);
  await assertSameTrees(computers.source, elsewhere);
});

Deno.test("a destination that moved with its marker has kept what was delivered", async () => {
  using computers = await delivered();
  const moved = join(computers.root, "away", "moved");
  Deno.renameSync(computers.destination, moved);
  computers.configure({}, moved);
  const unloaded = await computers.atDestination(["run", "--yes"]);
  strictEqual(unloaded.code, 0);
  strictEqual((await computers.countFiles()).delivered, 1);
});

Deno.test("ends that share one absolute path are told apart by the marker", async () => {
  using computers = new TwoComputers();
  const { root, drive } = computers;
  const here = join(root, "media"), another = join(root, "at the other computer");
  Deno.mkdirSync(here);
  Deno.mkdirSync(another);
  computers.configure({}, here, here);
  Deno.writeTextFileSync(join(here, "file"), "file");
  const run = (...args: string[]) => runProgram(["--drive", drive, "--json", ...args]);
  const change = () => {
    Deno.renameSync(here, join(root, "swap"));
    Deno.renameSync(another, here);
    Deno.renameSync(join(root, "swap"), another);
  };
  strictEqual((await run()).events[0].stage, "load");
  change();
  strictEqual((await run("unload", "--yes")).code, 0);
  change();
  Deno.writeTextFileSync(join(here, "second"), "second");
  const loaded = await run();
  deepStrictEqual([loaded.code, loaded.events[0].stage], [0, "load"]);
  change();
  const unloaded = await run();
  deepStrictEqual([unloaded.code, unloaded.events[0].stage], [0, "unload"]);
  const refused = await run("load");
  strictEqual(refused.code, 1);
  match(refused.summary.errors[0].message, /marker of the destination/);
  await assertSameTrees(another, here);
});

Deno.test("pairs at different stages are each done in one run, and one that cannot be does not stop the others", async () => {
  using computers = new TwoComputers();
  const { root, drive } = computers;
  const names = ["to load", "to unload", "nowhere"];
  const place = (name: string, end: string) => join(root, end, name);
  const inConfig = (path: string) => JSON.stringify(programPath(path));
  const tables = names.map((name) =>
    [
      "[[pair]]",
      `name = ${JSON.stringify(name)}`,
      `source = ${inConfig(place(name, "sources"))}`,
      `destination = ${inConfig(place(name, "destinations"))}`,
    ].join("\n")
  );
  const config = ['reserve = "0"', 'dump = "never"', ...tables].join("\n");
  Deno.writeTextFileSync(join(drive, "config/waterlock.toml"), config);
  const write = (name: string) => {
    Deno.mkdirSync(place(name, "sources"), { recursive: true });
    Deno.writeTextFileSync(join(place(name, "sources"), "file"), name);
  };
  write("to unload");
  const run = (...args: string[]) => runProgram(["--drive", drive, "--json", ...args]);
  strictEqual((await run("run", "--pair", "to unload")).code, 0);
  Deno.renameSync(place("to unload", "sources"), join(root, "kept"));
  Deno.mkdirSync(place("to unload", "destinations"), { recursive: true });
  write("to load");

  const both = await run("run", "--yes");
  strictEqual(both.code, 3, "a pair that is not here leaves the run done in part");
  deepStrictEqual(
    both.summary.pairs.map(({ pair, stage, carried }: Record<string, { files: number }>) => [
      pair,
      stage,
      carried!.files,
    ]),
    [["to load", "load", 1], ["to unload", "unload", 1]],
  );
  strictEqual(both.summary.errors.length, 1);
  match(
    both.summary.errors[0].message,
    inProgramPaths(/Neither.*sources\/nowhere.*destinations\/nowhere/),
  );
  await assertSameTrees(join(root, "kept"), place("to unload", "destinations"));
  strictEqual((await run("run", "--pair", "to load", "--pair", "to unload")).code, 0);
});
