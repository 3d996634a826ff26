import { deepStrictEqual, match, strictEqual } from "node:assert/strict";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { codesOf, hasOriginal, OriginalComputers, takenBy } from "./original_waterlock.ts";

const DATE = "2020-05-01T12:00:00Z";

/** Files that the original brought over; `album/old` is then gone from the source. */
async function decided(flags: { middle: number; end: number }): Promise<OriginalComputers> {
  const computers = new OriginalComputers();
  for (const name of ["a", "b", "c", "d"]) computers.write(name, name, DATE);
  computers.write("album/old", "an old film", DATE);
  computers.loadByOriginal();
  computers.unloadByOriginal();
  Deno.removeSync(join(computers.source, "album"), { recursive: true });
  computers.setRow("album/old", flags);
  return await Promise.resolve(computers);
}

function entryOf(computers: OriginalComputers): Record<string, unknown> {
  return computers.rowsOf("SELECT state FROM entry WHERE path = 'album/old'")[0]!;
}

for (
  const flags of [{ middle: -1, end: 1 }, { middle: 1, end: -1 }, { middle: -1, end: -1 }]
) {
  Deno.test({
    ...hasOriginal,
    name: `what the original skipped (${flags.middle}, ${flags.end}) stays, and nobody is asked`,
    async fn() {
      using computers = await decided(flags);
      const imported = await computers.importAtSource();
      deepStrictEqual([imported.code, takenBy(imported).skipped], [0, 1]);
      for (const args of [["load"], ["load", "--on-missing", "remove"]]) {
        const loaded = await computers.atSource(args);
        strictEqual(loaded.code, 0, loaded.stdout);
      }
      const unloaded = await computers.atDestination(["unload", "--yes", "--on-removal", "remove"]);
      strictEqual(unloaded.code, 0);
      strictEqual(computers.arrived("album/old"), "an old film");
      strictEqual(entryOf(computers).state, "skipped");
    },
  });
}

for (
  const flags of [{ middle: -2, end: 1 }, { middle: 1, end: -2 }, { middle: -2, end: -2 }]
) {
  for (const where of ["source", "destination"] as const) {
    Deno.test({
      ...hasOriginal,
      name: `what it was to remove (${flags.middle}, ${flags.end}) is asked about and removed, ` +
        `imported at the ${where}`,
      async fn() {
        using computers = await decided(flags);
        const imported = where === "source"
          ? await computers.importAtSource()
          : await computers.importAtDestination();
        deepStrictEqual([imported.code, takenBy(imported).removal], [0, 1]);
        const left = await computers.atDestination(["unload", "--yes"]);
        strictEqual(left.code, 3, "nobody has decided");
        strictEqual(computers.arrived("album/old"), "an old film");
        const removed = await computers.atDestination(["unload", "--on-removal", "remove"]);
        deepStrictEqual([removed.code, removed.summary.pairs[0].removed.files], [0, 1]);
        strictEqual(existsSync(join(computers.destination, "album")), false);
        deepStrictEqual(["a", "b", "c", "d"].map((name) => computers.arrived(name)), [
          ..."abcd",
        ]);
      },
    });
  }
}

Deno.test({
  ...hasOriginal,
  name: "what was to be removed and is another file by now is kept and told",
  async fn() {
    for (const content of ["an old FILM", "a longer film than the old one"]) {
      using computers = await decided({ middle: -2, end: -2 });
      await computers.importAtSource();
      Deno.writeTextFileSync(join(computers.destination, "album/old"), content);
      const unloaded = await computers.atDestination(
        ["unload", "--yes", "--on-removal", "remove"],
      );
      deepStrictEqual([unloaded.code, codesOf(unloaded)], [3, [["album/old", "edited"]]]);
      strictEqual(computers.arrived("album/old"), content);
    }
  },
});

Deno.test({
  ...hasOriginal,
  name: "what was edited at the destination is told at an import there already, and kept",
  async fn() {
    using computers = await decided({ middle: -2, end: -2 });
    Deno.writeTextFileSync(join(computers.destination, "album/old"), "AN OLD FILM");
    const imported = await computers.importAtDestination();
    deepStrictEqual([imported.code, codesOf(imported)], [3, [["album/old", "edited"]]]);
    strictEqual(entryOf(computers).state, "skipped");
  },
});

Deno.test({
  ...hasOriginal,
  name: "without a hash to know it by nothing is removed",
  async fn() {
    using computers = await decided({ middle: -2, end: -2 });
    computers.setRow("album/old", { hash: "" });
    const imported = await computers.importAtSource();
    deepStrictEqual([imported.code, codesOf(imported)], [3, [["album/old", "declined"]]]);
    await computers.atDestination(["unload", "--yes", "--on-removal", "remove"]);
    strictEqual(computers.arrived("album/old"), "an old film");
  },
});

Deno.test({
  ...hasOriginal,
  name: "what was decided about and is at the source again is carried like any other file",
  async fn() {
    using computers = await decided({ middle: -2, end: -2 });
    await computers.importAtSource();
    computers.write("album/old", "an old film, cut anew");
    strictEqual((await computers.atSource(["load"])).code, 0);
    const unloaded = await computers.atDestination(["unload", "--yes", "--on-removal", "remove"]);
    strictEqual(unloaded.code, 0);
    strictEqual(computers.arrived("album/old"), "an old film, cut anew");
  },
});

Deno.test({
  ...hasOriginal,
  name: "a destination that is empty, though the import knows of files there, is refused",
  async fn() {
    using computers = await decided({ middle: -2, end: -2 });
    await computers.importAtSource();
    const disk = `${computers.destination}.disk`;
    Deno.renameSync(computers.destination, disk);
    Deno.mkdirSync(computers.destination);
    const refused = await computers.atDestination(["unload", "--yes", "--on-removal", "remove"]);
    strictEqual(refused.code, 1);
    match(refused.summary.errors[0].message, /is empty, though 5 files .*--allow-missing/);
    deepStrictEqual([...Deno.readDirSync(computers.destination)], []);
    Deno.removeSync(computers.destination);
    Deno.renameSync(disk, computers.destination);
    const removed = await computers.atDestination(["unload", "--yes", "--on-removal", "remove"]);
    deepStrictEqual([removed.code, removed.summary.pairs[0].removed.files], [0, 1]);
  },
});

Deno.test({
  ...hasOriginal,
  name: "a destination that really is a new, empty one is told nothing of what the import knew",
  async fn() {
    using computers = await decided({ middle: -1, end: 1 });
    await computers.importAtSource();
    Deno.removeSync(computers.destination, { recursive: true });
    Deno.mkdirSync(computers.destination);
    const unload = ["unload", "--yes", "--allow-missing"];
    computers.write("e", "e", DATE);
    await computers.atSource(["load"]);
    strictEqual((await computers.atDestination(unload)).code, 0);
    strictEqual(computers.rowsOf("SELECT * FROM adopted").length, 0);
    await computers.trip();
    deepStrictEqual(["a", "b", "c", "d", "e"].map((name) => computers.arrived(name)), [..."abcde"]);
  },
});
