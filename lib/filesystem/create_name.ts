import { dirname } from "node:path";
import { FileProblem } from "../model/errors.ts";
import { FILE_FAILURES } from "../vocabulary.ts";
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
  try {
    return create();
  } catch (cause) {
    const isRefused = isNameRefused(cause) ||
      (failureCode(cause) === "ENOENT" && readStatus(dirname(path))?.kind === "folder");
    if (!isRefused) throw cause;
    throw new FileProblem("name-not-possible", FILE_FAILURES.nameNotTaken(failureCode(cause)), {
      cause,
    });
  }
}
