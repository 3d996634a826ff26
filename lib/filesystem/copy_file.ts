import { createHash } from "node:crypto";
import { type Digest, parseDigest } from "../model/digest.ts";
import { FileProblem, NoSpace } from "../model/errors.ts";
import { describeFailure, isNoSpace } from "./describe_failure.ts";

/** What a copy is told, and what it tells while it goes on. */
export interface CopyWatch {
  /** Called between two chunks; ends the copy by what it throws. */
  readonly check: () => void;
  /** Called with the bytes of each chunk when it is written. */
  readonly onBytes: (bytes: number) => void;
}

/** In chunks of 256 KiB two threads side by side were measured fastest. */
const CHUNK_BYTES = 256 * 1024;

const chunk = new Uint8Array(CHUNK_BYTES);

/**
 * Copies files, one behind the other, into an open file: one read of each byte, hashed on its way. It
 * does not pause: a large file is for a thread of its own.
 *
 * @param from absolute paths, in order
 * @returns the digest and number of the bytes read
 * @throws {FileProblem} `unreadable` when a source fails, `write-failed` when the target does
 * @throws {NoSpace} when the target's file system is full
 */
export function copyFile(
  from: readonly string[],
  target: Deno.FsFile,
  { check, onBytes }: CopyWatch,
): { digest: Digest; bytes: number } {
  const hash = createHash("blake2b512");
  let bytes = 0;
  for (const path of from) {
    using source = readable(path, () => Deno.openSync(path));
    for (;;) {
      check();
      const length = readable(path, () => source.readSync(chunk));
      if (length === null) break;
      const filled = chunk.subarray(0, length);
      hash.update(filled);
      write(target, filled);
      bytes += length;
      onBytes(length);
    }
  }
  return { digest: parseDigest(hash.digest("hex")), bytes };
}

function write(target: Deno.FsFile, bytes: Uint8Array): void {
  try {
    for (let done = 0; done < bytes.length;) done += target.writeSync(bytes.subarray(done));
  } catch (error) {
    if (isNoSpace(error)) throw new NoSpace("No space left", { cause: error });
    throw new FileProblem("write-failed", `Cannot write: ${describeFailure(error)}`, {
      cause: error,
    });
  }
}

function readable<T>(path: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw new FileProblem("unreadable", `Cannot read '${path}': ${describeFailure(error)}`, {
      cause: error,
    });
  }
}
