/** A large file on its way, in bytes. */
export interface LargeFile {
  readonly path: string;
  readonly bytes: number;
  /** Up to where it lies at the next hop, what an earlier run brought of it among that. */
  readonly copied: number;
  /** Up to where that has been read back as well. */
  readonly proven: number;
}

/** How far what is not settled yet has come. */
export interface WayMade {
  /** Bytes copied in this run, … */
  readonly copied: number;
  /** … and those of them that were read back as well. */
  readonly proven: number;
  /** Large files of which something was copied, in the order they departed. */
  readonly large: readonly LargeFile[];
  /** The file that was read back last, as long as it is under way. */
  readonly proving: string | null;
}

/** A file of so many bytes takes long enough to be watched by itself. */
export const LARGE_BYTES = 64 * 1024 * 1024;

interface Way {
  /** Bytes of the whole file; 0 where nobody has said. */
  size: number;
  /** Where this run began. */
  from: number;
  /** Bytes copied since. */
  copied: number;
  /** Bytes read back, from the file's beginning on. */
  readBack: number;
}

/** Files that have departed and are not settled yet, by path. */
export class UnderWay {
  readonly #ways = new Map<string, Way>();
  #proving: string | null = null;

  /**
   * A file departs.
   *
   * @param from bytes of it that are there already, …
   * @param readBack … and how many of those need not be read back
   */
  depart(path: string, size: number, from: number, readBack: number): void {
    Object.assign(this.#of(path), { size, from, readBack });
  }

  /** Bytes were copied, or with a negative number are to be copied again. */
  advance(path: string, bytes: number): void {
    const way = this.#of(path);
    way.copied += bytes;
    if (bytes < 0) way.readBack = Math.min(way.readBack, way.from + way.copied);
  }

  /** Bytes were read back. */
  prove(path: string, bytes: number): void {
    this.#of(path).readBack += bytes;
    this.#proving = path;
  }

  /** Some of what was copied is settled; the file is not. */
  settlePart(path: string, bytes: number): void {
    const way = this.#of(path);
    way.from += bytes;
    way.copied = Math.max(0, way.copied - bytes);
  }

  /** It is settled, or waits. */
  settle(path: string): void {
    this.#ways.delete(path);
    if (this.#proving === path) this.#proving = null;
  }

  get made(): WayMade {
    let copied = 0, proven = 0;
    const large: LargeFile[] = [];
    for (const [path, way] of this.#ways) {
      const provenHere = Math.max(0, Math.min(way.copied, way.readBack - way.from));
      copied += way.copied;
      proven += provenHere;
      if (way.size < LARGE_BYTES || (way.copied === 0 && way.readBack === 0)) continue;
      const until = Math.min(way.size, way.from + way.copied);
      large.push({
        path,
        bytes: way.size,
        copied: until,
        proven: Math.min(until, Math.max(0, way.readBack)),
      });
    }
    return { copied, proven, large, proving: this.#proving };
  }

  #of(path: string): Way {
    let way = this.#ways.get(path);
    if (!way) this.#ways.set(path, way = { size: 0, from: 0, copied: 0, readBack: 0 });
    return way;
  }
}
