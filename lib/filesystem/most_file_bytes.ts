import { statfsSync } from "node:fs";
import { fileSystemOnMacos } from "./past_cache_macos.ts";
import { volumeFileSystem } from "./volume_windows.ts";

/** FAT keeps a file's size in 32 bits (Microsoft, "FAT: General Overview of On-Disk Format", `DIR_FileSize`). */
const MOST_ON_FAT = 2 ** 32 - 1;

/** The magic number of FAT with long names or without (statfs(2)). */
const MSDOS = 0x4d44;

/** FAT as Windows calls it (`GetVolumeInformationByHandleW`), and macOS (statfs(2)). */
const IS_FAT = /^(FAT|FAT12|FAT16|FAT32|msdos)$/;

/**
 * The largest file that a file system holds, in bytes, as far as its type tells; infinite where that is
 * more than any drive.
 *
 * @param path a folder on it
 */
export function mostFileBytes(path: string): number {
  return isFat(path) ? MOST_ON_FAT : Infinity;
}

function isFat(path: string): boolean {
  try {
    if (Deno.build.os === "windows") return IS_FAT.test(volumeFileSystem(path) ?? "");
    if (Deno.build.os === "darwin") return IS_FAT.test(fileSystemOnMacos(path) ?? "");
    return statfsSync(path).type === MSDOS;
  } catch {
    return false;
  }
}
