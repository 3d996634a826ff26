import { readKernelFile } from "./kernel_file.ts";
import { mountOf } from "./mounts.ts";
import { readFolder } from "./read_folder.ts";
import { NO_DEVICE, storageAt } from "./storage.ts";

/** Disks may lie upon disks, but nobody builds a tower of more. */
const MOST_STOREYS = 8;

/** Disks that a virtual machine sees say whatever their makers left in: virtio-blk says that it spins. */
const VIRTUAL = /virtio|xen|vbd|qemu|vbox|vmware|virtual|msft|google/i;

/**
 * Whether a path lies on a disk that spins, as `/sys` tells (`queue/rotational`, kernel documentation
 * "queue-sysfs"). Sticks and cases that do not say what is in them pass for spinning.
 *
 * @returns undefined where nothing is known: a network, several devices, a virtual disk, no Linux
 */
export function isSpinning(path: string): boolean | undefined {
  return isPathSpinning(path, "/sys", MOST_STOREYS);
}

/**
 * Whether a block device spins.
 *
 * @param device its numbers, `8:1`
 * @param sys where sysfs is mounted
 */
export function isDeviceSpinning(
  device: string,
  sys: string,
  storeys = MOST_STOREYS,
): boolean | undefined {
  if (storeys === 0) return undefined;
  const about = `${sys}/dev/block/${device}`;
  const backing = readKernelFile(`${about}/loop/backing_file`)?.trimEnd();
  if (backing !== undefined) return isPathSpinning(backing, sys, storeys - 1);
  const below = devicesBelow(`${about}/slaves`);
  if (below.length > 0) {
    const each = below.map((one) => isDeviceSpinning(one, sys, storeys - 1));
    return each.includes(true) ? true : each.includes(undefined) ? undefined : false;
  }
  const isPart = readKernelFile(`${about}/partition`) !== undefined;
  return isDiskSpinning(isPart ? `${about}/..` : about);
}

function isPathSpinning(path: string, sys: string, storeys: number): boolean | undefined {
  const device = deviceUnder(path);
  return device === undefined ? undefined : isDeviceSpinning(device, sys, storeys);
}

function isDiskSpinning(about: string): boolean | undefined {
  const rotational = readKernelFile(`${about}/queue/rotational`)?.trim();
  const maker = ["uevent", "vendor", "model"]
    .map((file) => readKernelFile(`${about}/device/${file}`) ?? "").join(" ").trim();
  // A device without hardware behind it says nothing about a disk.
  if (maker === "" || VIRTUAL.test(maker)) return undefined;
  return rotational === "1" ? true : rotational === "0" ? false : undefined;
}

/** What a device is made of: a volume's disks, an array's. */
function devicesBelow(slaves: string): string[] {
  try {
    return readFolder(slaves).entries
      .map(({ name }) => readKernelFile(`${slaves}/${name}/dev`)?.trim() ?? "");
  } catch {
    return [];
  }
}

/** The numbers of the device that a path lies on; that of the mount where the file system has its own. */
function deviceUnder(path: string): string | undefined {
  const storage = storageAt(path);
  if (!storage) return undefined;
  const { device, mountId } = storage;
  if (!device.startsWith(NO_DEVICE)) return device;
  const source = mountId === undefined ? undefined : mountOf(mountId)?.source;
  return source?.startsWith("/dev/") ? storageAt(source)?.itself : undefined;
}
