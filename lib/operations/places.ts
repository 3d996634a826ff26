import type { Catalogue } from "../catalogue/catalogue.ts";
import type { PairRow } from "../catalogue/pairs.ts";
import { FileProblem } from "../model/errors.ts";
import { countLettersIn } from "../model/portable_name.ts";
import { pathAtDestination } from "../model/portable_path.ts";
import { nameOf, type RelativePath } from "../model/relative_path.ts";

/** Where paths lie at one pair's destination: the one answer to this question. */
export class Places {
  readonly #letters: Map<RelativePath, number>;

  constructor(
    private readonly catalogue: Catalogue,
    private readonly row: Pick<PairRow, "id" | "names">,
  ) {
    this.#letters = new Map(catalogue.pairs.toldApart(row.id));
  }

  /** Where a path lies there: under its own name, or under substitutes for parts of it. */
  readonly of = (path: RelativePath): RelativePath =>
    pathAtDestination(path, this.row.names, (part) => this.#letters.get(part) ?? 0);

  /**
   * Finds another place for a path, because the file system there takes its name for another one's. It is
   * remembered before anything lies there.
   *
   * @throws {FileProblem} `name-collision` when there is none
   */
  tellApart(path: RelativePath): void {
    const letters = (this.#letters.get(path) ?? 0) + 1;
    if (this.row.names !== "portable" || letters > countLettersIn(nameOf(path))) refuseCollision();
    this.catalogue.pairs.tellApart(this.row.id, path, letters);
    this.#letters.set(path, letters);
  }
}

/** @throws {FileProblem} `name-collision`, always */
export function refuseCollision(): never {
  throw new FileProblem(
    "name-collision",
    "The destination's file system takes its name for another one beside it",
  );
}
