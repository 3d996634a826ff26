import { createHash } from "node:crypto";
import { type Digest, parseDigest } from "../model/digest.ts";
import { FileProblem, NoSpace, throwIfInterrupted } from "../model/errors.ts";
import { describeFailure, isNoSpace } from "./describe_failure.ts";

/** Overlapped reads and writes of 1 MiB were measured within 1.13 of hashing alone. */
const CHUNK_BYTES = 1024 * 1024;

/** What a copy is told, and what it tells while it goes on. */
export interface CopyOptions {
  readonly signal: AbortSignal;
  /** Called with the bytes of each chunk that was written or read. */
  readonly onBytes?: (bytes: number) => void;
}

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
  consume: (chunk: Uint8Array) => Promise<void> = () => Promise.resolve(),
): Promise<{ digest: Digest; bytes: number }> {
  const hash = createHash("blake2b512");
  let bytes = 0;
  for (const path of paths) {
    using file = await readable(path, () => Deno.open(path));
    let [filling, spare] = [new Uint8Array(CHUNK_BYTES), new Uint8Array(CHUNK_BYTES)];
    let length = await readable(path, () => file.read(filling));
    while (length !== null) {
      throwIfInterrupted(options.signal);
      const chunk = filling.subarray(0, length);
      [filling, spare] = [spare, filling];
      const next = readable(path, () => file.read(filling));
      const consumed = consume(chunk);
      hash.update(chunk);
      bytes += chunk.length;
      // Both, even when one fails: a write still under way must not land in what comes after.
      await Promise.allSettled([next, consumed]);
      [length] = await Promise.all([next, consumed]);
      options.onBytes?.(chunk.length);
    }
  }
  return { digest: parseDigest(hash.digest("hex")), bytes };
}

async function readable<T>(path: string, read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    throw new FileProblem("unreadable", `Cannot read '${path}': ${describeFailure(error)}`, {
      cause: error,
    });
  }
}
