import { deepStrictEqual, doesNotMatch, match, strictEqual } from "node:assert/strict";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { TemporaryFolder } from "../fixtures/temporary_folder.ts";
import { runProgram } from "./program.ts";
import { inProgramPaths } from "./program_os.ts";
import { assertSameTrees } from "./trees.ts";
import { isOnWindows, onLinks } from "./where_it_exists.ts";

/** The flags of one pair. */
function pair(name: string, source: string, destination: string): string[] {
  return ["--pair", name, "--source", source, "--destination", destination];
}

const FILMS = pair("films", "/srv/films", "/backup/films");

/** Runs init for the drive at a folder. */
function init(drive: string, ...flags: string[]) {
  return runProgram(["--drive", drive, "init", ...flags]);
}

function readConfig(drive: string): string {
  return Deno.readTextFileSync(join(drive, "config", "waterlock.toml"));
}

Deno.test("init writes the config, makes cargo/, and says what comes next", async () => {
  using folder = new TemporaryFolder();
  const { code, stdout, stderr } = await init(folder.path, ...FILMS);
  deepStrictEqual([code, stderr], [0, ""]);
  match(stdout, inProgramPaths(/Wrote .*:\n.*config\/waterlock\.toml\n/));
  match(stdout, /Next:\n {2}1\. .*source.*\n {2}2\. .*destination/s);
  // A binary puts itself onto the drive as well.
  const names = folder.names().filter((name) => !name.startsWith("waterlock"));
  deepStrictEqual(names, ["cargo", "config"]);
  deepStrictEqual(folder.names("config"), ["waterlock.toml"]);
  match(readConfig(folder.path), /^reserve = "1 GiB"/m);
  const { summary } = await runProgram(["--drive", folder.path, "status", "--json"]);
  deepStrictEqual(summary.pairs.map((one: { pair: string }) => one.pair), ["films"]);
});

Deno.test("init takes several pairs, in whichever order the flags stand, and the reserve", async () => {
  using folder = new TemporaryFolder();
  const flags = ["--reserve", "20 GB", ...FILMS, ...pair("photos", "D:\\photos", "/backup/photos")];
  const { code, stderr } = await init(folder.path, ...flags);
  strictEqual(code, 0, stderr);
  match(readConfig(folder.path), /^reserve = "20 GB"/m);
  const { summary } = await runProgram(["--drive", folder.path, "status", "--json"]);
  deepStrictEqual(summary.pairs.map((one: { pair: string }) => one.pair), ["films", "photos"]);
});

Deno.test("init --to sets up the drive at that folder, seen from here", async () => {
  using folder = new TemporaryFolder();
  folder.folder("media/drive");
  const args = ["init", "--to", "media/drive", "--json", ...FILMS];
  const { code, summary } = await runProgram(args, { cwd: folder.path });
  strictEqual(code, 0);
  strictEqual(summary.command, "init");
  match(readConfig(folder.at("media/drive")), /name = "films"/);
  deepStrictEqual(folder.names(), ["media"]);
});

Deno.test("what init wrote moves a tree", async () => {
  using folder = new TemporaryFolder();
  // Windows takes neither double quotes in a name nor a backslash.
  const name = isOnWindows ? "it's here 映画" : `it's "here" \\ 映画`;
  folder.write(`home/${name}/2026/a film.mov`, "film");
  const source = folder.at(`home/${name}`), destination = folder.folder(`away/${name}`);
  const drive = folder.folder("drive");
  const { code, stdout } = await init(drive, ...pair("films", source, destination));
  strictEqual(code, 0);
  if (!Deno.env.get("WATERLOCK_BIN")) match(stdout, /^ {5}deno task waterlock --drive \S+ load$/m);
  const run = async (...args: string[]) => {
    const { code, stderr } = await runProgram(["--drive", drive, ...args]);
    strictEqual(code, 0, stderr);
  };
  await run("load");
  await run("unload", "--yes");
  await assertSameTrees(source, destination);
});

