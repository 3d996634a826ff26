/**
 * Hashes every file of a folder twice with BLAKE2b, out of memory and on one core: the least that a
 * proof of every byte at both ends of a hop takes. Prints the seconds, reading not counted.
 *
 *     deno run --allow-read scripts/bench/two_hash_passes.ts FOLDER
 */
import { createHash } from "node:crypto";
import { join } from "node:path";

const CHUNK_BYTES = 2 ** 20;
const [folder] = Deno.args;
let milliseconds = 0;
for (const { name } of Deno.readDirSync(folder!)) {
  const bytes = Deno.readFileSync(join(folder!, name));
  const startedAt = performance.now();
  for (let pass = 0; pass < 2; pass++) {
    const hash = createHash("blake2b512");
    for (let at = 0; at < bytes.length; at += CHUNK_BYTES) {
      hash.update(bytes.subarray(at, at + CHUNK_BYTES));
    }
    hash.digest();
  }
  milliseconds += performance.now() - startedAt;
}
console.log(milliseconds / 1000);
