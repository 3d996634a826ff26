import { dirname } from "node:path";
import { failureCode } from "./describe_failure.ts";

/**
 * Gives a proven file its final name, replacing what has it now, and makes the name durable.
 *
 * @param partial absolute path of the synced, proven file
 * @param final absolute path in the same folder
 */
export function publishFile(partial: string, final: string): void {
  renamePatiently(partial, final);
  syncFolder(dirname(final));
}

const PATIENCE_MS = 2_000, PAUSE_MS = 100;

/**
 * Renames a file. On Windows a program that has one of the two open stands in the way, most often a
 * scanner for viruses that is done with it in a moment.
 */
function renamePatiently(from: string, to: string): void {
  for (let waited = 0;; waited += PAUSE_MS) {
    try {
      return Deno.renameSync(from, to);
    } catch (error) {
      if (!isHeldOpen(error) || waited >= PATIENCE_MS) throw error;
    }
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, PAUSE_MS);
  }
}

/** What Windows says of a file that another program has open: ERROR_ACCESS_DENIED, …SHARING_VIOLATION. */
function isHeldOpen(error: unknown): boolean {
  return Deno.build.os === "windows" &&
    ["EPERM", "EACCES", "EBUSY"].includes(failureCode(error) ?? "");
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
