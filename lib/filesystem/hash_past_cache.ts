import { createHash } from "node:crypto";
import { type Digest, parseDigest } from "../model/digest.ts";
import type { ProofGrade } from "../model/entry.ts";
import { type CopyOptions, hashOpenFile, readable } from "./hash_open_file.ts";
import { openPastCache } from "./past_cache.ts";

/** What a proof reads by. */
export interface ProofOptions extends CopyOptions {
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
