import { deepStrictEqual, strictEqual } from "node:assert/strict";
import type { Visit } from "../../lib/catalogue/visits.ts";
import { CatalogueOnDisk } from "../fixtures/catalogue_on_disk.ts";

const VISIT: Visit = {
  end: "destination",
  host: "away",
  startedAt: 1000,
  endedAt: 5000,
  result: "damaged",
  verified: { files: 7, bytes: 70 },
  faulty: { files: 1, bytes: 10 },
  left: { files: 2, bytes: 20 },
};

Deno.test("the last visit to an end is remembered as it was, whatever other ends and pairs had since", () => {
  using disk = new CatalogueOnDisk();
  const { pairs, visits } = disk.catalogue;
  visits.record(disk.pairId, { ...VISIT, startedAt: 1, result: "done" });
  visits.record(disk.pairId, VISIT);
  visits.record(disk.pairId, { ...VISIT, end: "drive" });
  visits.record(pairs.ensure("another").id, { ...VISIT, startedAt: 9 });
  disk.whileClosed(() => {});
  deepStrictEqual(disk.catalogue.visits.last(disk.pairId, "destination"), VISIT);
  strictEqual(disk.catalogue.visits.last(disk.pairId, "source"), undefined);
});

Deno.test("another drive was never visited itself, the ends were", () => {
  using disk = new CatalogueOnDisk();
  const { catalogue, pairId } = disk;
  for (const end of ["source", "drive", "destination"] as const) {
    catalogue.visits.record(pairId, { ...VISIT, end });
  }
  catalogue.becomeAnotherDrive();
  strictEqual(catalogue.visits.last(pairId, "drive"), undefined);
  deepStrictEqual(catalogue.visits.last(pairId, "destination"), VISIT);
});

Deno.test("a visit alone is history: a snapshot without it knows all that there is to know", () => {
  using disk = new CatalogueOnDisk();
  const before = disk.catalogue.changesOfKnowledge;
  disk.catalogue.visits.record(disk.pairId, VISIT);
  strictEqual(disk.catalogue.changesOfKnowledge, before);
});
