import { dirname, resolve } from "node:path";
import { readStatus } from "./file_status.ts";

const isWindows = Deno.build.os === "windows";

/** What a symbolic link points to, with `/` between its parts where it is relative. */
export function readLink(path: string): string {
  const target = Deno.readLinkSync(path);
  return isWindows && isRelative(target) ? target.replaceAll("\\", "/") : target;
}

/**
 * Makes a symbolic link. Windows has links to files and links to folders, and lets only administrators
 * and developers make either.
 */
export function makeLink(target: string, path: string): void {
  if (!isWindows) return Deno.symlinkSync(target, path);
  const native = isRelative(target) ? target.replaceAll("/", "\\") : target;
  const leadsTo = readStatus(resolve(dirname(path), native), { follow: true });
  Deno.symlinkSync(native, path, { type: leadsTo?.kind === "folder" ? "dir" : "file" });
}

function isRelative(target: string): boolean {
  return !/^([A-Za-z]:|[\\/])/.test(target);
}
