import type { Catalogue } from "../catalogue/catalogue.ts";
import type { PairRow } from "../catalogue/pairs.ts";
import { FileProblem } from "../model/errors.ts";
import { countLettersIn } from "../model/portable_name.ts";
import { pathAtDestination } from "../model/portable_path.ts";
import { foldersAbove, nameOf, type RelativePath } from "../model/relative_path.ts";
import { FILE_AT_DESTINATION } from "../vocabulary.ts";

/** Where paths lie at one pair's destination: the one answer to this question. */
export class Places {
  #letters = new Map<RelativePath, number>();

  constructor(
    private readonly catalogue: Catalogue,
    private readonly row: Pick<PairRow, "id" | "names">,
  ) {
    this.read();
  }

  /** Reads anew what the catalogue remembers of them. */
  read(): void {
    this.#letters = new Map(this.catalogue.pairs.toldApart(this.row.id));
  }

  /** Where a path lies there: under its own name, or under substitutes for parts of it. */
  readonly of = (path: RelativePath): RelativePath =>
    pathAtDestination(path, this.row.names, (part) => this.#letters.get(part) ?? 0);

  /**
   * Takes over where another drive has put a path, where it was told from another one: each drive is then of
   * one mind. Where this one has brought something, or some of it, to the place that it knows nothing changes,
   * nor where no path has such a place.
   */
  learn(path: RelativePath, place: RelativePath): void {
    if (this.row.names !== "portable" || this.of(path) === place) return;
    const names = place.split("/");
    for (const [depth, part] of [...foldersAbove(path), path].entries()) {
      const isIt = () => nameOf(this.of(part)) === names[depth];
      if (isIt() || this.#isInUse(part)) continue;
      const before = this.#letters.get(part) ?? 0, most = countLettersIn(nameOf(part));
      let letters = 0;
      do this.#letters.set(part, letters); while (!isIt() && letters++ < most);
      if (!isIt()) this.#letters.set(part, before);
      else this.catalogue.pairs.tellApart(this.row.id, part, letters);
    }
  }

  /** Whether something lies where a path has its place, or below that, as far as this drive has brought it. */
  #isInUse(path: RelativePath): boolean {
    const { deliveries, parts, inFlight } = this.catalogue, { id } = this.row;
    if (deliveries.areAnyAt(id, path)) return true;
    const underWay = inFlight.of(id).filter(({ side }) => side === "destination");
    return [...parts.toFinish(id).map(({ entry }) => entry), ...underWay]
      .some((one) => one.path === path || (path.endsWith("/") && one.path.startsWith(path)));
  }

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
  throw new FileProblem("name-collision", FILE_AT_DESTINATION.nameTaken);
}
