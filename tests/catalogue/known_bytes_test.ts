import { deepStrictEqual } from "node:assert/strict";
import { CatalogueOnDisk, digestOf, travelled } from "../fixtures/catalogue_on_disk.ts";

/** The paths that candidates() gives. */
function candidates({ catalogue, pairId }: CatalogueOnDisk): string[] {
  return Array.from(catalogue.knownBytes.candidates(pairId), (entry) => entry.path);
}

Deno.test("candidates() gives what waits and is perhaps known, tallyToRead() what of it has to be read", () => {
  using disk = new CatalogueOnDisk();
  const { catalogue, pairId } = disk, trip = disk.beginTrip("load");
  const { adopted, cargo, deliveries, entries } = catalogue;
  const file = { mtimeNs: 1n, digest: digestOf("x") };
  deliveries.record(
    disk.add("at the destination", { size: 20 }).id,
    {
      ...travelled(disk.find("at the destination")),
    },
    trip,
    0,
  );
  disk.load(disk.add("aboard", { size: 21 }), trip);
  cargo.instruct(disk.add("an instruction", { size: 22 }).id, {
    ...travelled(disk.find("an instruction")),
  }, trip);
  for (const path of ["at the destination", "an instruction"]) {
    entries.setState(disk.find(path).id, "delivered");
  }
  adopted.record(pairId, { path: disk.find("aboard").path, size: 23, ...file, digest: null });
  adopted.record(pairId, { path: disk.add("of its path", { size: 99 }).path, ...file, size: null });
  adopted.record(pairId, { path: disk.find("at the destination").path, size: 24, ...file });
  for (const size of [0, 19, 20, 21, 22, 23, 24]) disk.add(`of ${size}`, { size });
  disk.add("folder/");
  disk.add("link", { kind: "link", size: 20, linkTarget: "x" });
  const damaged = disk.add("damaged of 20", { size: 20, mtimeNs: 2n });
  entries.setState(damaged.id, "damaged");

  deepStrictEqual(candidates(disk), ["of its path", "of 20", "of 21", "of 24", "damaged of 20"]);
  const { knownBytes } = catalogue;
  deepStrictEqual(knownBytes.tallyToRead(pairId), { files: 4, bytes: 20 + 21 + 24 + 20 });
  adopted.record(pairId, { path: disk.find("of 24").path, size: 24, ...file });
  deepStrictEqual(knownBytes.tallyToRead(pairId), { files: 3, bytes: 20 + 21 + 20 });
  entries.setProblem(disk.find("of 21").id, "bytes-gone");
  deepStrictEqual(knownBytes.tallyToRead(pairId), { files: 2, bytes: 20 + 20 });
});

Deno.test("candidates() does not look at another pair's bytes", () => {
  using disk = new CatalogueOnDisk();
  const other = disk.catalogue.pairs.ensure("another").id;
  const path = disk.add("film").path;
  disk.catalogue.adopted.record(other, { path, size: 10, mtimeNs: 1n, digest: digestOf("x") });
  deepStrictEqual(candidates(disk), []);
});

Deno.test("candidates() gives 2,001 files oldest first, while they are settled", () => {
  using disk = new CatalogueOnDisk();
  const { catalogue, pairId } = disk;
  const path = disk.add("known", { size: 1 }).path;
  catalogue.adopted.record(pairId, { path, size: 10, mtimeNs: 1n, digest: digestOf("x") });
  catalogue.entries.setState(disk.find("known").id, "aboard");
  const known = disk.find("known");
  catalogue.begin();
  for (let number = 0; number < 2001; number++) {
    catalogue.entries.add(pairId, {
      ...known,
      path: `${number}` as typeof path,
      size: 10,
      mtimeNs: BigInt((number * 7919) % 997 - 500),
    });
  }
  const times: bigint[] = [];
  for (const entry of catalogue.knownBytes.candidates(pairId)) {
    times.push(entry.mtimeNs);
    if (times.length % 2) catalogue.entries.setState(entry.id, "aboard");
  }
  catalogue.commit();
  deepStrictEqual(times.length, 2001);
  deepStrictEqual(times, times.toSorted((a, b) => Number(a - b)));
});
