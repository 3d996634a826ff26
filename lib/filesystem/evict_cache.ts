import { statfsSync } from "node:fs";
import type { ProofGrade } from "../model/entry.ts";
import { libc, withDescriptor } from "./libc.ts";

const DONTNEED = 4;

/**
 * File systems (magic numbers of statfs(2)) that keep nothing in memory but the page cache, so that
 * an evicted file is read from its medium again. FUSE is not among them: its daemon reads through
 * the block device's own cache.
 */
const READS_FROM_MEDIUM = new Set([
  0xef53, // ext2, ext3, ext4
  0x58465342, // xfs
  0x9123683e, // btrfs
  0xf2f52010, // f2fs
  0x4d44, // vfat
  0x2011bab0, // exfat of the kernel
  0x7366746e, // ntfs3
]);

/**
 * Drops a file's bytes from the page cache, so that the next read comes from the medium. To be
 * called after the sync: what is not written yet stays in the cache.
 *
 * @returns the grade of a proof that reads the file back now
 */
export function evictFromCache(path: string): ProofGrade {
  const c = libc();
  if (!c) return "reread";
  const result = withDescriptor(c, path, (file) => c.posix_fadvise(file, 0n, 0n, DONTNEED));
  if ("errno" in result || result.value !== 0) return "reread";
  try {
    return READS_FROM_MEDIUM.has(statfsSync(path).type >>> 0) ? "cold" : "reread";
  } catch {
    return "reread";
  }
}
