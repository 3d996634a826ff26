import { basename } from "node:path";
import type { Catalogue } from "../catalogue/catalogue.ts";
import type { PairRow } from "../catalogue/pairs.ts";
import { partialOfParts, partialPath } from "../filesystem/partial_name.ts";
import { parentOf, PARTIAL_SUFFIX, type RelativePath } from "../model/relative_path.ts";
import { NOTICE } from "../vocabulary.ts";
import type { Places } from "./places.ts";

/** So many are named. */
const MOST_NAMED = 3;

/**
 * The partials at a destination that this drive does not go on with. A drive that was lost may have left
 * them, or another one may still go on with them: only a person can tell.
 */
export class PartialsFound {
  readonly #strange: string[] = [];
  readonly #known: ReadonlySet<string>;

  constructor({ inFlight, parts }: Catalogue, { id }: PairRow, places: Places) {
    const known = (path: RelativePath, nameAt: (place: string) => string) =>
      parentOf(path) + basename(nameAt(places.of(path)));
    this.#known = new Set([
      ...parts.toFinish(id).map(({ entry, version }) =>
        known(entry.path, (place) => partialOfParts(place, version))
      ),
      ...inFlight.of(id).map(({ path }) => known(path, partialPath)),
    ]);
  }

  /** Looks at a name in a folder, which is given by its path in the catalogue. */
  consider(name: string, folder: RelativePath | ""): void {
    const path = folder + name;
    if (name.endsWith(PARTIAL_SUFFIX) && !this.#known.has(path)) this.#strange.push(path);
  }

  /** What to say of them, or undefined where there are none. */
  describe(): string | undefined {
    const strange = this.#strange;
    if (strange.length === 0) return undefined;
    return NOTICE.partialsFound(strange.slice(0, MOST_NAMED), strange.length - MOST_NAMED);
  }
}
