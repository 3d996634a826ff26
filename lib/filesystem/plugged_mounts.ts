import { join } from "node:path";
import { readKernelFile } from "./kernel_file.ts";
import { parseMount } from "./mounts.ts";
import { readStatus } from "./file_status.ts";

/** Where desktops and people mount what is plugged in (Filesystem Hierarchy Standard 3.0, 3.11 and 3.12). */
const PLUGGED = /^\/(media|run\/media|mnt)(\/|$)/;

/**
 * Absolute paths at which disks lie that somebody has plugged in or mounted by hand. On Linux no file
 * system is touched for that: one on a network that is gone would not answer.
 */
export function readPluggedMounts(): string[] {
  if (Deno.build.os === "windows") {
    return Array.from("DEFGHIJKLMNOPQRSTUVWXYZ", (letter) => `${letter}:\\`).filter(isFolder);
  }
  if (Deno.build.os === "darwin") return volumes().filter(isFolder);
  return pluggedAmong(readKernelFile("/proc/self/mountinfo") ?? "");
}

/** The same of all that is mounted on Linux, as proc_pid_mountinfo(5) tells it. */
export function pluggedAmong(mountinfo: string): string[] {
  const points = mountinfo.split("\n").map(parseMount)
    .filter((mount) => mount !== undefined)
    .filter(({ point, source }) => PLUGGED.test(point) && source.startsWith("/dev/"))
    .map(({ point }) => point);
  return [...new Set(points)];
}

/** macOS mounts every disk there, its own as a link. */
function volumes(): string[] {
  try {
    return Array.from(Deno.readDirSync("/Volumes"))
      .filter(({ isDirectory }) => isDirectory)
      .map(({ name }) => join("/Volumes", name));
  } catch {
    return [];
  }
}

function isFolder(path: string): boolean {
  try {
    return readStatus(path)?.kind === "folder";
  } catch {
    return false;
  }
}
