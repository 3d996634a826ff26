import { isMountingPermitted, SmallDisk } from "../fixtures/small_disk.ts";

/** A place in memory, which is synced in no time; where that cannot be had, on disk. */
export function inMemory(): Disposable & { readonly path?: string } {
  return canMount() ? new SmallDisk(512 * 1024 * 1024) : { [Symbol.dispose]() {} };
}

let isPermitted: boolean | undefined;

/** Whether a disk of a test's own can be mounted here; asked once. */
export function canMount(): boolean {
  return isPermitted ??= isMountingPermitted();
}
