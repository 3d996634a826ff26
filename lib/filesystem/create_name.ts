import { basename, dirname } from "node:path";
import { FileProblem } from "../model/errors.ts";
import { failureCode, isNameRefused } from "./describe_failure.ts";
import { readStatus } from "./file_status.ts";
import { isReservedByWindows } from "./reserved_name.ts";

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
  if (isReservedByWindows(basename(path))) throw refused("Windows keeps names like it for itself");
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

function refused(why: string, cause?: unknown): FileProblem {
  return new FileProblem("name-not-possible", `${why}; rename it to carry it`, { cause });
}
