import type { Catalogue } from "../catalogue/catalogue.ts";
import { FileProblem } from "../model/errors.ts";
import type { CargoFiles } from "./cargo_files.ts";

/**
 * Looks whether what is recorded as aboard is still in cargo, whole; what is not is pending again.
 * To be called in a transaction of the catalogue.
 */
export function withdrawLostCargo(catalogue: Catalogue, pairId: bigint, cargo: CargoFiles): void {
  for (const { entry, version } of catalogue.cargo.toUnload(pairId)) {
    if (version.kind !== "file") continue;
    try {
      cargo.locate(catalogue.cargo.partsOf(entry.id));
    } catch (error) {
      if (!(error instanceof FileProblem)) throw error;
      catalogue.cargo.withdraw(entry.id);
      if (entry.state === "aboard") catalogue.entries.setState(entry.id, "pending");
    }
  }
}
