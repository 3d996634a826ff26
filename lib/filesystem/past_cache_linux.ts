import type { ProofGrade } from "../model/entry.ts";
import { evictDeviceOf, type EvictedDevice, fileSystemType, FUSE } from "./evict_device.ts";
import { evictPages } from "./evict_pages.ts";
import { SYSTEM_REFUSED } from "../vocabulary.ts";
import { systemError } from "./file_status.ts";
import { callC, cString, type Libc, OPEN_TO_READ } from "./libc.ts";
import type { PastCacheFile } from "./past_cache_file.ts";
import { readStorage, type Storage } from "./storage.ts";

/**
 * File systems (magic numbers of statfs(2)) that keep a file's bytes nowhere in memory but in its page
 * cache, with the size up to which they may lie in the record of its name instead, which stays there.
 */
const READS_FROM_MEDIUM = new Map([
  [0xef53, 0], // ext2, ext3, ext4
  [0x58465342, 0], // xfs
  [0x9123683e, 4096], // btrfs: `max_inline`
  [0xf2f52010, 4096], // f2fs: `inline_data`
  [0x4d44, 0], // vfat
  [0x2011bab0, 0], // exfat of the kernel
  [0x7366746e, 4096], // ntfs3: resident data
]);

const WILLNEED = 3, DONTNEED = 4, SEEK_SET = 0;
const BEHIND_BYTES = 8 * 1024 * 1024;
const AHEAD_BYTES = 16 * 1024 * 1024, LEAST_AHEAD_BYTES = 1024 * 1024;

/**
 * Opens a file and drops it from the page cache; on FUSE from its device's cache too.
 *
 * @throws {Error} with the system's `code` when it cannot be opened
 */
export function openOnLinux(
  c: Libc,
  path: string,
  wanted: ProofGrade,
  evicted: EvictedDevice | undefined,
): PastCacheFile {
  const name = cString(path);
  const descriptor = callC(c, () => c.open(name, OPEN_TO_READ, 0));
  if (descriptor < 0) throw systemError(-descriptor, (code) => SYSTEM_REFUSED.open(path, code));
  try {
    return new FileOnLinux(c, descriptor, wanted === "cold", evicted);
  } catch (error) {
    c.close(descriptor);
    throw error;
  }
}

class FileOnLinux implements PastCacheFile {
  #isCold: boolean;
  /** How far from its start nothing of it was in the cache. */
  #coldTo = 0;
  #position = 0;
  #size = 0;
  #aheadTo = 0;
  #droppedTo = 0;

  constructor(
    private readonly c: Libc,
    private readonly descriptor: number,
    isWanted: boolean,
    evicted?: EvictedDevice,
  ) {
    this.#isCold = isWanted;
    this.#drop(0, Infinity, evicted);
  }

  get grade(): ProofGrade {
    return this.#isCold && this.#coldTo >= this.#size ? "cold" : "reread";
  }

  anticipate(): void {
    if (!this.#isCold || this.#size > AHEAD_BYTES) return;
    this.#aheadTo = this.#size;
    this.c.posix_fadvise(this.descriptor, 0n, 0n, WILLNEED);
  }

  evict(from: number, length: number): void {
    this.#drop(from, length);
    this.#expect(from + length);
  }

  #drop(from: number, length: number, evicted?: EvictedDevice): void {
    if (!this.#isCold) return;
    const storage = readStorage(this.c, this.descriptor);
    this.#size = storage.size;
    const to = Math.min(from + length, storage.size);
    const coldTo = evictPages(this.c, this.descriptor, from, to);
    if (from <= this.#coldTo) this.#coldTo = Math.max(this.#coldTo, coldTo);
    this.#isCold = this.#isReadFromMedium(storage, evicted);
  }

  /** Whether nothing below the file's own pages keeps its bytes in memory. */
  #isReadFromMedium(storage: Storage, evicted: EvictedDevice | undefined): boolean {
    if (evicted?.device === storage.device) return true;
    const type = fileSystemType(this.c, this.descriptor);
    if (type === FUSE) return evictDeviceOf(this.c, storage);
    const besideName = READS_FROM_MEDIUM.get(type);
    const { size, hasBlocks } = storage;
    return besideName !== undefined && (size === 0 || hasBlocks && size > besideName);
  }

  seek(position: number): void {
    const result = callC(this.c, () => this.c.lseek(this.descriptor, BigInt(position), SEEK_SET));
    if (result < 0) throw systemError(-result, SYSTEM_REFUSED.seek);
    [this.#position, this.#aheadTo] = [position, position];
    this.#droppedTo = position - position % BEHIND_BYTES;
  }

  readSync(buffer: Uint8Array<ArrayBuffer>): number | null {
    this.#readAhead();
    const most = BigInt(buffer.length);
    const length = callC(this.c, () => this.c.read(this.descriptor, buffer, most));
    if (length < 0) throw systemError(-length, SYSTEM_REFUSED.read);
    return this.#advance(length);
  }

  async read(buffer: Uint8Array<ArrayBuffer>): Promise<number | null> {
    this.#readAhead();
    const length = await this.c.readMeanwhile(this.descriptor, buffer, BigInt(buffer.length));
    // Of a failure only the thread that met it knows the number: it is met once more, here.
    return length < 0n ? this.readSync(buffer) : this.#advance(Number(length));
  }

  #readAhead(): void {
    if (this.#position + AHEAD_BYTES / 2 >= this.#aheadTo) {
      this.#expect(this.#position + AHEAD_BYTES);
    }
  }

  /**
   * Has the medium read what comes next while something else is done. Left alone, Linux reads 128 KiB
   * ahead on most external drives.
   */
  #expect(to: number): void {
    const from = Math.max(this.#position, this.#aheadTo);
    this.#aheadTo = Math.max(from, Math.min(to, this.#coldTo));
    const length = this.#aheadTo - from;
    if (length < LEAST_AHEAD_BYTES) return;
    this.c.posix_fadvise(this.descriptor, BigInt(from), BigInt(length), WILLNEED);
  }

  /**
   * Gives back the memory of what was read, for nobody needs it again: so the next read finds some that
   * is still at hand, and what other programs have in the cache stays there.
   */
  #dropBehind(): void {
    const read = this.#position - this.#position % BEHIND_BYTES;
    if (read <= this.#droppedTo) return;
    this.c.posix_fadvise(
      this.descriptor,
      BigInt(this.#droppedTo),
      BigInt(read - this.#droppedTo),
      DONTNEED,
    );
    this.#droppedTo = read;
  }

  #advance(length: number): number | null {
    this.#position += length;
    this.#dropBehind();
    if (this.#position > this.#coldTo) this.#isCold = false;
    return length === 0 ? null : length;
  }

  [Symbol.dispose](): void {
    this.c.close(this.descriptor);
  }
}
