import { accessSync, constants } from "node:fs";
import { join } from "node:path";
import { failureCode } from "./describe_failure.ts";

/** A name that nothing has. */
const NOTHING = ".waterlock-nothing-has-this-name";

/**
 * Finds out whether a folder may be written to, and writes nothing for it. What a network or a medium says
 * of it only when it is written to, stays unknown.
 *
 * Deno's access(2) goes by the mode alone. A file system that is mounted read-only refuses to rename what
 * is not there by that before it looks for it (Linux, `do_renameat2`).
 *
 * @throws {Error} with the system's `code` when it may not
 */
export function requireWritable(folder: string): void {
  accessSync(folder, constants.W_OK);
  const nothing = join(folder, NOTHING);
  try {
    Deno.renameSync(nothing, nothing + "-either");
  } catch (error) {
    if (failureCode(error) === "EROFS") throw error;
  }
}
