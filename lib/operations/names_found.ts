import type { Catalogue } from "../catalogue/catalogue.ts";
import type { PairRow } from "../catalogue/pairs.ts";
import { nameFoundAtDestination } from "../model/portable_path.ts";
import { joinRelative, nameOf, parentOf, type RelativePath } from "../model/relative_path.ts";
import type { Places } from "./places.ts";

/** Which names of the catalogue those stand for that are found at a destination. */
export class NamesFound {
  /** The names that were cut, by the folder in the catalogue and the name found there. */
  #cut: ReadonlyMap<string, string> | undefined;

  constructor(
    private readonly catalogue: Catalogue,
    private readonly row: PairRow,
    private readonly places: Places,
  ) {}

  /**
   * The name of what is called `found` in a folder.
   *
   * @param folder by its path in the catalogue; `""` is the root
   * @returns undefined for what has no place under such a name
   */
  nameOf(found: string, folder: RelativePath | ""): string | undefined {
    let name = nameFoundAtDestination(found, folder === "", this.row.names);
    if (name === null) {
      this.#cut ??= this.#findCut();
      name = this.#cut.get(folder + found);
    }
    if (name === undefined) return undefined;
    const isItsPlace = [false, true].some((isFolder) =>
      nameOf(this.places.of(joinRelative(folder, name, isFolder))) === found
    );
    return isItsPlace ? name : undefined;
  }

  #findCut(): ReadonlyMap<string, string> {
    const cut = new Map<string, string>();
    for (const path of this.catalogue.whereabouts.paths(this.row.id)) {
      const folder = parentOf(path), found = nameOf(this.places.of(path));
      const isCut = nameFoundAtDestination(found, folder === "", this.row.names) === null;
      if (isCut) cut.set(folder + found, nameOf(path));
    }
    return cut;
  }
}
