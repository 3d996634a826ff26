import { basename, dirname } from "node:path";
import { FileProblem } from "../model/errors.ts";
import { failureCode, isNameRefused } from "./describe_failure.ts";
import { readStatus } from "./file_status.ts";

/**
 * Runs what gives something new a name.
 *
 * A file system that cannot hold a name says so with EINVAL, EILSEQ or ENAMETOOLONG; exfat-fuse says
 * ENOENT, as if the folder were missing.
 *
 * @param path absolute path that what is made will have in the end, in the folder it is made in
 * @throws {FileProblem} `name-not-possible`
 * @throws {Error} whatever else the system refuses it for
 */
export function createName<T>(path: string, create: () => T): T {
  if (Deno.build.os === "windows" && !isPlainOnWindows(basename(path))) {
    throw refused("Windows keeps names like this one for itself");
  }
  try {
    return create();
  } catch (cause) {
    const isRefused = isNameRefused(cause) ||
      (failureCode(cause) === "ENOENT" && readStatus(dirname(path))?.kind === "folder");
    if (!isRefused) throw cause;
    const code = failureCode(cause) ?? "invalid name";
    throw refused(`The file system there does not take the name (${code})`, cause);
  }
}

/**
 * Whether Windows opens what a name says: not a device such as `NUL`, not another name without the dot
 * or space at its end (Microsoft's "Naming Files, Paths, and Namespaces"). It can be made to take such
 * a name, but then Explorer and most programs can neither open nor remove it.
 */
export function isPlainOnWindows(name: string): boolean {
  return !/[. ]$/.test(name) && !/^(con|prn|aux|nul|(com|lpt)[0-9¹²³])(\.|$)/i.test(name);
}

function refused(why: string, cause?: unknown): FileProblem {
  return new FileProblem("name-not-possible", `${why}; rename it to carry it`, { cause });
}
