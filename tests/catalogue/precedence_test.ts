import { deepStrictEqual, strictEqual } from "node:assert/strict";
import { CatalogueOnDisk, digestOf, scanned } from "../fixtures/catalogue_on_disk.ts";

/** Ranks by a path's beginning. */
function byLetter(path: string) {
  return path.startsWith("held")
    ? "held"
    : path.startsWith("a")
    ? 0
    : path.startsWith("b")
    ? 1
    : undefined;
}

function toLoad({ catalogue, pairId }: CatalogueOnDisk): string[] {
  return Array.from(catalogue.entries.toLoad(pairId, "file"), ({ path }) => path);
}

Deno.test("what goes first goes by rank, then by age; the rest behind it; what is held not at all", () => {
  using disk = new CatalogueOnDisk();
  const { catalogue, pairId } = disk;
  const times = { c1: 1n, a9: 9n, b2: 2n, held: 0n, a3: 3n, b1: -1n, c0: -5n };
  for (const [path, mtimeNs] of Object.entries(times)) disk.add(path, { mtimeNs });
  deepStrictEqual(toLoad(disk), ["c0", "b1", "held", "c1", "b2", "a3", "a9"]);
  catalogue.precedence.set(pairId, byLetter);
  deepStrictEqual(toLoad(disk), ["a3", "a9", "b1", "b2", "c0", "c1"]);
  deepStrictEqual(
    Array.from(catalogue.entries.toLoad(pairId, "file"), ({ rank }) => rank),
    [0, 0, 1, 1, undefined, undefined],
  );
  strictEqual(catalogue.entries.sizesToLoad(pairId).length, 6);
  deepStrictEqual(catalogue.entries.tallyToLoad(pairId), { files: 6, bytes: 60 });
  deepStrictEqual(catalogue.precedence.tallyHeld(pairId), { files: 1, bytes: 10 });
  deepStrictEqual(Array.from(catalogue.precedence.held(pairId), ({ path }) => path), ["held"]);

  catalogue.precedence.set(pairId, undefined);
  deepStrictEqual(toLoad(disk), ["c0", "b1", "held", "c1", "b2", "a3", "a9"]);
});

Deno.test("5,001 entries keep their order while they go aboard, a third of them first", () => {
  using disk = new CatalogueOnDisk();
  const { catalogue, pairId } = disk;
  catalogue.transaction(() => {
    for (let number = 0; number < 5001; number++) {
      const mtimeNs = BigInt((number * 7919) % 997 - 500);
      const name = ["a", "b", "c", "held"][number % 4];
      catalogue.entries.add(pairId, scanned(`${name}${number}`, { mtimeNs }));
    }
  });
  catalogue.precedence.set(pairId, byLetter);
  const seen: [number, bigint][] = [];
  for (const entry of catalogue.entries.toLoad(pairId, "file")) {
    seen.push([entry.rank ?? 2, entry.mtimeNs]);
    if (seen.length % 2 === 0) catalogue.entries.setState(entry.id, "aboard");
  }
  strictEqual(seen.length, 3751);
  deepStrictEqual(seen, seen.toSorted((a, b) => a[0] - b[0] || Number(a[1] - b[1])));
  strictEqual(catalogue.precedence.tallyHeld(pairId).files, 1250);
});

Deno.test("held links and folders stay, and an older file of a link's name in cargo with them", () => {
  using disk = new CatalogueOnDisk();
  const { catalogue, pairId } = disk;
  const trip = disk.beginTrip("load");
  disk.load(disk.add("held link"), trip);
  const { id } = disk.find("held link");
  const link = { ...scanned("held link"), kind: "link", size: 0, linkTarget: "x" } as const;
  catalogue.entries.replaceVersion(id, "link", link, null, "pending");
  for (const path of ["held/", "folder/"]) disk.add(path);
  disk.add("link", { kind: "link", linkTarget: "x", size: 0 });
  catalogue.precedence.set(pairId, byLetter);
  deepStrictEqual(catalogue.cargo.replacedByLinks(pairId), []);
  catalogue.cargo.takeLinksAndFolders(pairId, trip);
  deepStrictEqual(
    ["held link", "held/", "folder/", "link"].map((path) => disk.find(path).state),
    ["pending", "pending", "aboard", "aboard"],
  );
});

Deno.test("what is held is not read to be recognised, unless others brought it under its very path", () => {
  using disk = new CatalogueOnDisk();
  const { catalogue, pairId } = disk;
  const trip = disk.beginTrip("load");
  disk.load(disk.add("aboard", { size: 20 }), trip);
  for (const path of ["held 1", "c", "held 2"]) disk.add(path, { size: 20 });
  catalogue.adopted.record(pairId, {
    path: disk.find("held 2").path,
    size: 20,
    mtimeNs: 1n,
    digest: digestOf("x"),
  });
  catalogue.precedence.set(pairId, byLetter);
  const candidates = Array.from(catalogue.knownBytes.candidates(pairId), ({ path }) => path);
  deepStrictEqual(candidates, ["c", "held 2"]);
});

Deno.test("what goes first or waits is nothing that anybody has to remember, undone or not", () => {
  using disk = new CatalogueOnDisk();
  const { catalogue, pairId } = disk;
  for (const path of ["a", "held"]) disk.add(path);
  const { changes } = catalogue;
  catalogue.precedence.set(pairId, byLetter);
  strictEqual(catalogue.changes, changes);
  catalogue.begin();
  catalogue.precedence.set(pairId, byLetter);
  disk.add("b");
  catalogue.rollback();
  strictEqual(catalogue.changes, changes);
});
