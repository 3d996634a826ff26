import type { CargoPart } from "../catalogue/cargo.ts";
import type { Catalogue } from "../catalogue/catalogue.ts";
import type { PartialFile } from "../catalogue/in_flight.ts";
import { FileProblem } from "../model/errors.ts";
import type { CargoFiles } from "./cargo_files.ts";
import { problemOf } from "./problem_of.ts";

/**
 * The files in cargo of a version whose record is withdrawn because nobody wants it any more. They are
 * in flight from that commit on until they are removed: a kill in between leaves nothing on the drive
 * that nobody would ever delete.
 */
export class OldParts {
  constructor(
    private readonly catalogue: Catalogue,
    private readonly pairId: bigint,
    private readonly parts: readonly CargoPart[],
  ) {}

  /** To be called in the transaction that withdraws their record. */
  release(): void {
    if (this.parts.length > 0) {
      this.catalogue.inFlight.begin(this.pairId, partsInFlight(this.parts));
    }
  }

  /** Removes them; what the system refuses to is left to the next sweep. */
  remove(cargo: CargoFiles): void {
    if (this.parts.length === 0) return;
    const refused = removeOldParts(cargo, this.parts);
    const gone = this.parts.filter((part) => !refused.includes(part));
    this.catalogue.inFlight.end(this.pairId, partsInFlight(gone));
  }
}

/** Parts in cargo, as they are while they are in flight to be removed. */
export function partsInFlight(parts: readonly CargoPart[]): PartialFile[] {
  return parts.map(({ name }) => ({ side: "drive", path: name, replaces: false }));
}

/**
 * Removes parts that nobody wants. What is not as it was recorded is not Waterlock's to delete; it stays, and
 * is no concern of anybody any more.
 *
 * @returns what the system has refused to remove
 */
export function removeOldParts(cargo: CargoFiles, parts: readonly CargoPart[]): CargoPart[] {
  return parts.filter((part) => {
    const problem = problemOf(() => cargo.remove([part]));
    return problem instanceof FileProblem && problem.code !== "damaged";
  });
}
