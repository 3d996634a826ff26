import { hashPastCache, type ProofOptions } from "../filesystem/hash_past_cache.ts";
import type { Digest } from "../model/digest.ts";
import type { ProofGrade } from "../model/entry.ts";
import { ATTEMPTS } from "../transfer/transfer.ts";

/** What a file was found to hold. */
export interface Reading {
  readonly digest: Digest;
  readonly proof: ProofGrade;
}

/**
 * Reads a file past the system's cache. One that has not the digest expected is read again, until it
 * has it or has twice the same other one: a fault on the way is not damage. What is read again is read
 * from the medium, whatever is wanted.
 *
 * @param expected null where none is known; one reading is then believed
 * @throws {FileProblem} `unreadable`
 * @throws {WaterlockError} `interrupted`
 */
export async function readFromMedium(
  path: string,
  expected: Digest | null,
  options: ProofOptions,
): Promise<Reading> {
  let previous = expected;
  for (let attempt = 1;; attempt++) {
    const wanted = attempt === 1 ? options.wanted : "cold";
    const { digest, proof } = await hashPastCache(path, { ...options, wanted });
    const isBelieved = expected === null || digest === expected || digest === previous;
    if (isBelieved || attempt === ATTEMPTS) return { digest, proof };
    previous = digest;
  }
}
