import type { CargoRow } from "../catalogue/cargo.ts";
import { FileProblem } from "../model/errors.ts";
import { CargoFiles } from "./cargo_files.ts";
import type { OpenDrive } from "./open_drive.ts";

/** Removes one version's files from cargo and records it, in this order. */
export function dumpOne({ catalogue }: OpenDrive, cargo: CargoFiles, row: CargoRow): void {
  cargo.remove(catalogue.cargo.partsOf(row.entry.id));
  catalogue.transaction(() => {
    if (row.hasArrived) return catalogue.cargo.markDumped(row.entry.id);
    catalogue.cargo.withdraw(row.entry.id);
    if (row.entry.state === "aboard") catalogue.entries.setState(row.entry.id, "pending");
  });
}

/**
 * Frees delivered cargo, longest aboard first, until there is room; only as much as needed.
 *
 * @returns whether there is room now
 */
export function freeDeliveredCargo(drive: OpenDrive, hasRoom: () => boolean): boolean {
  for (const pair of drive.config.pairs) {
    const cargo = new CargoFiles(drive.layout.cargo, pair.name);
    const { id } = drive.catalogue.pairs.ensure(pair.name);
    for (const row of drive.catalogue.cargo.toDump(id)) {
      try {
        dumpOne(drive, cargo, row);
      } catch (error) {
        // What is not as it was recorded is not Waterlock's to delete.
        if (!(error instanceof FileProblem)) throw error;
      }
      if (hasRoom()) return true;
    }
  }
  return false;
}
