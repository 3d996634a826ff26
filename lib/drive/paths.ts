import { win32 } from "node:path";
import { type Nesting, nestingOf } from "../filesystem/nesting.ts";

const WINDOWS_ROOT = /^(?:[A-Za-z]:[\\/]|\\\\[^\\/]+[\\/][^\\/]+)/;

/** Whether a path is absolute on some system: the config serves both ends, whatever they run. */
export function isAbsoluteAnywhere(path: string): boolean {
  return path.startsWith("/") || WINDOWS_ROOT.test(path);
}

/** Whether an absolute path is in the style of Windows. */
export function isOfWindows(path: string): boolean {
  return WINDOWS_ROOT.test(path);
}

/** Whether an absolute path is in this system's style, so that it can be looked for here. */
export function isOfThisSystem(path: string): boolean {
  return Deno.build.os === "windows" ? isOfWindows(path) : path.startsWith("/");
}

/** Whether a path was copied from an example and never filled in. */
export function isPlaceholder(path: string): boolean {
  return /ABSOLUTE[\\/]PATH|^[\\/]path[\\/]to([\\/]|$)|^<.*>$/i.test(path);
}

/** A path without the slashes behind it, unless it is a root. */
export function withoutTrailingSlash(path: string): string {
  if (!WINDOWS_ROOT.test(path)) return path.replace(/\/+$/, "") || "/";
  const bare = path.replace(/[\\/]+$/, "");
  return /^[A-Za-z]:$/.test(bare) ? path : win32.normalize(bare);
}

/** How a pair's folder and the drive lie inside each other; undefined when they do not. */
export function overlapsDrive(
  path: string,
  driveRoot: string,
): Exclude<Nesting, "apart"> | undefined {
  if (!isOfThisSystem(path)) return undefined;
  const nesting = nestingOf(path, driveRoot);
  return nesting === "apart" ? undefined : nesting;
}

/** Whether an absolute path lies below another one of its style, by their letters alone. */
export function liesInside(path: string, folder: string): boolean {
  const isWindows = WINDOWS_ROOT.test(folder);
  const plain = (one: string) => isWindows ? one.toLowerCase().replaceAll("\\", "/") : one;
  return plain(path).startsWith(`${plain(folder).replace(/\/$/, "")}/`) &&
    plain(path) !== plain(folder);
}
