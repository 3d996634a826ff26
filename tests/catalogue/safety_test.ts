import { deepStrictEqual, strictEqual } from "node:assert/strict";
import type { SafetyTallies } from "../../lib/model/safety.ts";
import { CatalogueOnDisk, digestOf, travelled } from "../fixtures/catalogue_on_disk.ts";

/** Files by safety, without those of which there are none. */
function files(tallies: SafetyTallies): Record<string, number> {
  const counted = Object.entries(tallies).map(([safety, tally]) => [safety, tally.files] as const);
  return Object.fromEntries(counted.filter(([, count]) => count > 0));
}

/** Takes a file through a whole trip. */
function deliver(disk: CatalogueOnDisk, path: string, size = 10) {
  const entry = disk.add(path, { size });
  const version = travelled(entry);
  const { entries } = disk.catalogue;
  entries.replaceVersion(entry.id, "file", entry, version.digest, "pending");
  disk.load(entry, disk.beginTrip("load"));
  const trip = disk.beginTrip("unload");
  disk.unload(entry, trip);
  return { ...entry, trip };
}

Deno.test("safe is what arrived as the source has it and was proven there, and nothing else", () => {
  using disk = new CatalogueOnDisk();
  const { catalogue: { safety, deliveries, entries }, pairId } = disk;
  const of = () => files(safety.ofPair(pairId, 9).tallies);
  const entry = deliver(disk, "a");
  deepStrictEqual(of(), { safe: 1 });
  deliveries.markRead(entry.id, 7, null, null);
  deepStrictEqual(of(), { unproven: 1 }, "nobody knows what somebody made of it");
  deliveries.markRead(entry.id, 7, "reread", digestOf("a"));
  deepStrictEqual(of(), { safe: 1 });
  entries.replaceVersion(entry.id, "file", entry, digestOf("other bytes"), "delivered");
  deepStrictEqual(of(), { unproven: 1 }, "it is proven to be something else");
  entries.setState(entry.id, "pending");
  deepStrictEqual(of(), { waiting: 1 }, "only an older version has arrived");
  entries.setState(entry.id, "damaged");
  deepStrictEqual(of(), { damaged: 1 });
  for (const state of ["skipped", "removal", "removed"] as const) {
    entries.setState(entry.id, state);
    deepStrictEqual(of(), {}, "it is gone from the source");
  }
});

Deno.test("what waits and what is aboard is not safe, and folders do not count", () => {
  using disk = new CatalogueOnDisk();
  disk.add("folder/");
  disk.add("folder/a");
  disk.load(disk.add("b"), disk.beginTrip("load"));
  deepStrictEqual(files(disk.catalogue.safety.ofPair(disk.pairId, 9).tallies), {
    waiting: 1,
    aboard: 1,
  });
});

Deno.test("the largest folders come first, whatever lies deeper counts to them, and all are in the sum", () => {
  using disk = new CatalogueOnDisk();
  disk.add("small/a", { size: 1 });
  disk.add("large/below/b", { size: 50 });
  disk.add("large/c", { size: 50 });
  disk.add("in none", { size: 20 });
  const { tallies, folders } = disk.catalogue.safety.ofPair(disk.pairId, 2);
  deepStrictEqual(folders.map(({ folder, tallies }) => [folder, tallies.waiting]), [
    ["large/", { files: 2, bytes: 100 }],
    ["", { files: 1, bytes: 20 }],
  ]);
  deepStrictEqual(tallies.waiting, { files: 4, bytes: 121 });
});

Deno.test("what is safe is told by the stage that brought it, once it is proven", () => {
  using disk = new CatalogueOnDisk();
  const first = deliver(disk, "a", 1), second = deliver(disk, "b", 2);
  const third = deliver(disk, "c", 3);
  disk.catalogue.deliveries.markRead(third.id, 7, null, null);
  deepStrictEqual(disk.catalogue.safety.sinceTrips(disk.pairId), [
    { tripId: first.trip, files: 1, bytes: 1 },
    { tripId: second.trip, files: 1, bytes: 2 },
  ]);
});

Deno.test("proofs are told apart by their age; what is to come is believed by nobody", () => {
  using disk = new CatalogueOnDisk();
  const { catalogue: { safety, deliveries }, pairId } = disk;
  const provenAt: Record<string, number> = {
    new: 100,
    edge: 90,
    older: 89,
    oldest: 5,
    future: 101,
  };
  for (const [path, at] of Object.entries(provenAt)) {
    deliveries.markRead(deliver(disk, path).id, at, "cold", digestOf(path));
  }
  deliveries.markRead(deliver(disk, "edited").id, 100, null, null);
  const { since, unknown } = safety.proofAges(pairId, 100, [90, 50]);
  deepStrictEqual(since.map((tally) => tally.files), [2, 1, 1]);
  deepStrictEqual(unknown, { files: 2, bytes: 20 });
  deepStrictEqual(safety.longestUnverified(pairId, 2).map(({ path }) => path), ["oldest", "older"]);
});

Deno.test("the gravest trouble comes first, and how much there is is said beside what is shown", () => {
  using disk = new CatalogueOnDisk();
  const { catalogue: { safety, deliveries, entries }, pairId } = disk;
  deliver(disk, "well");
  deliveries.markRead(deliver(disk, "edited", 500).id, 7, null, null);
  entries.setProblem(disk.add("shut", { size: 5 }).id, "unreadable");
  entries.setProblem(disk.add("shut and large", { size: 50 }).id, "unreadable");
  entries.setState(disk.add("bad").id, "damaged");
  const { some, total } = safety.troubles(pairId, 3);
  deepStrictEqual(some.map(({ path, code }) => [path, code]), [
    ["bad", "damaged"],
    ["shut and large", "unreadable"],
    ["shut", "unreadable"],
  ]);
  strictEqual(total, 4);
  deepStrictEqual(safety.troubles(pairId, 9).some.at(-1), {
    path: "edited",
    size: 500,
    code: "unproven",
  });
});
