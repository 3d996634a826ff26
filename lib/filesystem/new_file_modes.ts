import { dirname } from "node:path";
import type { Version } from "../model/entry.ts";
import { setMode } from "./set_metadata.ts";

/**
 * Gives new files their modes. What the first file in a folder was made with already, or does not take
 * at all, the others there are not told: behind a daemon (exfat-fuse) each call is a message to it.
 */
export class NewFileModes {
  readonly #needless = new Set<string>();

  /** @param file open, and made a moment ago with the mode that {@linkcode modeToMakeWith} gives */
  set(path: string, file: Deno.FsFile, mode: Version["mode"]): void {
    const key = `${mode} ${dirname(path)}`;
    if (mode === null || this.#needless.has(key)) return;
    const before = file.statSync().mode;
    setMode(path, mode);
    if (file.statSync().mode === before) this.#needless.add(key);
  }
}

/** The mode to make a file with that is to have another: its owner can write and read it meanwhile. */
export function modeToMakeWith(mode: Version["mode"]): number {
  return (mode ?? 0o600) & 0o777 | 0o600;
}
