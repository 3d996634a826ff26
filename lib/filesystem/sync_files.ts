import { dirname } from "node:path";
import { SYSTEM_REFUSED } from "../vocabulary.ts";
import { readStatus, systemError } from "./file_status.ts";
import { callC, type Libc, libc, withDescriptor } from "./libc.ts";

/** Makes a file's bytes, times and mode durable. */
export function syncFile(path: string): void {
  using file = Deno.openSync(path, { read: true, write: Deno.build.os === "windows" });
  file.syncSync();
}

/**
 * Makes a folder's names durable. Windows has no such call; NTFS keeps a journal of names.
 */
export function syncFolder(path: string): void {
  if (Deno.build.os === "windows") return;
  using folder = Deno.openSync(path, { read: true });
  folder.syncSync();
}

/**
 * Makes the bytes, times, modes and names of many files durable: on Linux by one sync of the file
 * system, whatever a drive makes each flush cost, elsewhere one by one.
 *
 * @param paths absolute; they may lie on several file systems
 * @throws {Error} with the system's `code`
 */
export function syncFiles(paths: readonly string[]): void {
  const c = libc();
  if (c) syncFileSystems(c, paths.map(dirname));
  else paths.forEach(syncFile);
}

/** Up to so many folders are synced one by one: a whole file system has more that waits to be written. */
const FEW_FOLDERS = 4;

/** Makes the names in many folders durable. See {@linkcode syncFiles}. */
export function syncFolders(paths: readonly string[]): void {
  const c = libc();
  if (c && paths.length > FEW_FOLDERS) syncFileSystems(c, paths);
  else paths.forEach(syncFolder);
}

/**
 * On exfat-fuse `syncfs(2)` alone sends no flush to the device, on ext4 a folder's own sync makes
 * nothing else durable; one after the other do both, as was measured.
 */
function syncFileSystems(c: Libc, folders: readonly string[]): void {
  const byDevice = new Map(Array.from(new Set(folders), (folder) => [deviceOf(folder), folder]));
  for (const folder of byDevice.values()) {
    const result = withDescriptor(c, folder, (file) => callC(c, () => c.syncfs(file)));
    const errno = "errno" in result ? result.errno : -result.value;
    if (errno !== 0) throw systemError(errno, (code) => SYSTEM_REFUSED.sync(folder, code));
    syncFolder(folder);
  }
}

/** The device that a folder lies on, which is the first part of its identity. */
function deviceOf(folder: string): string {
  const identity = readStatus(folder, { follow: true })?.identity ?? "";
  return identity.slice(0, identity.lastIndexOf(":"));
}
