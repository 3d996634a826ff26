import { dirname } from "node:path";

/**
 * Gives a proven file its final name, replacing what has it now, and makes the name durable.
 *
 * @param partial absolute path of the synced, proven file
 * @param final absolute path in the same folder
 */
export function publishFile(partial: string, final: string): void {
  Deno.renameSync(partial, final);
  syncFolder(dirname(final));
}

/**
 * Makes a folder's names durable. Windows has no such call; NTFS keeps a journal of names.
 */
export function syncFolder(path: string): void {
  if (Deno.build.os === "windows") return;
  using folder = Deno.openSync(path, { read: true });
  folder.syncSync();
}

/** Makes a file's bytes, times and mode durable. */
export function syncFile(path: string): void {
  using file = Deno.openSync(path, { read: true, write: Deno.build.os === "windows" });
  file.syncSync();
}
