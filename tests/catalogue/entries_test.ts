import { deepStrictEqual, strictEqual } from "node:assert/strict";
import type { EntryState } from "../../lib/model/entry.ts";
import { comparePaths } from "../../lib/model/relative_path.ts";
import { CatalogueOnDisk, digestOf, scanned } from "../fixtures/catalogue_on_disk.ts";
import { runCommand } from "../fixtures/run_command.ts";
import { TemporaryFolder } from "../fixtures/temporary_folder.ts";
import { walk } from "../fixtures/walk.ts";

/** Five pages of entries and a bit, with names and times in no order. */
function many(disk: CatalogueOnDisk): string[] {
  const paths = Array.from({ length: 5001 }, (_, number) => {
    const name = String.fromCodePoint(0x20 + (number * 7919) % 0x20000 + (number % 2) * 0xe000);
    return `${number % 13}/${name.replace(/[/\ud800-\udfff]/u, "x")}${number}`;
  });
  const { catalogue, pairId } = disk;
  catalogue.transaction(() => {
    for (const [number, path] of paths.entries()) {
      const mtimeNs = BigInt((number * 7919) % 997 - 500);
      catalogue.entries.add(pairId, scanned(path, { mtimeNs, size: 1 }));
    }
  });
  return paths;
}

Deno.test("inPathOrder() streams 5,001 entries in the order of comparePaths, while they are changed", () => {
  using disk = new CatalogueOnDisk();
  const paths = many(disk), { catalogue, pairId } = disk;
  const seen: string[] = [];
  catalogue.begin();
  for (const entry of catalogue.entries.inPathOrder(pairId)) {
    seen.push(entry.path);
    if (seen.length % 3 === 0) catalogue.entries.forget(entry.id);
    else catalogue.entries.setState(entry.id, "delivered");
  }
  catalogue.commit();
  deepStrictEqual(seen, paths.sort(comparePaths));
  strictEqual(catalogue.entries.countByState(pairId).delivered.files, 5001 - 1667);
});

Deno.test("toLoad() streams 5,001 entries oldest first, while they go aboard", () => {
  using disk = new CatalogueOnDisk();
  const paths = many(disk), { catalogue, pairId } = disk;
  const seen: string[] = [], times: bigint[] = [];
  catalogue.begin();
  for (const entry of catalogue.entries.toLoad(pairId, "file")) {
    seen.push(entry.path);
    times.push(entry.mtimeNs);
    if (seen.length % 2 === 0) catalogue.entries.setState(entry.id, "aboard");
  }
  catalogue.commit();
  deepStrictEqual(seen.toSorted(), paths.sort());
  deepStrictEqual(times, times.toSorted((a, b) => Number(a - b)));
  strictEqual(catalogue.entries.sizesToLoad(pairId).length, 2501);
});

Deno.test("toLoad() gives what is pending or damaged, of the one pair and kind", () => {
  using disk = new CatalogueOnDisk();
  const { entries, pairs } = disk.catalogue;
  const states: EntryState[] = ["pending", "aboard", "delivered", "skipped", "removal", "removed"];
  for (const state of [...states, "damaged"] as EntryState[]) {
    entries.setState(disk.add(state).id, state);
  }
  disk.add("folder/");
  disk.add("link", { kind: "link", linkTarget: "x", size: 0 });
  entries.add(pairs.ensure("another").id, scanned("of another pair"));
  const toLoad = Array.from(entries.toLoad(disk.pairId, "file"), (entry) => entry.path as string);
  deepStrictEqual(toLoad.sort(), ["damaged", "pending"]);
  deepStrictEqual(Array.from(entries.toRemove(disk.pairId), (entry) => entry.path), ["removal"]);
});

Deno.test("countByState() counts files and links in numbers and bytes, and no folders", () => {
  using disk = new CatalogueOnDisk();
  const { entries } = disk.catalogue;
  disk.add("a", { size: 3 });
  disk.add("b", { size: 4 });
  disk.add("link", { kind: "link", size: 0, linkTarget: "a" });
  disk.add("folder/");
  entries.setState(disk.add("c", { size: 5 }).id, "aboard");
  const { pending, aboard, delivered } = entries.countByState(disk.pairId);
  deepStrictEqual([pending, aboard], [{ files: 3, bytes: 7 }, { files: 1, bytes: 5 }]);
  deepStrictEqual(delivered, { files: 0, bytes: 0 });
});

Deno.test("replaceVersion() keeps the entry and changes all that tells its version", () => {
  using disk = new CatalogueOnDisk();
  const { id } = disk.add("film");
  const version = { size: 0, mtimeNs: 2n ** 62n, mode: null, linkTarget: "over there" };
  disk.catalogue.entries.replaceVersion(id, "link", version, null, "pending");
  const none = { aboard: undefined, delivered: undefined, digest: null, shownMtimeNs: null };
  const link = { ...version, ...none, id, path: "film", kind: "link", state: "pending" };
  deepStrictEqual(disk.find("film"), link);
  const digest = digestOf("film");
  disk.catalogue.entries.replaceVersion(id, "file", scanned("film"), digest, "delivered");
  strictEqual(disk.find("film").digest, digest);
});

