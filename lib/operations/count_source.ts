import { scanTree } from "../filesystem/scan_tree.ts";
import type { ScannedEntry, Tally } from "../model/entry.ts";

/** How many entries are looked at before the one who waits is asked again. */
const STRETCH = 500;

/**
 * Counts what a source holds by the config's defaults, a stretch at a time, so that whoever waits may
 * end it: a source of millions of files on a slow disk takes minutes.
 */
export class SourceCount {
  readonly #entries: Iterator<ScannedEntry>;
  readonly #found: { readonly size: number; readonly mtimeNs: bigint }[] = [];
  #bytes = 0;
  #unreadable = 0;
  #isWhole = false;

  /**
   * @param source absolute path of a folder that is here
   * @throws {Error} from the first {@linkcode advance} on, when the folder itself cannot be read
   */
  constructor(source: string) {
    this.#entries = scanTree(source, {
      symlinks: "keep",
      isExcluded: () => false,
      onProblem: () => this.#unreadable += 1,
    });
  }

  /** Files so far, and their bytes. */
  get tally(): Tally {
    return { files: this.#found.length, bytes: this.#bytes };
  }

  /** What a load could not carry: nothing is known of it, or it holds no data. */
  get unreadable(): number {
    return this.#unreadable;
  }

  /** Whether all has been counted. */
  get isWhole(): boolean {
    return this.#isWhole;
  }

  /** Counts on for a stretch. @returns whether there is more to count */
  advance(): boolean {
    for (let left = STRETCH; left > 0 && !this.#isWhole; left -= 1) {
      const { value, done } = this.#entries.next();
      if (done) this.#isWhole = true;
      else if (value.kind === "file") {
        this.#found.push(value);
        this.#bytes += value.size;
      }
    }
    return !this.#isWhole;
  }

  /** Bytes of each file in the order in which a load takes them: the oldest first. */
  sizes(): number[] {
    return this.#found.toSorted((a, b) =>
      a.mtimeNs < b.mtimeNs ? -1 : a.mtimeNs > b.mtimeNs ? 1 : 0
    )
      .map(({ size }) => size);
  }
}
