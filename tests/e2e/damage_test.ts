import { deepStrictEqual, match, strictEqual } from "node:assert/strict";
import { join } from "node:path";
import { runCommand } from "../fixtures/run_command.ts";
import { leadAway, onDriveWithLinks } from "./drives.ts";
import { flipByte } from "./flip_byte.ts";
import type { ProgramResult } from "./program.ts";
import { assertSameTrees, describeTree } from "./trees.ts";
import { TwoComputers } from "./two_computers.ts";
import { onLinks } from "./where_it_exists.ts";

const DATE = "2020-05-01T12:00:00Z";

/** A pair of which some files are aboard. */
async function loaded(...names: string[]): Promise<TwoComputers> {
  const computers = new TwoComputers();
  for (const name of names) computers.write(name, `film ${name}`, DATE);
  strictEqual((await computers.atSource(["load"])).code, 0);
  return computers;
}

function errorsOf({ summary }: ProgramResult): string[][] {
  return summary.errors.map(({ path, code }: Record<string, string>) => [path, code]);
}

Deno.test("cargo that changed, was cut short, deleted or replaced by a link is damage: the others arrive, and it is carried again", async () => {
  using computers = await loaded("album/changed", "cut", "deleted", "linked", "album/whole");
  const { root } = computers;
  flipByte(computers.cargo("album/changed"));
  Deno.truncateSync(computers.cargo("cut"), 2);
  Deno.removeSync(computers.cargo("deleted"));
  Deno.copyFileSync(computers.cargo("linked"), join(root, "outside"));
  Deno.removeSync(computers.cargo("linked"));
  // Where there are no links it is one more that is deleted.
  if (!onDriveWithLinks.ignore) Deno.symlinkSync(join(root, "outside"), computers.cargo("linked"));

  const unloaded = await computers.atDestination(["unload", "--yes"]);
  strictEqual(unloaded.code, 4);
  const damages = ["album/changed", "cut", "deleted", "linked"];
  deepStrictEqual(errorsOf(unloaded).sort(), damages.map((path) => [path, "damaged"]));
  for (const path of damages) strictEqual(computers.arrived(path), undefined);
  strictEqual(computers.arrived("album/whole"), "film album/whole");
  const { damaged, delivered } = await computers.countFiles();
  deepStrictEqual([damaged, delivered], [4, 1]);

  const { loaded: again } = await computers.trip();
  strictEqual(again.summary.pairs[0].carried.files, 4);
  await assertSameTrees(computers.source, computers.destination);
  strictEqual((await computers.countFiles()).damaged, 0);
});

/** What somebody may lay where a file of cargo was. */
const IMPOSTORS: Record<string, (path: string) => void> = {
  folder: (path) => Deno.mkdirSync(path),
  pipe: (path) => void runCommand("mkfifo", path),
  // As /dev/zero, which never ends.
  ...Deno.uid() === 0 && { device: (path) => void runCommand("mknod", path, "c", "1", "5") },
  huge: (path) => {
    Deno.writeTextFileSync(path, "");
    Deno.truncateSync(path, 2 ** 40);
  },
};

Deno.test({
  ...onDriveWithLinks,
  name: "cargo that has become something else is damage, which nobody reads or waits for",
  async fn() {
    const names = Object.keys(IMPOSTORS);
    using computers = await loaded(...names, "whole");
    for (const [name, make] of Object.entries(IMPOSTORS)) {
      Deno.removeSync(computers.cargo(name));
      make(computers.cargo(name));
    }
    strictEqual((await computers.atDestination(["verify", "drive", "--dry-run"])).code, 0);
    const unloaded = await computers.atDestination(["unload", "--yes"]);
    strictEqual(unloaded.code, 4);
    deepStrictEqual(errorsOf(unloaded).sort(), names.map((path) => [path, "damaged"]).sort());
    strictEqual(computers.arrived("whole"), "film whole");
    await computers.trip();
    await assertSameTrees(computers.source, computers.destination);
  },
});

