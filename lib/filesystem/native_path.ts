import { join, toNamespacedPath } from "node:path";
import { FileProblem } from "../model/errors.ts";
import type { RelativePath } from "../model/relative_path.ts";

/**
 * Where a relative path lies below a root on this computer.
 *
 * On Windows it begins with `\\?\`, for only so may it be longer than 260 characters wherever Deno hands
 * it to Windows as it is (`lstat` does).
 *
 * @param root absolute path of the root
 * @throws {FileProblem} `not-a-path` on Windows, when a part holds `\` or `:` and would lead elsewhere
 */
export function toNativePath(root: string, path: RelativePath): string {
  if (Deno.build.os === "windows" && /[\\:]/.test(path)) {
    throw new FileProblem("not-a-path", `Windows cannot hold the name ${JSON.stringify(path)}`);
  }
  const native = toNativeRoot(join(root, path));
  // Elsewhere than on Windows a name may end with a backslash.
  return path.endsWith("/") ? native.slice(0, -1) : native;
}

/** A root in the form that {@linkcode toNativePath} gives what lies below it. */
export function toNativeRoot(root: string): string {
  return toNamespacedPath(root);
}
