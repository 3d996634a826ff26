import { hashPastCache } from "../filesystem/hash_past_cache.ts";
import type { Digest } from "../model/digest.ts";
import type { ProofGrade } from "../model/entry.ts";
import { ATTEMPTS } from "../transfer/transfer.ts";
import type { Services } from "./services.ts";

/** What a file was found to hold. */
export interface Reading {
  readonly digest: Digest;
  readonly proof: ProofGrade;
}

/**
 * Reads a file past the system's cache. One that has not the digest expected is read again, until it
 * has it or has twice the same other one: a fault on the way is not damage. Whoever has
 * something verified is in no hurry: the config's `proof` does not count here.
 *
 * @param expected null where none is known; one reading is then believed
 * @param onBytes told of every byte read
 * @throws {FileProblem} `unreadable`
 * @throws {WaterlockError} `interrupted`
 */
export async function readFromMedium(
  path: string,
  expected: Digest | null,
  { signal }: Services,
  onBytes: (bytes: number) => void,
): Promise<Reading> {
  let previous = expected;
  for (let attempt = 1;; attempt++) {
    const { digest, proof } = await hashPastCache(path, { signal, onBytes, wanted: "cold" });
    const isBelieved = expected === null || digest === expected || digest === previous;
    if (isBelieved || attempt === ATTEMPTS) return { digest, proof };
    previous = digest;
  }
}
