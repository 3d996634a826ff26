import { createHash } from "node:crypto";
import { type Digest, parseDigest } from "../model/digest.ts";
import { hashOpenFile, type HashOptions, readable } from "./hash_open_file.ts";

/**
 * Reads files, one behind the other, and hashes them.
 *
 * @throws {FileProblem} `unreadable` when a file cannot be opened or read
 * @throws {WaterlockError} `interrupted` when the signal is raised
 */
export async function hashFiles(
  paths: readonly string[],
  options: HashOptions,
): Promise<{ digest: Digest; bytes: number }> {
  const hash = createHash("blake2b512");
  let bytes = 0;
  for (const path of paths) {
    using file = await readable(path, () => Deno.open(path));
    bytes += await hashOpenFile(path, file, hash, options);
  }
  return { digest: parseDigest(hash.digest("hex")), bytes };
}
