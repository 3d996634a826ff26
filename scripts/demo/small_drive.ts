import { statfsSync } from "node:fs";

/** What the demo's drive may be filled with at a time. */
const ROOM_MIB = 48;
/** A drive of its own is a little larger: the config keeps a reserve free, and the catalogue grows. */
const DRIVE_MIB = 64, RESERVE_MIB = 8;
const MIB = 2 ** 20;

/** A drive too small for the demo's source. */
export interface SmallDrive {
  /** What it is, for a person. */
  readonly description: string;
  /** Whether it has to be unmounted before its folder can be deleted. */
  readonly isMounted: boolean;
  /** The reserve that keeps the drive small, as things stand now. */
  reserve(): string;
  remove(): void;
}

/**
 * Makes an empty folder a small drive: by mounting a file system in memory where that is permitted
 * (root on Linux), otherwise by a reserve that leaves little room.
 */
export function makeSmallDrive(path: string): SmallDrive {
  if (Deno.build.os === "linux" && mountInMemory(path)) {
    return {
      description: `${DRIVE_MIB} MiB in memory (tmpfs, where no cache can be bypassed)`,
      isMounted: true,
      reserve: () => `${RESERVE_MIB} MiB`,
      remove: () => unmount(path),
    };
  }
  return {
    description: `an ordinary folder; the reserve in its config leaves ${ROOM_MIB} MiB to fill`,
    isMounted: false,
    reserve: () => {
      const { bavail, bsize } = statfsSync(path);
      return `${Math.max(0, Math.floor(bavail * bsize / MIB) - ROOM_MIB)} MiB`;
    },
    remove: () => {},
  };
}

function mountInMemory(path: string): boolean {
  const args = ["-t", "tmpfs", "-o", `size=${DRIVE_MIB}m`, "waterlock-demo", path];
  try {
    return new Deno.Command("mount", { args, stderr: "null" }).outputSync().success;
  } catch {
    return false; // There is no such program.
  }
}

function unmount(path: string): void {
  const { success, stderr } = new Deno.Command("umount", { args: [path] }).outputSync();
  if (!success) throw new Error(`Cannot unmount ${path}: ${new TextDecoder().decode(stderr)}`);
}
