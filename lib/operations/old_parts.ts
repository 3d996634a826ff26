import type { CargoPart } from "../catalogue/cargo.ts";
import type { Catalogue } from "../catalogue/catalogue.ts";
import type { CargoFiles } from "./cargo_files.ts";
import { removeOldParts } from "./load_file.ts";

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
    if (this.parts.length > 0) this.catalogue.inFlight.begin(this.pairId, this.#inFlight());
  }

  /** Removes them, with what {@linkcode removeOldParts} leaves. */
  remove(cargo: CargoFiles): void {
    if (this.parts.length === 0) return;
    removeOldParts(cargo, this.parts);
    this.catalogue.inFlight.end(this.pairId, this.#inFlight());
  }

  #inFlight() {
    return this.parts.map(({ name }) => ({ side: "drive", path: name, replaces: false }) as const);
  }
}
