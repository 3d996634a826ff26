import { statfsSync } from "node:fs";
import { kernel32, wideString } from "./kernel32.ts";
import { toNativeRoot } from "./native_path.ts";

/** How full a file system is, in bytes. */
export interface FileSystemSpace {
  /** What an ordinary user may still write. */
  readonly freeBytes: number;
  /** All it can hold. */
  readonly totalBytes: number;
  /** A file takes up a multiple of this. */
  readonly blockBytes: number;
}

/**
 * Asks the file system that holds a folder.
 *
 * By statfs(2); on Windows that answers for the letter's volume, and `GetDiskFreeSpaceEx` for the one
 * that is mounted in the folder, with the person's quota.
 *
 * @throws {Error} when there is no such folder
 */
export function readSpace(path: string): FileSystemSpace {
  const { bavail, blocks, bsize } = statfsSync(path);
  const blockBytes = Math.max(bsize, 1);
  return askWindows(path, blockBytes) ??
    { freeBytes: bavail * bsize, totalBytes: blocks * bsize, blockBytes };
}

function askWindows(path: string, blockBytes: number): FileSystemSpace | undefined {
  const windows = kernel32();
  if (!windows) return undefined;
  const free = new BigUint64Array(1), total = new BigUint64Array(1);
  const [freeAt, totalAt] = [new Uint8Array(free.buffer), new Uint8Array(total.buffer)];
  const folder = wideString(toNativeRoot(path));
  if (windows.GetDiskFreeSpaceExW(folder, freeAt, totalAt, null) === 0) return undefined;
  return { freeBytes: Number(free[0]), totalBytes: Number(total[0]), blockBytes };
}
