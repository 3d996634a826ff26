import { readKernelFile } from "./kernel_file.ts";

/** A mounted file system, as proc_pid_mountinfo(5) tells it. */
export interface Mount {
  /** `ext4`, `btrfs`, `fuseblk`, `fuse.exfat`, … */
  readonly type: string;
  /** What was mounted: a device's path, or a word of the file system's own. */
  readonly source: string;
  /** The file system's numbers, `8:1`: the same for all its mounts. */
  readonly device: string;
  /** The folder of the file system that was mounted, `/` for all of it. */
  readonly root: string;
  /** The absolute path it was mounted at. */
  readonly point: string;
}

/**
 * The mount with this number, which statx(2) gives of every file (`stx_mnt_id`, Linux 5.8).
 *
 * @returns undefined where the system does not tell
 */
export function mountOf(mountId: bigint): Mount | undefined {
  const line = readKernelFile("/proc/self/mountinfo")?.split("\n")
    .find((line) => line.startsWith(`${mountId} `));
  return line === undefined ? undefined : parseMount(line);
}

/** Reads a line of `/proc/self/mountinfo`; undefined where it is none. */
export function parseMount(line: string): Mount | undefined {
  const [mounting, mounted] = line.split(" - ");
  const [, , device, root, point] = mounting?.split(" ") ?? [];
  const [type, source] = mounted?.split(" ") ?? [];
  if (!device || !root || !point || !type || !source) return undefined;
  return { type, source: unescape(source), device, root: unescape(root), point: unescape(point) };
}

/** Blanks and the like are written as octal numbers. */
function unescape(text: string): string {
  return text.replace(/\\([0-7]{3})/g, (_, octal) => String.fromCharCode(parseInt(octal, 8)));
}
