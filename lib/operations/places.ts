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
   * remembered before anything lies there but what moves along.
   *
   * @param move called with the old place and the new one before that is remembered
   * @throws {FileProblem} `name-collision` when there is none
   */
  tellApart(path: RelativePath, move: (from: RelativePath, to: RelativePath) => void): void {
    const before = this.#letters.get(path) ?? 0, letters = before + 1;
    if (this.row.names !== "portable" || letters > countLettersIn(nameOf(path))) refuseCollision();
    const from = this.of(path);
    this.#letters.set(path, letters);
    try {
      move(from, this.of(path));
      this.catalogue.pairs.tellApart(this.row.id, path, letters);
    } catch (error) {
      this.#letters.set(path, before);
      throw error;
    }
  }
}

/** @throws {FileProblem} `name-collision`, always */
export function refuseCollision(): never {
  throw new FileProblem(
    "name-collision",
    "The destination's file system takes its name for another one beside it",
  );
}
