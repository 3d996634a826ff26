import { createHash } from "node:crypto";
import { type Digest, parseDigest } from "../model/digest.ts";

const CHUNK_BYTES = 256 * 1024;

/**
 * Hashes a file of Waterlock's own without a pause; files of the person's go by `hashFiles`, which can be
 * interrupted.
 *
 * @param path absolute
 * @throws {Error} when it cannot be read
 */
export function digestOfFile(path: string): Digest {
  const hash = createHash("blake2b512"), chunk = new Uint8Array(CHUNK_BYTES);
  using file = Deno.openSync(path);
  for (let length; (length = file.readSync(chunk)) !== null;) {
    hash.update(chunk.subarray(0, length));
  }
  return parseDigest(hash.digest("hex"));
}
