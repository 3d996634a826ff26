import { dirname } from "node:path";
import { failureCode } from "./describe_failure.ts";
import type { FoldersInside } from "./folders_inside.ts";
import { syncFolder, syncFolders } from "./sync_files.ts";

/**
 * Gives a proven file its final name, replacing what has it now, and makes the name durable.
 *
 * @param partial absolute path of the synced, proven file
 * @param final absolute path in the same folder
 * @param folders what has made the folders above it, where that is so
 */
export function publishFile(partial: string, final: string, folders?: FoldersInside): void {
  renamePatiently(partial, final);
  if (folders) folders.sync([dirname(final)]);
  else syncFolder(dirname(final));
}

/** A proven file and the name in the same folder that it is to get; both absolute paths. */
export interface Publication {
  readonly partial: string;
  readonly final: string;
  /** Called just before the rename; what it throws keeps this file from its name. */
  readonly makeWay?: () => void;
}

/** What came of a publication. A name that was given and could not be made durable has an error too. */
export interface Publishing {
  readonly hasName: boolean;
  readonly error?: unknown;
}

/**
 * Gives proven files their final names, replacing what has them now, and makes the names durable: on
 * Linux by one sync of the file system, whatever the number of folders.
 *
 * @param folders what has made the folders above them, where that is so
 * @returns what came of each, in order
 */
export function publishFiles(
  files: readonly Publication[],
  folders?: FoldersInside,
): Publishing[] {
  const outcomes = files.map(({ partial, final, makeWay }): Publishing => {
    try {
      makeWay?.();
      renamePatiently(partial, final);
      return { hasName: true };
    } catch (error) {
      return { hasName: false, error };
    }
  });
  const renamed = files.filter((_, index) => outcomes[index]!.hasName);
  try {
    const changed = [...new Set(renamed.map(({ final }) => dirname(final)))];
    if (folders) folders.sync(changed);
    else syncFolders(changed);
    return outcomes;
  } catch (error) {
    return outcomes.map((outcome) => outcome.hasName ? { hasName: true, error } : outcome);
  }
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