Deno.test({
  ...onDriveWithLinks,
  name: "a link in the place of a folder of cargo is not followed, whatever lies behind it",
  async fn() {
    using computers = await loaded("album/a", "album/b", "c");
    const outside = join(computers.root, "outside"), album = computers.cargo("album");
    leadAway(album, outside);
    const before = await describeTree(outside);
    strictEqual((await computers.atDestination(["unload", "--yes"])).code, 3);
    for (const path of ["album/a", "album/b"]) strictEqual(computers.arrived(path), undefined);
    computers.write("album/new", "new", DATE);
    await computers.atSource(["load"]);
    await computers.atSource(["dump", "--all", "--yes"]);
    deepStrictEqual(await describeTree(outside), before);
    Deno.removeSync(album);
    await computers.trip();
    await assertSameTrees(computers.source, computers.destination);
  },
});

Deno.test("cargo that was lost is carried again at the next load, before anybody has missed it", async () => {
  using computers = await loaded("album/a", "album/b", "c");
  Deno.removeSync(join(computers.drive, "cargo"), { recursive: true });
  const { loaded: again } = await computers.trip();
  strictEqual(again.summary.pairs[0].carried.files, 3);
  await assertSameTrees(computers.source, computers.destination);
});

Deno.test("a source file that reads differently though its size and time are the same is not carried", async () => {
  using computers = await loaded("album/a", "album/b", "c");
  Deno.removeSync(computers.cargo("c"));
  computers.write("c", "FILM c", DATE);
  const refused = await computers.atSource(["load"]);
  strictEqual(refused.code, 4);
  deepStrictEqual(errorsOf(refused), [["c", "source-corrupt"]]);
  const unloaded = await computers.atDestination(["unload", "--yes"]);
  strictEqual(unloaded.summary.pairs[0].carried.files, 2);
  strictEqual(computers.arrived("c"), undefined);

  computers.write("c", "FILM c", "2021-01-01T00:00:00Z");
  await computers.trip();
  strictEqual(computers.arrived("c"), "FILM c");
});

for (const folder of ["cargo", "cargo/media"]) {
  Deno.test({
    ...onDriveWithLinks,
    name:
      `a link in the place of ${folder}/ is refused, and nothing is written or deleted beyond it`,
    async fn() {
      using computers = await loaded("album/a", "album/b", "c");
      const { drive, root } = computers;
      const elsewhere = join(root, "elsewhere");
      leadAway(join(drive, folder), elsewhere);
      computers.write("new", "new", DATE);
      const before = await describeTree(elsewhere);
      const load = await computers.atSource(["load"]);
      const unload = await computers.atDestination(["unload", "--yes"]);
      const dump = await computers.atDestination(["dump", "--all", "--yes"]);
      for (const { code, summary } of [load, unload, dump]) {
        strictEqual(code, 1);
        match(summary.errors[0].message, /cargo(\/media)? is (a link|not a folder)/);
      }
      deepStrictEqual(await describeTree(elsewhere), before);
    },
  });
}

Deno.test({
  ...onLinks,
  name: "a link at the destination where a folder belongs is not written through",
  async fn() {
    using computers = await loaded("album/a", "album/b", "c");
    const outside = join(computers.root, "outside");
    Deno.mkdirSync(outside);
    Deno.symlinkSync(outside, join(computers.destination, "album"));
    const unloaded = await computers.atDestination(["unload", "--yes"]);
    strictEqual(unloaded.code, 3);
    deepStrictEqual(errorsOf(unloaded).slice(0, 2), [
      ["album/a", "in-the-way"],
      ["album/b", "in-the-way"],
    ]);
    deepStrictEqual([...Deno.readDirSync(outside)], []);
    strictEqual(computers.arrived("c"), "film c");
  },
});

Deno.test("a folder with its own time and mode keeps them when a file in it turns out to be damaged", async () => {
  using computers = new TwoComputers();
  for (const name of ["album/a", "album/b"]) computers.write(name, `film ${name}`, DATE);
  await computers.trip();
  const folder = join(computers.source, "album");
  computers.write("album/new", "new", DATE);
  Deno.chmodSync(folder, 0o555);
  await computers.trip();
  Deno.chmodSync(folder, 0o755);
  computers.write("album/a", "a second version", "2021-01-01T00:00:00Z");
  Deno.chmodSync(folder, 0o555);
  await computers.atSource(["load"]);
  Deno.writeTextFileSync(computers.cargo("album/a"), "a damaged  version");
  Deno.truncateSync(computers.cargo("album/a"), "a second version".length);
  const before = await describeTree(computers.destination);
  strictEqual((await computers.atDestination(["unload"])).code, 4);
  deepStrictEqual(await describeTree(computers.destination), before);
});
