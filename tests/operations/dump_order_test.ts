import { deepStrictEqual, ok, throws } from "node:assert/strict";
import { CargoFiles } from "../../lib/operations/cargo_files.ts";
import { dumpOne } from "../../lib/operations/free_cargo.ts";
import { openDrive } from "../../lib/operations/open_drive.ts";
import { TwoComputers } from "../e2e/two_computers.ts";
import { countFiles, performStage, servicesWith } from "./perform_stage.ts";

Deno.test("dumping cargo that has not arrived, broken off, leaves no claim that it is aboard", async () => {
  using computers = new TwoComputers();
  for (const name of ["a", "b"]) computers.write(name, name, "2020-05-01T12:00:00Z");
  await performStage(computers.drive, "load");
  {
    using drive = await openDrive(computers.drive, "dump", servicesWith());
    const pair = drive.catalogue.pairs.ensure("media");
    const cargo = new CargoFiles(drive, "media");
    cargo.remove = () => {
      Deno.removeSync(computers.cargo("a"));
      throw new Error("killed");
    };
    const [row] = drive.catalogue.cargo.toDump(pair.id, true);
    throws(() => dumpOne(drive, pair, cargo, row!), /killed/);
  }
  const { aboard, pending, damaged } = await countFiles(computers.drive);
  deepStrictEqual([aboard, pending, damaged], [1, 1, 0]);
  ok((await performStage(computers.drive, "unload")).result === "done");
});
