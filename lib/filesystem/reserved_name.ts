import { DEVICE, LEFT_OUT_BY_WINDOWS } from "../model/portable_name.ts";

/**
 * Whether this is Windows and a name would open something else there: a device such as `NUL`, or what
 * has the same name without the dot or space at its end. Linux and WSL can leave such names on a disk.
 */
export function isReservedByWindows(name: string): boolean {
  return Deno.build.os === "windows" && (LEFT_OUT_BY_WINDOWS.test(name) || DEVICE.test(name));
}
