import { createHash } from "node:crypto";
import { readingFrom } from "../filesystem/attempt.ts";
import { openPastCache, type PastCacheFile } from "../filesystem/past_cache.ts";
import { parseDigest } from "../model/digest.ts";
import type { ProofGrade } from "../model/entry.ts";
import { type StopSignal, throwIfInterrupted } from "../model/errors.ts";
import type { ReadBack } from "./read_back.ts";

/**
 * How much of a file is copied before it is synced, and read back while the next stretch is copied. The
 * cache drops whole groups of pages, of up to 8 MiB: a multiple of that.
 */
export const STRETCH_BYTES = 32 * 1024 * 1024;

/** Reads a file back while it is still being copied. */
export interface ProofAlong extends Disposable {
  /** The file is synced up to here, in bytes, and will not change there. */
  synced(to: number): void;
  /**
   * All of the file is synced.
   *
   * @throws {FileProblem} `unreadable`
   * @throws {WaterlockError} `interrupted`
   */
  finish(size: number): ReadBack;
}

const chunk = new Uint8Array(256 * 1024);

/**
 * The same thread copies and reads back in turn: the medium reads a stretch while the next one is copied,
 * and the thread then finds it read.
 */
export class ProofInTurn implements ProofAlong {
  readonly #hash = createHash("blake2b512");
  #file: PastCacheFile | undefined;
  #evictedTo = 0;
  #hashedTo = 0;

  /** @param onBytes told of every byte read back */
  constructor(
    private readonly path: string,
    private readonly wanted: ProofGrade,
    private readonly signal: StopSignal,
    private readonly onBytes: (bytes: number) => void,
  ) {}

  synced(to: number): void {
    this.catchUp();
    if (!this.#file) {
      this.#file = readingFrom(this.path, () => openPastCache(this.path, this.wanted));
    }
    this.#file.evict(this.#evictedTo, to - this.#evictedTo);
    this.#evictedTo = to;
  }

  /** Hashes all that has been synced. */
  catchUp(): void {
    while (this.#hashedTo < this.#evictedTo) {
      throwIfInterrupted(this.signal);
      const most = Math.min(chunk.length, this.#evictedTo - this.#hashedTo);
      const length = readingFrom(this.path, () => this.#file!.readSync(chunk.subarray(0, most)));
      // A file that has become shorter has another digest.
      if (length === null) return;
      this.#hash.update(chunk.subarray(0, length));
      this.#hashedTo += length;
      this.onBytes(length);
    }
  }

  finish(size: number): ReadBack {
    this.synced(size);
    this.catchUp();
    return { digest: parseDigest(this.#hash.digest("hex")), proof: this.#file!.grade };
  }

  [Symbol.dispose](): void {
    this.#file?.[Symbol.dispose]();
  }
}
