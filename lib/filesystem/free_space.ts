import { statfsSync } from "node:fs";

/** How full a file system is, in bytes. */
export interface FileSystemSpace {
  /** What an ordinary user may still write. */
  readonly freeBytes: number;
  /** All it can hold. */
  readonly totalBytes: number;
  /** A file takes up a multiple of this. */
  readonly blockBytes: number;
}

/** Asks the file system that holds `path` (statfs(2); on Windows it answers for the volume). */
export function readSpace(path: string): FileSystemSpace {
  const answer = statfsSync(path);
  return {
    freeBytes: answer.bavail * answer.bsize,
    totalBytes: answer.blocks * answer.bsize,
    blockBytes: Math.max(answer.bsize, 1),
  };
}
