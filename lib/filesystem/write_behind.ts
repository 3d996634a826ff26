import { cString, type Libc, libc, OPEN_TO_READ } from "./libc.ts";

/** Begin to write what is dirty, and do not wait: `SYNC_FILE_RANGE_WRITE` of sync_file_range(2). */
const START_WRITING = 2;
const STRETCH_BYTES = 8 * 1024 * 1024;

/**
 * Has the system write to the medium while a file is still being copied. Left alone, Linux keeps all of
 * it in memory until the sync, and the drive stands idle meanwhile.
 *
 * It promises nothing about durability: the sync does.
 */
export class WriteBehind implements Disposable {
  readonly #c: Libc | null = libc();
  readonly #descriptor: number;
  #written: number;
  #asked: number;

  /**
   * @param path absolute path of the file that is being written
   * @param from the byte at which the writing begins
   */
  constructor(path: string, from = 0) {
    [this.#written, this.#asked] = [from, from];
    this.#descriptor = this.#c ? this.#c.open(cString(path), OPEN_TO_READ, 0) : -1;
  }

  /** Some more bytes have been written behind the last ones. */
  advance(bytes: number): void {
    this.#written += bytes;
    const stretch = this.#written - this.#asked;
    if (stretch < STRETCH_BYTES || this.#descriptor < 0) return;
    this.#c!.sync_file_range(
      this.#descriptor,
      BigInt(this.#asked),
      BigInt(stretch),
      START_WRITING,
    );
    this.#asked = this.#written;
  }

  [Symbol.dispose](): void {
    if (this.#descriptor >= 0) this.#c!.close(this.#descriptor);
  }
}
