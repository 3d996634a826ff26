import { deepStrictEqual, throws } from "node:assert/strict";
import { WaterlockError } from "../../lib/model/errors.ts";
import { CatalogueOnDisk } from "../fixtures/catalogue_on_disk.ts";

const LEADING_OUT = ["../escape", "a/../../escape", "..", "/etc/passwd", "a//b", "./a", "a/."];

function isRefused(error: unknown): boolean {
  return error instanceof WaterlockError && error.code === "refused";
}

const quoted = (path: string) => `'${path}'`;

Deno.test("an entry whose path leads out of its root is refused, whoever reads it", () => {
  for (const path of LEADING_OUT) {
    using disk = new CatalogueOnDisk();
    const { id } = disk.add("film");
    disk.load(disk.find("film"), disk.beginTrip("load"));
    disk.tamper(`UPDATE entry SET path = ${quoted(path)}, state = 'removal'`);
    const { entries, cargo, missing } = disk.catalogue;
    throws(() => [...entries.inPathOrder(disk.pairId)], isRefused, path);
    throws(() => [...entries.toRemove(disk.pairId)], isRefused, path);
    throws(() => [...cargo.toUnload(disk.pairId)], isRefused, path);
    entries.setState(id, "delivered");
    missing.add(id);
    throws(() => [...missing.entries(disk.pairId)], isRefused, path);
  }
});

Deno.test("a file in cargo, or a partial one, whose name leads out of its root is refused", () => {
  for (const path of LEADING_OUT) {
    using disk = new CatalogueOnDisk();
    const entry = disk.add("film");
    disk.load(entry, disk.beginTrip("load"));
    disk.catalogue.inFlight.begin(disk.pairId, [{
      side: "destination",
      path: entry.path,
      replaces: false,
    }]);
    disk.tamper(
      `UPDATE cargo_part SET name = ${quoted(path)}; UPDATE in_flight SET path = ${quoted(path)}`,
    );
    throws(() => disk.catalogue.cargo.partsOf(entry.id), isRefused, path);
    throws(() => disk.catalogue.inFlight.of(disk.pairId), isRefused, path);
  }
});

Deno.test("a part that lies before a file's first byte, or beyond what a file can have, is refused", () => {
  for (const place of ["start = -1", "size = -1", "start = 9223372036854775807"]) {
    using disk = new CatalogueOnDisk();
    const entry = disk.add("film");
    disk.load(entry, disk.beginTrip("load"));
    disk.tamper(`UPDATE cargo_part SET ${place}`);
    throws(() => disk.catalogue.parts.of(entry.id), isRefused, place);
  }
});

Deno.test("a path that would be SQL is only a path", () => {
  using disk = new CatalogueOnDisk();
  const path = "'; DROP TABLE entry; --";
  const entry = disk.add(path);
  disk.load(entry, disk.beginTrip("load"));
  disk.catalogue.inFlight.begin(disk.pairId, [{
    side: "drive",
    path: entry.path,
    replaces: false,
  }]);
  disk.reopen();
  deepStrictEqual(disk.find(path).aboard?.size, 10);
});

Deno.test("a path that is not valid UTF-8, or holds a NUL, is refused and never read for ever", () => {
  for (const bytes of ["61ff", "610062"]) {
    using disk = new CatalogueOnDisk();
    disk.add("film");
    disk.tamper(`UPDATE entry SET path = CAST(x'${bytes}' AS TEXT)`);
    let steps = 0;
    throws(() => {
      for (const _ of disk.catalogue.entries.inPathOrder(disk.pairId)) {
        if (++steps > 3) throw new Error("endless");
      }
    }, (error) => error instanceof WaterlockError);
  }
});
