import { rmSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { isInstalled, runNow } from "./child.ts";

export type DiskKind = "ext4" | "exfat-fuse";

/** A disk of its own for a measurement; gone, with all that is on it, when disposed of. */
export interface Disk extends AsyncDisposable {
  /** Absolute path of its root, empty at first. */
  readonly path: string;
  /** In a word: its kind, or `folder` where no image could be mounted. */
  readonly name: DiskKind | "folder";
  /** What it is, for a person. */
  readonly description: string;
}

const MAKERS: Record<DiskKind, readonly string[]> = {
  // Now, so that the kernel does not write inode tables later, while something is measured.
  ext4: ["mkfs.ext4", "-q", "-F", "-E", "lazy_itable_init=0,lazy_journal_init=0"],
  "exfat-fuse": ["mkfs.exfat"],
};
const MOUNTERS: Record<DiskKind, readonly string[]> = {
  ext4: ["mount", "-t", "ext4"],
  "exfat-fuse": ["mount.exfat-fuse"],
};
const PROBE_BYTES = 64 * 2 ** 20;

/** Why no image of this kind can be mounted, in a few words; undefined where it can. */
export function whyNoImage(kind: DiskKind, folder: string): string | undefined {
  if (Deno.build.os !== "linux") return "loop-mounted images need Linux";
  if (Deno.uid() !== 0) return "mounting needs root";
  const programs = [MAKERS[kind][0]!, MOUNTERS[kind][0]!, "losetup", "umount"];
  const missing = programs.filter((program) => !isInstalled(program));
  if (missing.length > 0) return `not installed: ${missing.join(", ")}`;
  try {
    const image = mountImage(kind, PROBE_BYTES, join(folder, "probe"));
    runNow("umount", image.path);
    image.release();
    return undefined;
  } catch (error) {
    return (error as Error).message;
  }
}

/**
 * Makes a disk: a file system of its own in a sparse image file, or, for ext4 where that is not
 * permitted, a plain folder on the machine's own disk.
 *
 * @param at absolute path of a folder that does not exist yet
 */
export function makeDisk(kind: DiskKind, bytes: number, at: string): Disk {
  const reason = whyNoImage(kind, at);
  if (reason === undefined) return mountedDisk(kind, bytes, at);
  if (kind !== "ext4") throw new Error(`No ${kind} image here: ${reason}`);
  const path = join(at, "folder");
  Deno.mkdirSync(path, { recursive: true });
  return {
    path,
    name: "folder",
    description: `a folder of the temp folder's file system (${reason})`,
    [Symbol.asyncDispose]: () => Promise.resolve(rmSync(at, { recursive: true })),
  };
}

function mountedDisk(kind: DiskKind, bytes: number, at: string): Disk {
  const { path, device, release } = mountImage(kind, bytes, at);
  return {
    path,
    name: kind,
    description: `${kind} on a loop-mounted image, ${device}`,
    [Symbol.asyncDispose]: async () => {
      await unmount(path);
      release();
    },
  };
}

interface Image {
  readonly path: string;
  /** How the loop device gets at the image. */
  readonly device: string;
  /** Detaches and deletes it, once it is unmounted. */
  readonly release: () => void;
}

function mountImage(kind: DiskKind, bytes: number, at: string): Image {
  const path = join(at, "root"), file = join(at, "image");
  Deno.mkdirSync(path, { recursive: true });
  let loop: LoopDevice | undefined;
  try {
    Deno.writeFileSync(file, new Uint8Array());
    Deno.truncateSync(file, bytes);
    loop = attach(file);
    const [make, ...makeArgs] = MAKERS[kind], [mount, ...mountArgs] = MOUNTERS[kind];
    runNow(make!, ...makeArgs, loop.node);
    runNow(mount!, ...mountArgs, loop.node, path);
    rmSync(join(path, "lost+found"), { recursive: true, force: true });
  } catch (error) {
    if (loop) runNow("losetup", "--detach", loop.node);
    rmSync(at, { recursive: true });
    throw error;
  }
  const { node, access } = loop;
  const release = () => {
    runNow("losetup", "--detach", node);
    rmSync(at, { recursive: true });
  };
  return { path, device: access, release };
}

interface LoopDevice {
  readonly node: string;
  readonly access: string;
}

/**
 * Direct, so that what is read from the device comes from the disk below it. Otherwise the image file
 * has a cache of its own, and a proof that bypasses the mounted file system's reads memory (losetup(8)).
 */
function attach(file: string): LoopDevice {
  const find = ["--find", "--show"];
  try {
    return { node: runNow("losetup", ...find, "--direct-io=on", file), access: "direct I/O" };
  } catch {
    return { node: runNow("losetup", ...find, file), access: "its image cached in memory" };
  }
}

/** A child that was just stopped may hold it for a moment longer. */
async function unmount(path: string): Promise<void> {
  for (let attempt = 1; attempt <= 20; attempt++) {
    try {
      runNow("umount", path);
      return;
    } catch {
      await sleep(250);
    }
  }
  runNow("umount", "--lazy", path);
}
