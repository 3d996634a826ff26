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
  /** Bytes that lie at the next hop and are not settled, those of an interrupted run among them, … */
  readonly copied: number;
  /** … and those of them that were read back as well. */
  readonly proven: number;
  /** Large files of which something moved, in the order they departed. */
  readonly large: readonly LargeFile[];
  /** The file that was read back last, as long as it is under way. */
  readonly proving: string | null;
}

/** A file of so many bytes takes long enough to be watched by itself. */
export const LARGE_BYTES = 64 * 1024 * 1024;

interface Way {
  /** Bytes of the whole file; 0 where nobody has said. */
  size: number;
  /** Bytes at its beginning that are settled as parts of it. */
  settled: number;
  /** Bytes behind those that lie at the next hop. */
  copied: number;
  /** Bytes read back, from the file's beginning on. */
  readBack: number;
  /** Whether anything of it moved in this run. */
  hasMoved: boolean;
}

/** Files that have departed and are not settled yet, by path. */
export class UnderWay {
  readonly #ways = new Map<string, Way>();
  #proving: string | null = null;

  /** A file departs, of which an interrupted run has copied so many bytes, and proven none. */
  depart(path: string, size: number, begun = 0): void {
    Object.assign(this.#of(path), { size, settled: 0, copied: begun, readBack: 0 });
  }

  /** A file departs in parts, of which so many bytes are settled. */
  departInParts(path: string, size: number, settled: number): void {
    Object.assign(this.#of(path), { size, settled, copied: 0, readBack: settled });
  }

  /** Bytes were copied, or with a negative number are to be copied again. */
  advance(path: string, bytes: number): void {
    const way = this.#of(path);
    way.hasMoved = true;
    way.copied = Math.max(0, way.copied + bytes);
    if (bytes < 0) way.readBack = Math.min(way.readBack, way.settled + way.copied);
  }

  /** Bytes were read back. */
  prove(path: string, bytes: number): void {
    const way = this.#of(path);
    way.hasMoved = true;
    way.readBack += bytes;
    this.#proving = path;
  }

  /** Some of what was copied is settled; the file is not. */
  settlePart(path: string, bytes: number): void {
    const way = this.#of(path);
    way.settled += bytes;
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
      copied += way.copied;
      proven += Math.max(0, Math.min(way.copied, way.readBack - way.settled));
      if (way.size < LARGE_BYTES || !way.hasMoved) continue;
      const until = Math.min(way.size, way.settled + way.copied);
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
    if (!way) {
      way = { size: 0, settled: 0, copied: 0, readBack: 0, hasMoved: false };
      this.#ways.set(path, way);
    }
    return way;
  }
}
