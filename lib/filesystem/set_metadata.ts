import type { Version } from "../model/entry.ts";
import { SYSTEM_REFUSED } from "../vocabulary.ts";
import { failureCode } from "./describe_failure.ts";
import { systemError } from "./file_status.ts";
import { callC, cString, CURRENT_FOLDER, libc, NO_FOLLOW } from "./libc.ts";

const NANOSECONDS = 1_000_000_000n;

/**
 * Gives a file, folder or link the modification time of a version, as fine as its file system keeps.
 *
 * Without the C library links keep their own time, and files get milliseconds.
 */
export function setModified(path: string, mtimeNs: bigint): void {
  const c = libc();
  if (!c) {
    if (Deno.lstatSync(path).isSymlink) return;
    const seconds = mtimeNs < 0n
      ? Math.floor(Number(mtimeNs / 1_000_000n) / 1000) // Deno adds 2^32 ns to fractions before 1970
      : Number(mtimeNs / 1_000_000n) / 1000;
    Deno.utimeSync(path, seconds, seconds);
    return;
  }
  let seconds = mtimeNs / NANOSECONDS;
  let rest = mtimeNs % NANOSECONDS;
  if (rest < 0n) {
    seconds -= 1n;
    rest += NANOSECONDS;
  }
  // Access and modification time, each struct timespec of utimensat(2).
  const times = new BigInt64Array([seconds, rest, seconds, rest]);
  const name = cString(path), bytes = new Uint8Array(times.buffer);
  const result = callC(c, () => c.utimensat(CURRENT_FOLDER, name, bytes, NO_FOLLOW));
  if (result < 0) throw systemError(-result, (code) => SYSTEM_REFUSED.setTime(path, code));
}

/**
 * Gives something that does without it its modification time, where that is granted: not on a disk that
 * another user has mounted, whose files all count as that one's (utimensat(2), EPERM).
 */
export function setModifiedIfGranted(path: string, mtimeNs: bigint): void {
  ifGranted(() => setModified(path, mtimeNs));
}

/** Gives a file or folder a version's POSIX mode, where the system and the file system have one. */
export function setMode(path: string, mode: Version["mode"]): void {
  if (mode === null || Deno.build.os === "windows") return;
  ifGranted(() => Deno.chmodSync(path, mode));
}

/** What systems say when a file system has no such thing, or lets only another user change it. */
const NOT_GRANTED = ["EPERM", "ENOSYS", "ENOTSUP", "EOPNOTSUPP"];

function ifGranted(set: () => void): void {
  try {
    set();
  } catch (error) {
    if (!NOT_GRANTED.includes(failureCode(error) ?? "")) throw error;
  }
}
