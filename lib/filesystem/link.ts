import { dirname, resolve } from "node:path";
import { FileProblem } from "../model/errors.ts";
import { FILE_FAILURES } from "../vocabulary.ts";
import { readStatus } from "./file_status.ts";

const isWindows = Deno.build.os === "windows";

/** What a symbolic link points to, with `/` between its parts where it is relative. */
export function readLink(path: string): string {
  const target = Deno.readLinkSync(path);
  return isWindows && isRelative(target) ? target.replaceAll("\\", "/") : target;
}

/**
 * The numbers by which systems say that a file system has no symbolic links, or that this user may make
 * none: `EPERM` (symlink(2), as Linux' own exFAT and FAT do), `ENOSYS` (FUSE), `EOPNOTSUPP`; Windows'
 * `ERROR_INVALID_FUNCTION`, `ERROR_NOT_SUPPORTED`, `ERROR_PRIVILEGE_NOT_HELD`.
 */
const LINK_REFUSALS = { windows: [1, 50, 1314], darwin: [1, 45, 78], others: [1, 38, 95] };

/**
 * Makes a symbolic link. Windows has links to files and links to folders, and lets only administrators
 * and developers make either.
 *
 * @throws {FileProblem} `link-not-possible` where there are none
 */
export function makeLink(target: string, path: string): void {
  try {
    makeNativeLink(target, path);
  } catch (cause) {
    if (!isLinkRefused(cause)) throw cause;
    throw new FileProblem("link-not-possible", FILE_FAILURES.noLinksThere, { cause });
  }
}

function isLinkRefused(error: unknown): boolean {
  const { os } = Deno.build;
  const numbers = LINK_REFUSALS[os === "windows" || os === "darwin" ? os : "others"];
  const number = error instanceof Error && /\(os error (\d+)\)/.exec(error.message)?.[1];
  return numbers.includes(Number(number));
}

function makeNativeLink(target: string, path: string): void {
  if (!isWindows) return Deno.symlinkSync(target, path);
  const native = isRelative(target) ? target.replaceAll("/", "\\") : target;
  const leadsTo = readStatus(resolve(dirname(path), native), { follow: true });
  Deno.symlinkSync(native, path, { type: leadsTo?.kind === "folder" ? "dir" : "file" });
}

function isRelative(target: string): boolean {
  return !/^([A-Za-z]:|[\\/])/.test(target);
}
