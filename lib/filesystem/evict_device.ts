import { EXFAT, readBootSectorName } from "./boot_sector.ts";
import { type Libc, libc, withDescriptor } from "./libc.ts";
import { mountOf } from "./mounts.ts";
import { NO_DEVICE, readStorage, type Storage } from "./storage.ts";

/** A block device whose cache was emptied, by {@linkcode evictDeviceUnder}. */
export interface EvictedDevice {
  /** What the files on it give as their device. */
  readonly device: string;
}

/** The magic number of every file system that a daemon serves (statfs(2)). */
export const FUSE = 0x65735546;
const DONTNEED = 4;

/**
 * Empties the cache of the block device under a FUSE file system, once for many files: a daemon reads
 * its blocks through that cache, so what it has there comes from no medium.
 *
 * For a batch: write all, sync all, then call this once with a path on that file system, and give what
 * it returns to `openPastCache()` for each file of the batch. A file that was synced later must not be
 * opened with it, for its blocks are in that cache again.
 *
 * @returns undefined where there is no such device, or no right to read it
 */
export function evictDeviceUnder(path: string): EvictedDevice | undefined {
  const c = libc();
  if (!c) return undefined;
  const evicted = withDescriptor(c, path, (file) => {
    const storage = readStorage(c, file);
    const isServed = fileSystemType(c, file) === FUSE;
    return isServed && evictDeviceOf(c, storage) ? { device: storage.device } : undefined;
  });
  return "value" in evicted ? evicted.value : undefined;
}

/** The magic number of an open file's file system (statfs(2)). */
export function fileSystemType(c: Libc, descriptor: number): number {
  const buffer = new Uint8Array(128);
  return c.fstatfs(descriptor, buffer) === 0 ? new DataView(buffer.buffer).getUint32(0, true) : 0;
}

/**
 * Empties the cache of the device that a daemon serves a file from.
 *
 * What another program has mapped of the device itself stays there, and nobody looks: its pages are too
 * many. No program does that with a device in use.
 *
 * @returns whether what is read next of a synced file comes from the medium
 */
export function evictDeviceOf(c: Libc, { device: expected, mountId }: Storage): boolean {
  const source = mountId === undefined ? undefined : mountOf(mountId)?.source;
  if (!source?.startsWith("/dev/")) return false;
  const evicted = withDescriptor(
    c,
    source,
    (device) =>
      (expected.startsWith(NO_DEVICE) || readStorage(c, device).itself === expected) &&
      // The daemon of exFAT keeps no bytes of files itself. That of NTFS does: a small file lies in the
      // record of its name, which it remembers.
      readBootSectorName(c, device) === EXFAT && c.posix_fadvise(device, 0n, 0n, DONTNEED) === 0,
  );
  return "value" in evicted && evicted.value;
}
