/**
 * Whether this is Windows and a name would open something else there: a device such as `NUL`, or what
 * has the same name without the dot or space at its end (Microsoft's "Naming Files, Paths, and
 * Namespaces"). Linux and WSL can leave such names on a disk.
 */
export function isReservedByWindows(name: string): boolean {
  if (Deno.build.os !== "windows") return false;
  return /[. ]$/.test(name) || /^(con|prn|aux|nul|(com|lpt)[0-9¹²³])(\.|$)/i.test(name);
}
