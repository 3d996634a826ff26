import type { ProofGrade } from "../model/entry.ts";

/** A file open to be read from its medium, past the system's cache as far as the system lets. */
export interface PastCacheFile extends Disposable {
  /**
   * `cold` only when what has been read came from the medium, and what else it held when it was opened
   * will; else `reread`. To be asked when all has been read.
   */
  readonly grade: ProofGrade;
  /**
   * Reads on, for a thread that may wait. `null` at the end of the file.
   *
   * @throws {Error} with the system's `code`
   */
  readSync(buffer: Uint8Array<ArrayBuffer>): number | null;
  /** Reads on while this thread does something else; the buffer is to be left alone until then. */
  read(buffer: Uint8Array<ArrayBuffer>): Promise<number | null>;
  /** Goes to a byte, from where reading goes on. */
  seek(position: number): void;
  /** Has the medium begin to read the file, so that many are read at once. Where it cannot, nothing. */
  anticipate(): void;
  /**
   * Drops a stretch (bytes) that was written and synced after the file was opened, before it is read.
   * Stretches follow each other without a gap. Linux keeps pages in groups of up to 8 MiB and drops
   * whole ones: stretches should begin and end at multiples of that. Where it cannot be done, or was
   * not synced, the grade is `reread`.
   */
  evict(from: number, length: number): void;
}
