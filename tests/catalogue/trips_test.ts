import { deepStrictEqual, strictEqual } from "node:assert/strict";
import { CLOCKS_DIFFER_MS } from "../../lib/model/sighting.ts";
import { CatalogueOnDisk } from "../fixtures/catalogue_on_disk.ts";

Deno.test("a load and the unload that follows it share a number, however often each is run", () => {
  using disk = new CatalogueOnDisk();
  const { trips, pairs } = disk.catalogue;
  const begin = (stage: "load" | "unload") => trips.begin(disk.pairId, stage, "host", 0).number;
  const stages = ["load", "load", "unload", "unload", "load", "unload", "load"] as const;
  deepStrictEqual(stages.map(begin), [1, 1, 1, 1, 2, 2, 3]);
  strictEqual(trips.begin(pairs.ensure("another").id, "unload", "host", 0).number, 1);
});

Deno.test("lastLoadHost() is the computer of the last load, not of an unload", () => {
  using disk = new CatalogueOnDisk();
  const { trips } = disk.catalogue;
  strictEqual(trips.lastLoadHost(disk.pairId), undefined);
  trips.begin(disk.pairId, "load", "old server", 0);
  trips.begin(disk.pairId, "load", "server", 1);
  trips.begin(disk.pairId, "unload", "relative", 2);
  strictEqual(trips.lastLoadHost(disk.pairId), "server");
});

Deno.test("end() records what the stage did, and a stage that never ended is still running", () => {
  using disk = new CatalogueOnDisk();
  const tally = (files: number) => ({ files, bytes: files * 10 });
  disk.beginTrip("load");
  const ended = disk.beginTrip("load");
  disk.catalogue.trips.end(
    ended,
    77,
    {
      carried: tally(1),
      instructed: tally(2),
      waiting: tally(3),
      failed: tally(4),
      removed: tally(5),
    },
    { cold: 6, reread: 7 },
    "partial",
  );
  const rows = disk.tamper("SELECT * FROM trip ORDER BY trip_id");
  deepStrictEqual(rows.map((row) => row.result), ["running", "partial"]);
  const [, row] = rows;
  deepStrictEqual([row?.ended_at, row?.carried_files, row?.removed_bytes], [77, 1, 50]);
  deepStrictEqual([row?.proven_cold, row?.proven_reread], [6, 7]);
  deepStrictEqual([row?.instructed_files, row?.waiting_bytes, row?.failed_files], [2, 30, 4]);
});

Deno.test("a load is a sighting of the source from its beginning to its end", () => {
  using disk = new CatalogueOnDisk();
  const { trips } = disk.catalogue;
  const begin = (stage: "load" | "unload", host: string, at: number) =>
    trips.begin(disk.pairId, stage, host, at).id;
  const load = begin("load", "home", 100);
  deepStrictEqual(trips.sightingBy(load), { host: "home", from: 100, until: null });
  const unload = begin("unload", "away", 50);
  const dayLater = 50 + CLOCKS_DIFFER_MS;
  deepStrictEqual(trips.sightingBy(load), { host: "home", from: 100, until: dayLater });
  const next = begin("load", "home", 200);
  deepStrictEqual(trips.sightingBy(load), { host: "home", from: 100, until: 199 });
  deepStrictEqual(trips.sightingBy(next), { host: "home", from: 200, until: null });
  strictEqual(trips.sightingBy(99n), undefined);
  deepStrictEqual([trips.last("load", disk.pairId), trips.last("unload", disk.pairId)], [
    next,
    unload,
  ]);
  strictEqual(trips.last("load", 99n), undefined);
});

Deno.test("a load by a clock that has gone back is no sighting, whatever other computers' clocks say", () => {
  using disk = new CatalogueOnDisk();
  const { trips } = disk.catalogue;
  const begin = (host: string, at: number) => trips.begin(disk.pairId, "load", host, at).id;
  begin("away", 900);
  begin("home", 100);
  strictEqual(trips.sightingBy(begin("home", 99)), undefined);
  strictEqual(trips.sightingBy(begin("home", 101))?.from, 101);
});

Deno.test("latest() is the last stage of a pair, whatever it was, and oldestFirst() can be of one pair", () => {
  using disk = new CatalogueOnDisk();
  const { trips, pairs } = disk.catalogue, another = pairs.ensure("another").id;
  strictEqual(trips.latest(disk.pairId), undefined);
  trips.begin(disk.pairId, "load", "home", 10);
  trips.begin(disk.pairId, "unload", "away", 20);
  trips.begin(another, "load", "home", 30);
  const { pair, stage, startedAt, result } = trips.latest(disk.pairId)!;
  deepStrictEqual([pair, stage, startedAt, result], ["films", "unload", 20, "running"]);
  const startsOf = (pairId?: bigint) =>
    Array.from(trips.oldestFirst(pairId), (trip) => trip.startedAt);
  deepStrictEqual([startsOf(), startsOf(disk.pairId), startsOf(another)], [
    [10, 20, 30],
    [10, 20],
    [30],
  ]);
});
