import type { CargoPart } from "../catalogue/cargo.ts";
import type { Catalogue } from "../catalogue/catalogue.ts";
import type { EntryRow } from "../catalogue/rows.ts";
import type { CargoFiles } from "./cargo_files.ts";
import { problemOf } from "./problem_of.ts";

/**
 * Looks whether what is recorded as aboard is still in cargo, whole; what is not is pending again.
 * To be called in a transaction of the catalogue.
 */
export function withdrawLostCargo(catalogue: Catalogue, pairId: bigint, cargo: CargoFiles): void {
  for (const { entry, version } of catalogue.cargo.toUnload(pairId)) {
    if (version.kind === "file") withdrawWhatIsLost(catalogue, entry, cargo);
  }
  for (const { entry } of catalogue.parts.toUnload(pairId)) {
    withdrawWhatIsLost(catalogue, entry, cargo);
  }
}

/** Of a file in several parts those go on to be aboard that are there. */
function withdrawWhatIsLost(
  { cargo: records, parts, entries }: Catalogue,
  entry: EntryRow,
  cargo: CargoFiles,
): void {
  const isLost = (part: CargoPart) => problemOf(() => cargo.locate([part])) !== undefined;
  const lost = new Set(records.partsOf(entry.id).filter(isLost).map(({ name }) => name));
  if (lost.size === 0) return;
  const all = parts.of(entry.id);
  if (all.length > 1) {
    return parts.loseAboard(entry.id, all.filter(({ name }) => name !== null && lost.has(name)));
  }
  records.withdraw(entry.id);
  if (entry.state === "aboard") entries.setState(entry.id, "pending");
}
