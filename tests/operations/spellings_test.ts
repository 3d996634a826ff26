import { deepStrictEqual, strictEqual } from "node:assert/strict";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { TwoComputers } from "../e2e/two_computers.ts";
import { isLoopPermitted, LoopDisk } from "../fixtures/loop_disk.ts";
import { countFiles, performStage } from "./perform_stage.ts";

const DATE = "2020-05-01T12:00:00Z";
const OTHERS = Array.from({ length: 9 }, (_, number) => `other ${number}`);

for (const bytes of [10, 17 * 1024 * 1024]) {
  Deno.test({
    ignore: !isLoopPermitted("exfat"),
    name:
      `files of ${bytes} bytes whose names a drive takes for one all lie in cargo, and arrive ` +
      "when the source has them no more",
    async fn() {
      using disk = new LoopDisk("exfat", 256 * 1024 * 1024);
      using computers = new TwoComputers({}, join(disk.path, "drive"));
      const { drive } = computers;
      const content = (name: string) => name.padEnd(bytes, ".");
      for (const name of [...OTHERS, "Photo.jpg"]) computers.write(name, content(name), DATE);
      strictEqual((await performStage(drive, "load")).result, "done");
      for (const name of ["photo.jpg", "PHOTO.JPG"]) computers.write(name, content(name), DATE);
      strictEqual((await performStage(drive, "load")).result, "done");
      for (const name of ["photo.jpg", "PHOTO.JPG"]) Deno.removeSync(join(computers.source, name));
      strictEqual((await performStage(drive, "load")).tallies.failed.files, 0);
      strictEqual((await performStage(drive, "unload")).tallies.failed.files, 0);
      for (const name of ["Photo.jpg", "photo.jpg", "PHOTO.JPG"]) {
        deepStrictEqual(computers.arrived(name)?.slice(0, 10), content(name).slice(0, 10));
      }
      strictEqual((await countFiles(drive)).delivered, 12);
    },
  });
}

Deno.test({
  ignore: !isLoopPermitted("exfat"),
  name: "what a killed load has left under one spelling is not cleared away where another lies",
  async fn() {
    using disk = new LoopDisk("exfat", 64 * 1024 * 1024);
    using computers = new TwoComputers({}, join(disk.path, "drive"));
    const { drive } = computers;
    computers.write("photo.jpg", "small", DATE);
    await performStage(drive, "load");
    const database = new DatabaseSync(join(drive, "config", "waterlock.db"));
    database.exec(
      "INSERT INTO in_flight (pair_id, side, path, replaces) VALUES (1, 'drive', 'PHOTO.JPG', 0)",
    );
    database.close();
    await performStage(drive, "load");
    strictEqual(Deno.readTextFileSync(computers.cargo("photo.jpg")), "small");
  },
});
