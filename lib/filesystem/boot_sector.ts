import type { Libc } from "./libc.ts";

/** The names of file systems that stand at the third byte of their first sector. */
export const EXFAT = "EXFAT   ", NTFS = "NTFS    ";

/**
 * What the first sector of an open block device says of the file system on it, at the beginning of that
 * sector: {@linkcode EXFAT} (Microsoft's exFAT specification, 3.1.2), {@linkcode NTFS}, on FAT the name of
 * what formatted it; undefined where it cannot be read.
 */
export function readBootSectorName(c: Libc, device: number): string | undefined {
  const bootSector = new Uint8Array(512);
  const { length } = bootSector;
  if (c.read(device, bootSector, BigInt(length)) !== BigInt(length)) return undefined;
  return new TextDecoder("latin1").decode(bootSector.subarray(3, 11));
}
