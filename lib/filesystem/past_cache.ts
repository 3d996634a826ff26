import type { ProofGrade } from "../model/entry.ts";
import type { EvictedDevice } from "./evict_device.ts";
import { kernel32 } from "./kernel32.ts";
import { libc } from "./libc.ts";
import type { PastCacheFile } from "./past_cache_file.ts";
import { openOnLinux } from "./past_cache_linux.ts";
import { openOnMacos } from "./past_cache_macos.ts";
import { openOnWindows } from "./past_cache_windows.ts";
import { OrdinaryFile } from "./uncached_file.ts";

export type { PastCacheFile } from "./past_cache_file.ts";

/**
 * Opens a file to be read from its medium, past the system's cache as far as the system lets. To be
 * called after the sync: what is not written yet is read from the cache. A link is followed.
 *
 * @param wanted `reread` where somebody is in a hurry: the cache is left alone, the grade is `reread`
 * @param evicted where the cache of the device below was emptied for a batch, by `evictDeviceUnder()`
 * @throws {Error} with the system's `code` when it cannot be opened
 */
export function openPastCache(
  path: string,
  wanted: ProofGrade = "cold",
  evicted?: EvictedDevice,
): PastCacheFile {
  const c = libc(), windows = kernel32();
  if (c) return openOnLinux(c, path, wanted, evicted);
  if (wanted === "reread") return new OrdinaryFile(path);
  if (windows) return openOnWindows(windows, path);
  return Deno.build.os === "darwin" ? openOnMacos(path) : new OrdinaryFile(path);
}

/** Drops a file from the cache where the system lets, so that whoever reads it next reads the medium. */
export function dropFromCache(path: string): void {
  try {
    openPastCache(path)[Symbol.dispose]();
  } catch {
    // Whoever reads it next says what is wrong with it.
  }
}
