import { constants } from "node:os";
import { SYSTEM_REFUSED } from "../vocabulary.ts";
import { callC, cString, CURRENT_FOLDER, type Libc, libc, NO_FOLLOW } from "./libc.ts";

/** What a path is, and the facts that tell one version from another. */
export interface FileStatus {
  readonly kind: "file" | "link" | "folder" | "special";
  /** Bytes. */
  readonly size: number;
  /** Last modification, nanoseconds since 1970, as fine as {@linkcode mtimePrecisionNs} says. */
  readonly mtimeNs: bigint;
  /** POSIX permission bits, or null where the system has none. */
  readonly mode: number | null;
  /** Device and inode in one text; the same for two names of the same thing. */
  readonly identity: string;
}

const ENOENT = 2, ENOTDIR = 20;
const BASIC_STATS = 0x7ff;

/** The finest step of time that {@linkcode readStatus} tells apart: 1 ns on Linux, else 1 ms. */
export function mtimePrecisionNs(): bigint {
  return libc() ? 1n : 1_000_000n;
}

/**
 * Looks at a path without following a link at its end, unless told to.
 *
 * Where the C library cannot be had Deno's own call answers: milliseconds, and times before 1970
 * come back positive.
 *
 * @returns undefined when nothing is there
 * @throws {Error} with the system's `code` when it cannot be looked at
 */
export function readStatus(path: string, options?: { follow: boolean }): FileStatus | undefined {
  const c = libc();
  const follow = options?.follow ?? false;
  if (c) {
    return statxStatus(c, CURRENT_FOLDER, cString(path), follow, path);
  }
  try {
    const info = follow ? Deno.statSync(path) : Deno.lstatSync(path);
    return {
      kind: info.isFile
        ? "file"
        : info.isSymlink
        ? "link"
        : info.isDirectory
        ? "folder"
        : "special",
      size: info.size,
      mtimeNs: BigInt(info.mtime?.getTime() ?? 0) * 1_000_000n,
      mode: Deno.build.os === "windows" || info.mode === null ? null : info.mode & 0o7777,
      identity: `${info.dev}:${info.ino}`,
    };
  } catch (error) {
    if (error instanceof Deno.errors.NotFound || error instanceof Deno.errors.NotADirectory) {
      return undefined;
    }
    throw error;
  }
}

/**
 * `statx(2)` of a name in an open folder.
 *
 * @param name the name's bytes with a NUL behind them
 * @param shown the path for error messages
 */
export function statxStatus(
  c: Libc,
  folder: number,
  name: Uint8Array<ArrayBuffer>,
  follow: boolean,
  shown: string,
): FileStatus | undefined {
  const flags = follow ? 0 : NO_FOLLOW;
  const result = callC(c, () => c.statx(folder, name, flags, BASIC_STATS, STATX));
  if (result >= 0) return new StatxStatus();
  if (result === -ENOENT || result === -ENOTDIR) return undefined;
  throw systemError(-result, (code) => SYSTEM_REFUSED.look(shown, code));
}

/** By the file type bits of `st_mode` (inode(7)). */
const KINDS: Record<number, FileStatus["kind"]> = { 0o10: "file", 0o12: "link", 0o4: "folder" };

/** What statx(2) fills; no call of ours is left before it has been read. */
const STATX = new Uint8Array(256);
const VIEW = new DataView(STATX.buffer);

/** A status as it lies in {@linkcode STATX}. Few ask for the identity: it is put into words when they do. */
class StatxStatus implements FileStatus {
  readonly #major = VIEW.getUint32(136, true);
  readonly #minor = VIEW.getUint32(140, true);
  readonly #inode = VIEW.getBigUint64(32, true);
  readonly kind = KINDS[VIEW.getUint16(28, true) >> 12] ?? "special";
  readonly mode = VIEW.getUint16(28, true) & 0o7777;
  readonly size = Number(VIEW.getBigUint64(40, true));
  readonly mtimeNs = clampTime(
    VIEW.getBigInt64(112, true) * 1_000_000_000n + BigInt(VIEW.getUint32(120, true)),
  );

  get identity(): string {
    return `${this.#major}:${this.#minor}:${this.#inode}`;
  }
}

/** The catalogue stores times in 64 bits, which end in the years 1677 and 2262. */
function clampTime(timeNs: bigint): bigint {
  return timeNs > LATEST ? LATEST : timeNs < -LATEST ? -LATEST : timeNs;
}

const LATEST = 2n ** 63n - 1n;

const ERROR_NAMES = new Map(Object.entries(constants.errno).map(([name, errno]) => [errno, name]));

/**
 * An error of a C call, shaped like Deno's own: a message and the system's `code`.
 *
 * @param say the message, of the code
 */
export function systemError(errno: number, say: (code: string) => string): Error {
  const code = ERROR_NAMES.get(errno) ?? `errno ${errno}`;
  return Object.assign(new Error(say(code)), { code });
}
