import { dirname } from "node:path";
import { failureCode } from "./describe_failure.ts";

/** Removes a file or link, or an empty folder; says whether there was one. */
export function removeIfPresent(path: string): boolean {
  try {
    Deno.removeSync(path);
    return true;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound || error instanceof Deno.errors.NotADirectory) {
      return false;
    }
    throw error;
  }
}

/** Removes a folder when it is empty; says whether it is gone now. */
export function removeFolderIfEmpty(path: string): boolean {
  try {
    return removeIfPresent(path) || true;
  } catch (error) {
    if (["ENOTEMPTY", "EEXIST"].includes(failureCode(error) ?? "")) return false;
    // ERROR_DIR_NOT_EMPTY of Windows' system error codes.
    if (error instanceof Error && error.message.includes("os error 145")) return false;
    throw error;
  }
}

/** Removes the emptied folders above a removed file, up to but without `root`. */
export function pruneFoldersAbove(path: string, root: string): void {
  for (let folder = dirname(path); folder.length > root.length; folder = dirname(folder)) {
    if (!removeFolderIfEmpty(folder)) return;
  }
}