Deno.test("foldersInnermostFirst() gives a folder behind everything that lies in it", () => {
  using disk = new CatalogueOnDisk();
  const { entries } = disk.catalogue;
  for (const path of ["a/", "a/b/", "a/b/c/", "a b/", "\u{1f600}/", "z/"]) {
    entries.setState(disk.add(path).id, "removal");
  }
  disk.add("still pending/");
  const folders = Array.from(entries.foldersInnermostFirst(disk.pairId, "removal"), (f) => f.path);
  deepStrictEqual(folders.filter((path) => path.startsWith("a/")), ["a/b/c/", "a/b/", "a/"]);
  deepStrictEqual(folders.length, 6);
});

Deno.test("touchFolder() marks a delivered folder alone", () => {
  using disk = new CatalogueOnDisk();
  const { entries } = disk.catalogue;
  const there = disk.add("there/"), waiting = disk.add("waiting/");
  entries.setState(there.id, "delivered");
  for (const folder of [there, waiting]) entries.touchFolder(disk.pairId, folder.path);
  deepStrictEqual([disk.find("there/").state, disk.find("waiting/").state], ["aboard", "pending"]);
});

Deno.test("withOtherMode() gives delivered files whose mode is another than the source's, or not known", () => {
  using disk = new CatalogueOnDisk();
  const { deliveries, entries } = disk.catalogue;
  const trip = disk.beginTrip("load");
  for (const path of ["changed", "same", "unknown", "without"]) {
    const entry = disk.add(path);
    disk.load(entry, trip);
    disk.unload(entry, trip);
  }
  entries.setMode(disk.find("changed").id, 0o600);
  entries.setMode(disk.find("without").id, null);
  deliveries.setMode(disk.find("unknown").id, null);
  const others = Array.from(entries.withOtherMode(disk.pairId), ({ path, mode }) => [path, mode]);
  deepStrictEqual(others, [["changed", 0o600], ["unknown", disk.find("same").mode]]);
});

Deno.test("an entry is listed with the time that the source shows, and keeps its own", () => {
  using disk = new CatalogueOnDisk();
  const { entries } = disk.catalogue;
  const film = disk.add("film", { mtimeNs: 5n });
  const times = () => {
    const [listed] = entries.inPathOrder(disk.pairId), whole = disk.find("film");
    return [listed!.mtimeNs, whole.mtimeNs, whole.shownMtimeNs];
  };
  deepStrictEqual(times(), [5n, 5n, null]);
  entries.setShownTime(film.id, 9n);
  deepStrictEqual(times(), [9n, 5n, 9n]);
  entries.replaceVersion(film.id, "file", film, null, "aboard");
  deepStrictEqual(times(), [9n, 5n, 9n], "the same version is shown as it was");
  entries.replaceVersion(film.id, "file", { ...film, mtimeNs: 7n }, null, "aboard");
  deepStrictEqual(times(), [7n, 7n, null], "a new one is not");
  entries.setShownTime(film.id, 7n);
  deepStrictEqual(times(), [7n, 7n, null]);
});

Deno.test("a file of the year 2400 can be recorded", () => {
  using disk = new CatalogueOnDisk();
  using tree = new TemporaryFolder();
  runCommand("touch", "-d", "2400-01-01", tree.at("film"));
  const [entry] = walk(tree.path).entries;
  disk.catalogue.entries.add(disk.pairId, entry!);
});
Deno.test("foldersInnermostFirst() finds a folder named U+10FFFF", () => {
  using disk = new CatalogueOnDisk();
  disk.add("\u{10ffff}/");
  strictEqual(
    [...disk.catalogue.entries.foldersInnermostFirst(disk.pairId, "pending")]
      .length,
    1,
  );
});

Deno.test("tallyProblems() adds up what is kept from going on by its reason, and nothing that went on", () => {
  using disk = new CatalogueOnDisk();
  const { entries, pairs } = disk.catalogue;
  for (const path of ["a", "b", "c", "d", "well"]) disk.add(path);
  for (const path of ["a", "b", "d"]) entries.setProblem(disk.find(path).id, "unreadable");
  entries.setProblem(disk.find("c").id, "source-corrupt");
  entries.setState(disk.find("d").id, "delivered");
  deepStrictEqual(entries.tallyProblems(disk.pairId), [
    { code: "unreadable", files: 2, bytes: 20, example: "a" },
    { code: "source-corrupt", files: 1, bytes: 10, example: "c" },
  ]);
  deepStrictEqual(entries.tallyProblems(pairs.ensure("another").id), []);
});
