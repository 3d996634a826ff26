import { join } from "node:path";
import { WaterlockError } from "../model/errors.ts";
import { FileLock } from "../filesystem/file_lock.ts";
import { OWN_FOLDER } from "../model/relative_path.ts";
import { LOCKED } from "../vocabulary.ts";
import { refuseTrap } from "./refuse_trap.ts";

/**
 * Takes the right to unload into a destination, which one process has at a time: of two that write to one
 * partial, one would give its name to what the other has only begun.
 *
 * @returns what lets go of it; undefined where nothing can be locked, so that nobody is kept out for that
 * @throws {WaterlockError} `failed` when another process has it, `refused` when a link lies in its place
 */
export function lockDestination(destination: string): Disposable | undefined {
  const path = join(destination, OWN_FOLDER, "lock");
  refuseTrap(path);
  const locked = tryLock(path);
  if (locked !== "taken") return locked;
  throw new WaterlockError("failed", ...LOCKED.destination(destination));
}

function tryLock(path: string): FileLock | "taken" | undefined {
  try {
    return FileLock.tryAcquire(path) ?? "taken";
  } catch {
    return undefined;
  }
}
