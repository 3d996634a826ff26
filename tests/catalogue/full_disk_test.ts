import { deepStrictEqual, strictEqual, throws } from "node:assert/strict";
import { Catalogue } from "../../lib/catalogue/catalogue.ts";
import { readSpace } from "../../lib/filesystem/free_space.ts";
import { WaterlockError } from "../../lib/model/errors.ts";
import { scanned } from "../fixtures/catalogue_on_disk.ts";
import { isMountingPermitted, SmallDisk } from "../fixtures/small_disk.ts";

Deno.test({
  ignore: !isMountingPermitted(),
  name: "a catalogue on a full disk takes back what did not fit, and goes on when there is room",
  fn: () => {
    using disk = new SmallDisk(1024 * 1024);
    const path = `${disk.path}/waterlock.db`, ballast = `${disk.path}/ballast`;
    let catalogue = Catalogue.open(path);
    const { id } = catalogue.pairs.ensure("films");
    const addMany = (folder: string) =>
      catalogue.transaction(() => {
        for (let number = 0; number < 2000; number++) {
          catalogue.entries.add(id, scanned(`${folder}/${number}`));
        }
      });
    catalogue.entries.add(id, scanned("first"));
    Deno.writeFileSync(ballast, new Uint8Array(readSpace(disk.path).freeBytes - 8192));
    throws(() => addMany("too many"), /full|disk/);
    deepStrictEqual(pathsOf(catalogue, id), ["first"]);
    Deno.removeSync(ballast);
    addMany("enough room");
    catalogue.close();
    catalogue = Catalogue.open(path);
    strictEqual(pathsOf(catalogue, id).length, 2001);
    catalogue.close();
  },
});

function pathsOf(catalogue: Catalogue, pairId: bigint): string[] {
  return Array.from(catalogue.entries.inPathOrder(pairId), (entry) => entry.path);
}

Deno.test("a commit that finds the drive full says so, and can be rolled back", () => {
  using disk = new SmallDisk(1 << 20);
  const catalogue = Catalogue.open(`${disk.path}/w.db`);
  try {
    const { id } = catalogue.pairs.ensure("films");
    Deno.writeFileSync(
      `${disk.path}/b`,
      new Uint8Array(readSpace(disk.path).freeBytes),
    );
    const isFull = (e: unknown) => e instanceof WaterlockError && /full/.test(e.message);
    const addMany = () => {
      for (let n = 0; n < 20; n++) {
        catalogue.entries.add(id, scanned(`film ${n}`));
      }
    };
    throws(() => {
      for (;;) catalogue.entries.add(id, scanned(`x${Math.random()}`));
    }, isFull);
    throws(() => catalogue.transaction(addMany), isFull);
    catalogue.begin();
    addMany();
    throws(() => catalogue.commit(), isFull);
    catalogue.rollback();
  } finally {
    catalogue.close();
  }
});
