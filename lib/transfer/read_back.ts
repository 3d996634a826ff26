import { readingFrom } from "../filesystem/attempt.ts";
import { evictDeviceUnder } from "../filesystem/evict_device.ts";
import { hashOpenFileSync } from "../filesystem/hash_past_cache.ts";
import { openPastCache, type PastCacheFile } from "../filesystem/past_cache.ts";
import type { Digest } from "../model/digest.ts";
import type { ProofGrade } from "../model/entry.ts";
import type { StopSignal } from "../model/errors.ts";

/** What was read back. */
export interface ReadBack {
  readonly digest: Digest;
  readonly proof: ProofGrade;
}

/** So many small files are asked for before the first of them is read: each would have to be waited for. */
const AHEAD_FILES = 64;

/** Reads many synced files back, one after the other, while the medium reads those that come next. */
export class BatchReadBack implements Disposable {
  readonly #open = new Map<string, PastCacheFile>();
  readonly #evicted;
  #next = 0;

  /** @param paths in the order in which they will be read */
  constructor(
    private readonly paths: readonly string[],
    private readonly options: { readonly wanted: ProofGrade; readonly signal: StopSignal },
  ) {
    this.#evicted = options.wanted === "cold" ? evictDeviceUnder(paths[0]!) : undefined;
  }

  /**
   * @param onBytes told of every byte read
   * @throws {FileProblem} `unreadable`
   * @throws {WaterlockError} `interrupted`
   */
  read(path: string, onBytes: (bytes: number) => void): ReadBack {
    while (this.#next < this.paths.length && this.#open.size < AHEAD_FILES) {
      this.#anticipate(this.paths[this.#next++]!);
    }
    using file = this.#open.get(path) ?? this.#openNow(path);
    this.#open.delete(path);
    return hashOpenFileSync(path, file, { ...this.options, onBytes });
  }

  [Symbol.dispose](): void {
    for (const file of this.#open.values()) file[Symbol.dispose]();
  }

  #anticipate(path: string): void {
    try {
      const file = this.#openNow(path);
      file.anticipate();
      this.#open.set(path, file);
    } catch {
      // When its turn comes it is opened again, and says why it cannot be.
    }
  }

  #openNow(path: string): PastCacheFile {
    return readingFrom(path, () => openPastCache(path, this.options.wanted, this.#evicted));
  }
}
