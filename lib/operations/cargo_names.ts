import type { Cargo } from "../catalogue/cargo.ts";
import { fold } from "../model/fold.ts";
import { foldersAbove, type RelativePath } from "../model/relative_path.ts";

/**
 * Which names in one pair's cargo are taken: by what the catalogue records and what is under way, in any
 * spelling that some file system takes for the same. What this drive's file system would do with two of
 * them does not matter, for the next system may do otherwise.
 */
export class CargoNames {
  /** How each folder that is used is spelled, by its folded name. */
  readonly #spellings = new Map<string, RelativePath>();

  /** @param isCrossed whether something is under way that a name could be taken for */
  constructor(
    private readonly cargo: Cargo,
    private readonly pairId: bigint,
    private readonly isCrossed: (name: RelativePath) => boolean,
  ) {}

  /**
   * Whether a name cannot be given to an entry's bytes: another file has it, or a folder, or a folder
   * above it is a file's name or spelled otherwise.
   */
  isTaken(name: RelativePath, entryId: bigint): boolean {
    return this.isCrossed(name) || this.#spellings.has(fold(`${name}/`)) ||
      this.cargo.isTaken(this.pairId, name, entryId) ||
      !foldersAbove(name).every((folder) => this.#isUsable(folder));
  }

  #isUsable(folder: RelativePath): boolean {
    const key = fold(folder);
    const known = this.#spellings.get(key);
    if (known !== undefined) return known === folder;
    if (this.cargo.isRecorded(this.pairId, folder.slice(0, -1) as RelativePath)) return false;
    const spelling = this.cargo.spellingOf(this.pairId, folder) ?? folder;
    this.#spellings.set(key, spelling);
    return spelling === folder;
  }
}
