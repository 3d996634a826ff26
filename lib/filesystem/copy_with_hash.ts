import { createHash } from "node:crypto";
import { type Digest, parseDigest } from "../model/digest.ts";
import { FileProblem, NoSpace } from "../model/errors.ts";
import { describeFailure, isNoSpace } from "./describe_failure.ts";
import { type CopyOptions, hashOpenFile, readable } from "./hash_open_file.ts";

export type { CopyOptions } from "./hash_open_file.ts";

/**
 * Copies files, one behind the other, into an open file: one read of each byte, hashed on its way.
 *
 * @param from absolute paths, in order
 * @returns the digest and number of the bytes read
 * @throws {FileProblem} `unreadable` when a source fails, `write-failed` when the target does
 * @throws {NoSpace} when the target's file system is full
 * @throws {WaterlockError} `interrupted` when the signal is raised
 */
export async function copyWithHash(
  from: readonly string[],
  target: Deno.FsFile,
  options: CopyOptions,
): Promise<{ digest: Digest; bytes: number }> {
  return await hashFiles(from, options, async (chunk) => {
    try {
      for (let done = 0; done < chunk.length;) done += await target.write(chunk.subarray(done));
    } catch (error) {
      if (isNoSpace(error)) throw new NoSpace("No space left", { cause: error });
      throw new FileProblem("write-failed", `Cannot write: ${describeFailure(error)}`, {
        cause: error,
      });
    }
  });
}

/**
 * Reads files, one behind the other, and hashes them.
 *
 * @param consume takes each chunk while the next one is being read; the chunk is reused afterwards
 * @throws {FileProblem} `unreadable` when a file cannot be opened or read
 * @throws {WaterlockError} `interrupted` when the signal is raised
 */
export async function hashFiles(
  paths: readonly string[],
  options: CopyOptions,
  consume?: (chunk: Uint8Array) => Promise<void>,
): Promise<{ digest: Digest; bytes: number }> {
  const hash = createHash("blake2b512");
  let bytes = 0;
  for (const path of paths) {
    using file = await readable(path, () => Deno.open(path));
    bytes += await hashOpenFile(path, file, hash, options, consume);
  }
  return { digest: parseDigest(hash.digest("hex")), bytes };
}