Deno.test("init never overwrites a config, whatever it holds", async () => {
  using folder = new TemporaryFolder();
  folder.write("config/waterlock.toml", "mine");
  for (const flags of [FILMS, [], ["--yes", ...FILMS]]) {
    const { code, stderr } = await init(folder.path, ...flags);
    strictEqual(code, 2);
    match(stderr, /config already: .*waterlock\.toml.*\n.*Edit that file/);
    strictEqual(readConfig(folder.path), "mine");
  }
  deepStrictEqual(folder.names(), ["config"]);
});

const REFUSED: Record<string, readonly [flags: string[], said: RegExp]> = {
  "a relative source": [pair("films", "films", "/backup"), /source.*absolute.*"films"/],
  "a relative destination": [pair("films", "/films", "../backup"), /destination.*absolute/],
  "a placeholder": [pair("films", "/path/to/films", "/backup"), /source.*placeholder/],
  "a name that is no folder's": [pair("a/b", "/films", "/backup"), /--pair.*folder.*"a\/b"/],
  "a name said twice": [[...FILMS, ...pair("Films", "/a", "/b")], /--pair.*"Films".*twice/],
  "a reserve that is no size": [[...FILMS, "--reserve", "lots"], /reserve.*"1 GiB"/],
  "a reserve that leaves no room": [
    [...FILMS, "--reserve", "1000 TiB"],
    /--reserve.*all that is free/,
  ],
  "a pair without a source": [["--pair", "films", "--destination", "/b"], /1 --pair, 0 --source/],
  "a source too many": [[...FILMS, "--source", "/more"], /2 --source and 1 --destination/],
  "to guess a pair where nobody can be asked": [[], /--pair.*--source.*--destination/],
};

for (const [what, [flags, said]] of Object.entries(REFUSED)) {
  Deno.test(`init refuses ${what} with a remedy, and writes nothing`, async () => {
    using folder = new TemporaryFolder();
    const { code, stdout, stderr } = await init(folder.path, ...flags);
    deepStrictEqual([code, stdout], [2, ""]);
    match(stderr, said);
    match(stderr, /\.\n {2}.+\.\n$/, "a sentence, then the remedy");
    doesNotMatch(stderr, /file:\/\/|Error:/);
    deepStrictEqual(folder.names(), []);
  });
}

Deno.test("init refuses a source on the drive itself, and writes nothing", async () => {
  using folder = new TemporaryFolder();
  const { code, stderr } = await init(folder.path, ...pair("a", folder.at("films"), "/backup"));
  strictEqual(code, 2);
  match(stderr, /lies on the drive itself/);
  strictEqual(existsSync(folder.at("config")), false);
});

Deno.test("init makes no folder where a drive is not mounted, though what is above it is there", async () => {
  using folder = new TemporaryFolder();
  folder.folder("backup");
  for (const flags of [FILMS, [], ["--from", folder.at("backup")]]) {
    const to = ["init", "--to", folder.at("drive"), ...flags];
    const { code, stdout, stderr } = await runProgram(to);
    deepStrictEqual([code, stdout], [2, ""]);
    match(stderr, /^There is no folder .*drive\.\n {2}Mount the drive first; .*\n$/);
    strictEqual((await init(folder.at("drive"), ...flags)).code, 2);
  }
  deepStrictEqual(folder.names(), ["backup"]);
});

Deno.test("where a file lies in the drive's place init says so in one sentence", async () => {
  using folder = new TemporaryFolder();
  folder.write("drive", "a file");
  const { code, stderr } = await runProgram(["init", "--to", folder.at("drive"), ...FILMS]);
  strictEqual(code, 2);
  match(stderr, /^.*drive is a file, not a folder\.\n {2}Name the folder .*\n$/);
  strictEqual(Deno.readTextFileSync(folder.at("drive")), "a file");
});

Deno.test({
  ...onLinks,
  name: "init writes through no link that somebody has laid on the drive",
  fn: async () => {
    for (const name of ["config", "cargo"]) {
      using folder = new TemporaryFolder();
      const elsewhere = folder.folder("elsewhere"), drive = folder.folder("drive");
      folder.link(`drive/${name}`, elsewhere);
      const { code, stderr } = await init(drive, ...FILMS);
      strictEqual(code, 1);
      match(stderr, /is a link.*\n {2}Remove it.*\n$/);
      deepStrictEqual([folder.names("elsewhere"), folder.names("drive")], [[], [name]]);
    }
  },
});
