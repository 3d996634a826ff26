import type { NameRule } from "../model/portable_path.ts";
import { EXFAT, NTFS, readBootSectorName } from "./boot_sector.ts";
import { fileSystemType, FUSE } from "./evict_device.ts";
import { type Libc, libc, withDescriptor } from "./libc.ts";
import { mountOf } from "./mounts.ts";
import { readStorage } from "./storage.ts";

/** The magic numbers of FAT, exFAT, ntfs3 and the NTFS driver before it (statfs(2), linux/magic.h). */
const HOLDING_PORTABLE_NAMES = new Set([0x4d44, 0x2011bab0, 0x7366746e, 0x5346544e]);

/**
 * Which names a folder's file system holds, by the system and the kind of file system: on Windows, and
 * on exFAT, FAT and NTFS on Linux, whatever their driver would let pass, those that all systems hold.
 * What it does not know holds any name.
 */
export function nameRuleOf(folder: string): NameRule {
  if (Deno.build.os === "windows") return "portable";
  const c = libc();
  if (!c) return "true";
  const known = withDescriptor(c, folder, (descriptor) => {
    const type = fileSystemType(c, descriptor);
    return type === FUSE ? ruleOfDaemon(c, descriptor) : ruleOfType(type);
  });
  return "value" in known ? known.value : "true";
}

function ruleOfType(type: number): NameRule {
  return HOLDING_PORTABLE_NAMES.has(type) ? "portable" : "true";
}

/**
 * A daemon's own kind is in the type of its mount, as `fuse.exfat`, or that says only `fuseblk`: then the
 * device tells. Where that may not be read it is exFAT or NTFS most likely.
 */
function ruleOfDaemon(c: Libc, descriptor: number): NameRule {
  const { mountId } = readStorage(c, descriptor);
  const mount = mountId === undefined ? undefined : mountOf(mountId);
  if (!mount) return "true";
  if (/exfat|ntfs|fat/.test(mount.type)) return "portable";
  if (mount.type !== "fuseblk") return "true";
  const read = withDescriptor(c, mount.source, (device) => readBootSectorName(c, device));
  const name = "value" in read ? read.value : undefined;
  return name === undefined || name === EXFAT || name === NTFS ? "portable" : "true";
}
