import { SYSTEM_REFUSED } from "../vocabulary.ts";
import { systemError } from "./file_status.ts";
import { callC, cString, type Libc, libc, withDescriptor } from "./libc.ts";

/** Where an open file's bytes are kept. */
export interface Storage {
  /** Whether it is a file, and no folder, pipe or device. */
  readonly isFile: boolean;
  /** Bytes. */
  readonly size: number;
  /** Whether it has blocks of its own; a very small file may lie beside its name instead. */
  readonly hasBlocks: boolean;
  /** The device it lies on, `8:1`; with 0 in front where the file system has none or several. */
  readonly device: string;
  /** The numbers of what it is itself, where it is a device. */
  readonly itself: string;
  /** The number of its mount, undefined before Linux 5.8. */
  readonly mountId: bigint | undefined;
}

/** How {@linkcode Storage.device} begins where it is no device's number. */
export const NO_DEVICE = "0:";

const EMPTY_PATH = 0x1000;
const BASIC_STATS_AND_MOUNT = 0x17ff, MOUNT = 0x1000;
const ITSELF = cString("");
/** The type bits of a file's `st_mode`, `S_IFREG >> 12` (inode(7)). */
const FILE = 0o10;

/**
 * Asks statx(2) about an open file.
 *
 * @throws {Error} with the system's `code`
 */
export function readStorage(c: Libc, descriptor: number): Storage {
  const buffer = new Uint8Array(256);
  const result = callC(
    c,
    () => c.statx(descriptor, ITSELF, EMPTY_PATH, BASIC_STATS_AND_MOUNT, buffer),
  );
  if (result < 0) throw systemError(-result, SYSTEM_REFUSED.lookAtOpen);
  const view = new DataView(buffer.buffer);
  return {
    isFile: view.getUint16(28, true) >> 12 === FILE,
    size: Number(view.getBigUint64(40, true)),
    hasBlocks: view.getBigUint64(48, true) > 0n,
    device: `${view.getUint32(136, true)}:${view.getUint32(140, true)}`,
    itself: `${view.getUint32(128, true)}:${view.getUint32(132, true)}`,
    mountId: view.getUint32(0, true) & MOUNT ? view.getBigUint64(144, true) : undefined,
  };
}

/** The same of a file or folder by its path; undefined where nothing is there, or no Linux. */
export function storageAt(path: string): Storage | undefined {
  const c = libc();
  if (!c) return undefined;
  try {
    const read = withDescriptor(c, path, (file) => readStorage(c, file));
    return "value" in read ? read.value : undefined;
  } catch {
    return undefined;
  }
}
