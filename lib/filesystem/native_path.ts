import { join, toNamespacedPath } from "node:path";
import { FileProblem } from "../model/errors.ts";
import { NEVER_ON_WINDOWS } from "../model/portable_name.ts";
import type { RelativePath } from "../model/relative_path.ts";
import { FILE_FAILURES } from "../vocabulary.ts";
import { isReservedByWindows } from "./reserved_name.ts";

/**
 * Where a relative path lies below a root on this computer.
 *
 * On Windows it begins with `\\?\`, for only so may it be longer than 260 characters wherever Deno hands
 * it to Windows as it is (`lstat` does).
 *
 * @param root absolute path of the root
 * @throws {FileProblem} `name-not-possible` on Windows, when a part is no name there or leads elsewhere
 */
export function toNativePath(root: string, path: RelativePath): string {
  if (Deno.build.os === "windows") refuseImpossible(path);
  return toNativeRoot(join(root, withoutSlash(path)));
}

function refuseImpossible(path: RelativePath): void {
  for (const part of withoutSlash(path).split("/")) {
    if (!isReservedByWindows(part) && !NEVER_ON_WINDOWS.test(part)) continue;
    throw new FileProblem("name-not-possible", FILE_FAILURES.nameNotOnWindows(part));
  }
}

/** A folder's path without its mark. */
function withoutSlash(path: RelativePath): string {
  return path.endsWith("/") ? path.slice(0, -1) : path;
}

/** A root in the form that {@linkcode toNativePath} gives what lies below it. */
export function toNativeRoot(root: string): string {
  return toNamespacedPath(root);
}
