import { createHash } from "node:crypto";
import { type Digest, parseDigest } from "../model/digest.ts";
import type { ProofGrade } from "../model/entry.ts";
import { type StopSignal, throwIfInterrupted } from "../model/errors.ts";
import { readingFrom } from "./attempt.ts";
import { hashOpenFile, type HashOptions, readable } from "./hash_open_file.ts";
import { openPastCache, type PastCacheFile } from "./past_cache.ts";

/** What a proof reads by. */
export interface ProofOptions extends HashOptions {
  /** `reread` where the cache is to be left alone, because somebody is in a hurry. */
  readonly wanted: ProofGrade;
}

/**
 * Reads a synced file from its medium, as far as the system lets, and hashes it.
 *
 * @throws {FileProblem} `unreadable` when it cannot be opened or read
 * @throws {WaterlockError} `interrupted` when the signal is raised
 */
export async function hashPastCache(
  path: string,
  options: ProofOptions,
): Promise<{ digest: Digest; bytes: number; proof: ProofGrade }> {
  const hash = createHash("blake2b512");
  using file = await readable(path, () => openPastCache(path, options.wanted));
  const bytes = await hashOpenFile(path, file, hash, options);
  return { digest: parseDigest(hash.digest("hex")), bytes, proof: file.grade };
}

/** With chunks of 256 KiB two threads side by side were measured fastest. */
const chunk = new Uint8Array(256 * 1024);

/** What a reading by a thread that may wait is told, and what it tells while it goes on. */
export interface WaitingOptions {
  readonly signal: StopSignal;
  /** Called with the bytes of each chunk that was read. */
  readonly onBytes?: ((bytes: number) => void) | undefined;
}

/** Like {@linkcode hashPastCache}, for a thread that may wait. */
export function hashPastCacheSync(
  path: string,
  options: WaitingOptions & { readonly wanted: ProofGrade },
): { digest: Digest; proof: ProofGrade } {
  using file = readingFrom(path, () => openPastCache(path, options.wanted));
  return hashOpenFileSync(path, file, options);
}

/** Reads an open file to its end and hashes it. See {@linkcode hashPastCacheSync}. */
export function hashOpenFileSync(
  path: string,
  file: PastCacheFile,
  { signal, onBytes }: WaitingOptions,
): { digest: Digest; proof: ProofGrade } {
  const hash = createHash("blake2b512");
  for (;;) {
    throwIfInterrupted(signal);
    const length = readingFrom(path, () => file.readSync(chunk));
    if (length === null) break;
    hash.update(chunk.subarray(0, length));
    onBytes?.(length);
  }
  return { digest: parseDigest(hash.digest("hex")), proof: file.grade };
}
