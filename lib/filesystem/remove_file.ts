import fs from "node:fs";
import { dirname } from "node:path";
import { failureCode } from "./describe_failure.ts";
import { toNativeRoot } from "./native_path.ts";

/** Removes a file or link; says whether there was one. */
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

/** Removes a folder when it is empty, never a file or a link; says whether it is gone now. */
export function removeFolderIfEmpty(path: string): boolean {
  try {
    fs.rmdirSync(path);
    return true;
  } catch (error) {
    const code = failureCode(error);
    if (code === "ENOENT") return true;
    if (code && ["ENOTEMPTY", "EEXIST", "ENOTDIR"].includes(code)) return false;
    throw error;
  }
}

/**
 * Removes the emptied folders above a removed file, up to but without `root`.
 *
 * @param path as `toNativePath(root, …)` gives it
 */
export function pruneFoldersAbove(path: string, root: string): void {
  const { length } = toNativeRoot(root);
  for (let folder = dirname(path); folder.length > length; folder = dirname(folder)) {
    if (!removeFolderIfEmpty(folder)) return;
  }
}
