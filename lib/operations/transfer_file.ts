import { writing } from "../filesystem/attempt.ts";
import { copyWithHash } from "../filesystem/copy_with_hash.ts";
import { createName } from "../filesystem/create_name.ts";
import { hashPastCache } from "../filesystem/hash_past_cache.ts";
import { partialPath } from "../filesystem/partial_name.ts";
import { dropFromCache } from "../filesystem/past_cache.ts";
import { removeIfPresent } from "../filesystem/remove_file.ts";
import { setMode, setModified } from "../filesystem/set_metadata.ts";
import type { Digest } from "../model/digest.ts";
import type { ProofGrade } from "../model/entry.ts";
import { FileProblem } from "../model/errors.ts";
import type { Services } from "./services.ts";

/** How often a file is tried before a mismatch is believed: once, and five times more. */
export const ATTEMPTS = 6;

/** One hop of one file. */
export interface Transfer {
  /** Absolute paths whose bytes, one behind the other, are the file. */
  readonly from: readonly string[];
  /** The final absolute path; bytes go to its partial name beside it. */
  readonly to: string;
  readonly mtimeNs: bigint;
  readonly mode: number | null;
  /** What the bytes must hash to, where that is known already. */
  readonly expected: Digest | null;
  /** The grade wanted of the proof. */
  readonly wanted: ProofGrade;
  /** Told of every byte copied, and with a negative number of those that have to be copied again. */
  readonly onBytes: (bytes: number) => void;
}

/** A file that lies, synced and proven, under its partial name. */
export interface ProvenPartial {
  readonly partial: string;
  readonly digest: Digest;
  readonly bytes: number;
  readonly proof: ProofGrade;
}

/**
 * Copies a file to its partial name and proves it: read and hash and write, sync, evict, read back,
 * compare. Publishing it is the caller's, who knows what lies under the final name.
 *
 * After anything it throws no partial is left.
 *
 * @throws {FileProblem} `damaged` when what is read differs from `expected`, `mismatch` when what was
 *   written does, each after {@linkcode ATTEMPTS}; `unreadable`, `write-failed`, `name-not-possible`
 * @throws {NoSpace} when the target is full
 * @throws {WaterlockError} `interrupted`
 */
export async function transferFile(transfer: Transfer, services: Services): Promise<ProvenPartial> {
  const partial = partialPath(transfer.to);
  try {
    for (let attempt = 1;; attempt++) {
      let copied = 0;
      const onBytes = (bytes: number) => {
        copied += bytes;
        transfer.onBytes(bytes);
      };
      const outcome = await tryOnce(transfer, partial, onBytes, services);
      if (!(outcome instanceof FileProblem)) return { partial, ...outcome };
      transfer.onBytes(-copied);
      if (attempt === ATTEMPTS) throw outcome;
      for (const path of transfer.from) dropFromCache(path);
    }
  } catch (error) {
    discard(partial);
    throw error;
  }
}

async function tryOnce(
  transfer: Transfer,
  partial: string,
  onBytes: (bytes: number) => void,
  services: Services,
): Promise<Omit<ProvenPartial, "partial"> | FileProblem> {
  const { signal, reached } = services;
  using file = createPartial(partial, transfer.to);
  reached("begun", partial);
  const { digest, bytes } = await copyWithHash(transfer.from, file, { signal, onBytes });
  reached("copied", partial);
  if (transfer.expected !== null && digest !== transfer.expected) {
    return new FileProblem("damaged", `What is read differs from its digest, ${ATTEMPTS} times`);
  }
  writing(() => {
    setModified(partial, transfer.mtimeNs);
    setMode(partial, transfer.mode);
    file.syncSync();
  });
  reached("synced", partial);
  const readBack = await hashPastCache(partial, { signal, wanted: transfer.wanted });
  if (readBack.digest !== digest) {
    return new FileProblem(
      "mismatch",
      `What was written reads back differently, ${ATTEMPTS} times; the medium may be failing`,
    );
  }
  reached("proven", partial);
  return { digest, bytes, proof: readBack.proof };
}

/** A new file under the partial name; what a killed run left there goes, a link is never followed. */
function createPartial(partial: string, final: string): Deno.FsFile {
  return writing(() =>
    createName(final, () => {
      removeIfPresent(partial);
      return Deno.openSync(partial, { read: true, write: true, createNew: true, mode: 0o600 });
    })
  );
}

/** Removes a partial on the way out of a failure, which must not hide the failure itself. */
export function discard(partial: string): void {
  try {
    removeIfPresent(partial);
  } catch {
    // It is recorded as in flight, and the next run removes it.
  }
}
