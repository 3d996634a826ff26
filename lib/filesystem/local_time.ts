import { EXFAT, readBootSectorName } from "./boot_sector.ts";
import { fileSystemType, FUSE } from "./evict_device.ts";
import { libc, withDescriptor } from "./libc.ts";
import { mountOf } from "./mounts.ts";
import { readStorage } from "./storage.ts";
import { volumeFileSystem } from "./volume_windows.ts";

/** Magic numbers of statfs(2): vfat, and exfat of the kernel. */
const ON_LINUX: ReadonlySet<number> = new Set([0x4d44, 0x2011bab0]);
const ON_WINDOWS: ReadonlySet<string> = new Set(["FAT", "FAT32", "exFAT"]);

/**
 * Whether the file system that holds a folder writes down what clocks show, so that its times are others
 * once the clocks are changed or the disk is in another country. FAT does; exFAT where whoever wrote
 * left out the time zone, as cameras do (Microsoft's exFAT specification, 7.4.10).
 *
 * @returns false as well where nothing is known: macOS, a network, a daemon whose device is not ours to
 *   read
 */
export function keepsLocalTime(path: string): boolean {
  const c = libc();
  if (!c) return ON_WINDOWS.has(volumeFileSystem(path) ?? "");
  try {
    const looked = withDescriptor(c, path, (folder) => {
      const type = fileSystemType(c, folder);
      if (type !== FUSE) return ON_LINUX.has(type);
      const { mountId } = readStorage(c, folder);
      const source = mountId === undefined ? undefined : mountOf(mountId)?.source;
      if (!source?.startsWith("/dev/")) return false;
      const device = withDescriptor(c, source, (device) => readBootSectorName(c, device));
      return "value" in device && device.value === EXFAT;
    });
    return "value" in looked && looked.value;
  } catch {
    return false;
  }
}
