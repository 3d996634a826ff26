import { basename, dirname } from "node:path";
import { readFolder } from "./read_folder.ts";

/**
 * Whether a path that the file system answers for goes by another name there: `A.txt` where
 * `a.txt` was asked for, on a file system that folds case or Unicode forms.
 */
export function isTakenByAnotherName(path: string): boolean {
  const name = basename(path);
  return !readFolder(dirname(path)).entries.some((entry) => entry.name === name);
}
