import type { ProofGrade } from "../model/entry.ts";
import type { PastCacheFile } from "./past_cache_file.ts";

/** A file read the ordinary way, perhaps from the cache. */
export class OrdinaryFile implements PastCacheFile {
  readonly grade = "reread";
  readonly #file: Deno.FsFile;

  /** @param position bytes from its start to begin at */
  constructor(path: string, position = 0) {
    this.#file = Deno.openSync(path);
    this.#file.seekSync(position, Deno.SeekMode.Start);
  }

  seek(position: number): void {
    this.#file.seekSync(position, Deno.SeekMode.Start);
  }

  readSync(buffer: Uint8Array<ArrayBuffer>): number | null {
    return this.#file.readSync(buffer);
  }

  read(buffer: Uint8Array<ArrayBuffer>): Promise<number | null> {
    return this.#file.read(buffer);
  }

  anticipate(): void {}

  evict(): void {}

  [Symbol.dispose](): void {
    this.#file.close();
  }
}

/**
 * A file that was opened so that its system reads past the cache. Where it stops doing so the ordinary
 * way takes over, which has the words for what is wrong, and the grade is `reread`.
 */
export abstract class UncachedFile implements PastCacheFile {
  #ordinary: OrdinaryFile | undefined;
  #position = 0;

  constructor(private readonly path: string, private readonly opened: ProofGrade) {}

  /** Reads on; 0 at the end, -1 when the system refuses. */
  protected abstract readOn(buffer: Uint8Array<ArrayBuffer>): number;
  /** Likewise, while this thread does something else. */
  protected abstract readOnMeanwhile(buffer: Uint8Array<ArrayBuffer>): Promise<number>;
  protected abstract close(): void;

  get grade(): ProofGrade {
    return this.#ordinary ? "reread" : this.opened;
  }

  /** The ordinary way can. */
  seek(position: number): void {
    (this.#ordinary ?? this.#giveWay()).seek(position);
  }

  readSync(buffer: Uint8Array<ArrayBuffer>): number | null {
    if (this.#ordinary) return this.#ordinary.readSync(buffer);
    const length = this.readOn(buffer);
    return length < 0 ? this.#giveWay().readSync(buffer) : this.#advance(length);
  }

  async read(buffer: Uint8Array<ArrayBuffer>): Promise<number | null> {
    if (this.#ordinary) return await this.#ordinary.read(buffer);
    const length = await this.readOnMeanwhile(buffer);
    return length < 0 ? await this.#giveWay().read(buffer) : this.#advance(length);
  }

  /** What is written after the opening is not known to be dropped. */
  anticipate(): void {}

  evict(): void {
    if (!this.#ordinary) this.#giveWay();
  }

  #advance(length: number): number | null {
    this.#position += length;
    return length === 0 ? null : length;
  }

  #giveWay(): OrdinaryFile {
    return this.#ordinary = new OrdinaryFile(this.path, this.#position);
  }

  [Symbol.dispose](): void {
    this.#ordinary?.[Symbol.dispose]();
    this.close();
  }
}
