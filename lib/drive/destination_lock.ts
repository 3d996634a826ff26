import { join } from "node:path";
import { WaterlockError } from "../model/errors.ts";
import { OWN_FOLDER } from "../model/relative_path.ts";
import { refuseTrap } from "./refuse_trap.ts";

/**
 * Takes the right to unload into a destination, which one process has at a time: of two that write to one
 * partial, one would give its name to what the other has only begun. As on a drive it is a `flock(2)`.
 *
 * @returns what lets go of it; undefined where nothing can be locked, so that nobody is kept out for that
 * @throws {WaterlockError} `failed` when another process has it, `refused` when a link lies in its place
 */
export function lockDestination(destination: string): Disposable | undefined {
  const path = join(destination, OWN_FOLDER, "lock");
  refuseTrap(path);
  const locked = tryLock(path);
  if (locked !== "taken") return locked;
  throw new WaterlockError(
    "failed",
    `Another waterlock is unloading into ${destination}`,
    "Wait until it has ended, or end it, then run this again",
  );
}

function tryLock(path: string): Disposable | "taken" | undefined {
  let file: Deno.FsFile | undefined;
  try {
    file = Deno.openSync(path, { read: true, write: true, create: true });
    if (file.tryLockSync(true)) return letGoOf(file);
    file.close();
    return "taken";
  } catch {
    file?.close();
    return undefined;
  }
}

function letGoOf(file: Deno.FsFile): Disposable {
  return {
    [Symbol.dispose]() {
      using locked = file;
      locked.unlockSync();
    },
  };
}
