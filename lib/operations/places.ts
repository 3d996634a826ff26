import type { Catalogue } from "../catalogue/catalogue.ts";
import type { PairRow } from "../catalogue/pairs.ts";
import { FileProblem } from "../model/errors.ts";
import { countLettersIn } from "../model/portable_name.ts";
import { pathAtDestination } from "../model/portable_path.ts";
import { foldersAbove, nameOf, type RelativePath } from "../model/relative_path.ts";

/** Where paths lie at one pair's destination: the one answer to this question. */
export class Places {
  readonly #letters = new Map<RelativePath, number>();

  constructor(
    private readonly catalogue: Catalogue,
    private readonly row: Pick<PairRow, "id" | "names">,
  ) {
    this.refresh();
  }

  /** Where a path lies there: under its own name, or under substitutes for parts of it. */
  readonly of = (path: RelativePath): RelativePath =>
    pathAtDestination(path, this.row.names, (part) => this.#letters.get(part) ?? 0);

  /** The same where a part of it is told from something else there; undefined where none is. */
  apart(path: RelativePath): RelativePath | undefined {
    if (this.#letters.size === 0) return undefined;
    const place = this.of(path);
    return place === pathAtDestination(path, this.row.names) ? undefined : place;
  }

  /**
   * Finds another place for a path, because the file system there takes its name for another one's. It is
   * remembered before anything lies there.
   *
   * @throws {FileProblem} `name-collision` when there is none
   */
  tellApart(path: RelativePath): void {
    const letters = (this.#letters.get(path) ?? 0) + 1;
    if (this.row.names !== "portable" || letters > countLettersIn(nameOf(path))) refuseCollision();
    this.#remember(path, letters);
  }

  /** Takes over how another drive has told a path from others, but where this one knows it to lie. */
  learn(path: RelativePath, place: RelativePath): void {
    if (this.row.names !== "portable") return;
    const names = [...foldersAbove(place), place].map(nameOf);
    for (const [depth, part] of [...foldersAbove(path), path].entries()) {
      const letters = this.#isDelivered(part) ? 0 : this.#lettersIn(part, names[depth]);
      if (letters > 0) this.#remember(part, letters);
    }
  }

  /** Looks again what the catalogue remembers. */
  refresh(): void {
    this.#letters.clear();
    for (const known of this.catalogue.pairs.toldApart(this.row.id)) this.#letters.set(...known);
  }

  /** How many letters of a path's last part are encoded where that is called `name`; 0 where it never is. */
  #lettersIn(path: RelativePath, name: string | undefined): number {
    for (let letters = countLettersIn(nameOf(path)); letters > 0; letters--) {
      const place = pathAtDestination(path, this.row.names, (one) => one === path ? letters : 0);
      if (nameOf(place) === name) return letters;
    }
    return 0;
  }

  #isDelivered(path: RelativePath): boolean {
    const entry = this.catalogue.entries.at(this.row.id, path);
    return entry !== undefined && this.catalogue.deliveries.of(entry.id) !== undefined;
  }

  #remember(path: RelativePath, letters: number): void {
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
