import { basename, dirname } from "node:path";

/**
 * Whether a path that the file system answers for goes by another name there: `A.txt` where
 * `a.txt` was asked for, on a file system that folds case or Unicode forms.
 *
 * @param names the names in its folder, as {@linkcode namesIn} gives them
 */
export function isTakenByAnotherName(path: string, names = namesIn(dirname(path))): boolean {
  return !names.has(spelled(basename(path)));
}

/** The names in a folder, to be kept for {@linkcode isTakenByAnotherName}. */
export function namesIn(folder: string): ReadonlySet<string> {
  return new Set(Array.from(Deno.readDirSync(folder), ({ name }) => spelled(name)));
}

/** macOS lists names in a Unicode form of its own on some file systems (HFS+), whichever they were given. */
function spelled(name: string): string {
  return Deno.build.os === "darwin" ? name.normalize("NFC") : name;
}
