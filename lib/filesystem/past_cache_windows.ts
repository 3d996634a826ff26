import { type Kernel32, wideString } from "./kernel32.ts";
import type { PastCacheFile } from "./past_cache_file.ts";
import { OrdinaryFile, UncachedFile } from "./uncached_file.ts";
import { fileSystemOf, isHandle } from "./volume_windows.ts";

const GENERIC_READ = 0x80000000, SHARE_ALL = 7, OPEN_EXISTING = 3;
const FILE_FLAG_NO_BUFFERING = 0x20000000;
const MEM_COMMIT_AND_RESERVE = 0x3000, MEM_RELEASE = 0x8000, PAGE_READWRITE = 4;
const FILE_REMOTE_PROTOCOL_INFO = 13, REMOTE_PROTOCOL_BYTES = 180;

/** A multiple of every sector; reads have to be of whole sectors (Microsoft, "File Buffering"). */
const CHUNK_BYTES = 256 * 1024;

/**
 * File systems, as Windows calls them, with the size up to which a file's bytes may lie in the record of
 * its name, which the system remembers.
 */
const READS_FROM_MEDIUM = new Map([["NTFS", 4096], ["exFAT", 0], ["FAT32", 0], ["FAT", 0]]);

/**
 * Opens a file with `FILE_FLAG_NO_BUFFERING`. Wine takes the flag and ignores it.
 *
 * @throws {Error} Deno's own, when it cannot be opened
 */
export function openOnWindows(k: Kernel32, path: string): PastCacheFile {
  const name = wideString(path);
  const handle = k.CreateFileW(
    name,
    GENERIC_READ,
    SHARE_ALL,
    null,
    OPEN_EXISTING,
    FILE_FLAG_NO_BUFFERING,
    null,
  );
  if (!isHandle(handle)) return new OrdinaryFile(path);
  const chunk = k.VirtualAlloc(null, BigInt(CHUNK_BYTES), MEM_COMMIT_AND_RESERVE, PAGE_READWRITE);
  if (chunk) return new FileOnWindows(k, path, handle, chunk);
  k.CloseHandle(handle);
  return new OrdinaryFile(path);
}

class FileOnWindows extends UncachedFile {
  readonly #bytes: Deno.UnsafePointerView;
  readonly #lengthRead = new Uint32Array(1);
  /** What is left in the chunk. */
  #from = 0;
  #to = 0;
  #isLast = false;

  constructor(
    private readonly k: Kernel32,
    path: string,
    private readonly handle: Deno.PointerObject,
    /** Page-aligned, as memory of a reading past the cache has to be. */
    private readonly chunk: Deno.PointerObject,
  ) {
    super(path, !isWine() && isReadFromMedium(k, handle) ? "cold" : "reread");
    this.#bytes = new Deno.UnsafePointerView(chunk);
  }

  protected readOn(buffer: Uint8Array<ArrayBuffer>): number {
    if (this.#isUsedUp()) {
      const { handle, chunk } = this;
      if (!this.#took(this.k.ReadFile(handle, chunk, CHUNK_BYTES, this.#length(), null))) return -1;
    }
    return this.#handOut(buffer);
  }

  protected async readOnMeanwhile(buffer: Uint8Array<ArrayBuffer>): Promise<number> {
    if (this.#isUsedUp()) {
      const { handle, chunk } = this, length = this.#length();
      const isRead = await this.k.ReadFileMeanwhile(handle, chunk, CHUNK_BYTES, length, null);
      if (!this.#took(isRead)) return -1;
    }
    return this.#handOut(buffer);
  }

  #length(): Uint8Array<ArrayBuffer> {
    return new Uint8Array(this.#lengthRead.buffer);
  }

  #isUsedUp(): boolean {
    return this.#from === this.#to && !this.#isLast;
  }

  #took(isRead: number): boolean {
    if (isRead === 0) return false;
    [this.#from, this.#to] = [0, this.#lengthRead[0]!];
    // Behind the last part of a sector no whole one begins: nothing more may be asked for.
    this.#isLast = this.#to < CHUNK_BYTES;
    return true;
  }

  #handOut(buffer: Uint8Array<ArrayBuffer>): number {
    const length = Math.min(buffer.length, this.#to - this.#from);
    if (length > 0) this.#bytes.copyInto(buffer.subarray(0, length), this.#from);
    this.#from += length;
    return length;
  }

  protected close(): void {
    this.k.VirtualFree(this.chunk, 0n, MEM_RELEASE);
    this.k.CloseHandle(this.handle);
  }
}

/** Whether the file lies on a disk of this computer, and not beside its name. */
function isReadFromMedium(k: Kernel32, handle: Deno.PointerObject): boolean {
  const remote = new Uint8Array(REMOTE_PROTOCOL_BYTES);
  const isRemote = k.GetFileInformationByHandleEx(
    handle,
    FILE_REMOTE_PROTOCOL_INFO,
    remote,
    remote.length,
  );
  const size = new BigInt64Array(1);
  const fileSystem = isRemote === 0 && k.GetFileSizeEx(handle, new Uint8Array(size.buffer)) !== 0
    ? fileSystemOf(k, handle)
    : undefined;
  if (fileSystem === undefined) return false;
  const besideName = READS_FROM_MEDIUM.get(fileSystem);
  return besideName !== undefined && (size[0] === 0n || size[0]! > BigInt(besideName));
}

let isWineHere: boolean | undefined;

/** Wine's `ntdll.dll` has a call that Windows' has not. */
function isWine(): boolean {
  if (isWineHere !== undefined) return isWineHere;
  try {
    Deno.dlopen("ntdll.dll", { wine_get_version: { parameters: [], result: "pointer" } }).close();
    return isWineHere = true;
  } catch {
    return isWineHere = false;
  }
}
