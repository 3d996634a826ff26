import { Buffer } from "node:buffer";
import { hashPastCacheSync } from "../filesystem/hash_past_cache.ts";
import { parseDigest } from "../model/digest.ts";
import type { ProofGrade } from "../model/entry.ts";
import { type StopSignal, throwIfInterrupted } from "../model/errors.ts";
import { type ProofAlong, ProofInTurn } from "./proof_along.ts";
import type { ReadBack } from "./read_back.ts";

/** Cells of 64 bits that the thread that copies and the one that reads back share: … */
const CHANGES = 0, SYNCED_TO = 1, IS_ALL = 2, RESULT = 3, CELLS = 4;
const DIGEST_BYTES = 64;

/** … and in the last of them how the reading back went. */
const NONE = 0n, COLD = 1n, REREAD = 2n, FAILED = 3n;

/** After so long a wait a thread looks whether it is to stop. */
const PATIENCE_MS = 100;

/** Memory of the two threads that carry one file. */
export type SharedProof = SharedArrayBuffer;

/** Memory for one file. */
export function shareProof(): SharedProof {
  return new SharedArrayBuffer(CELLS * BigInt64Array.BYTES_PER_ELEMENT + DIGEST_BYTES);
}

const cellsOf = (shared: SharedProof) => new BigInt64Array(shared, 0, CELLS);
const digestOf = (shared: SharedProof) =>
  new Uint8Array(shared, CELLS * BigInt64Array.BYTES_PER_ELEMENT, DIGEST_BYTES);

/** The side of the thread that copies: another one reads back what it says is synced. */
export class ProofBeside implements ProofAlong {
  readonly #cells: BigInt64Array<SharedArrayBuffer>;

  constructor(
    private readonly path: string,
    private readonly wanted: ProofGrade,
    private readonly signal: StopSignal,
    private readonly shared: SharedProof,
  ) {
    this.#cells = cellsOf(shared);
  }

  synced(to: number): void {
    Atomics.store(this.#cells, SYNCED_TO, BigInt(to));
    tell(this.#cells, CHANGES);
  }

  finish(size: number): ReadBack {
    // In this order: who reads that it is all must not take an earlier size for it.
    Atomics.store(this.#cells, SYNCED_TO, BigInt(size));
    Atomics.store(this.#cells, IS_ALL, 1n);
    tell(this.#cells, CHANGES);
    while (Atomics.wait(this.#cells, RESULT, NONE, PATIENCE_MS) === "timed-out") {
      throwIfInterrupted(this.signal);
    }
    const result = Atomics.load(this.#cells, RESULT);
    // Whatever kept the other thread from it is met again here, by the one that can say so.
    const { wanted, signal } = this;
    if (result === FAILED) return hashPastCacheSync(this.path, { wanted, signal });
    const digest = parseDigest(Buffer.from(digestOf(this.shared)).toString("hex"));
    return { digest, proof: result === COLD ? "cold" : "reread" };
  }

  [Symbol.dispose](): void {
    endProof(this.shared);
  }
}

/**
 * The side of the thread that reads back. To be called before the first stretch is synced or after.
 *
 * @param onBytes told of every byte read back
 */
export function proveBeside(
  path: string,
  wanted: ProofGrade,
  signal: StopSignal,
  shared: SharedProof,
  onBytes: (bytes: number) => void,
): void {
  const cells = cellsOf(shared);
  using proof = new ProofInTurn(path, wanted, signal, onBytes);
  try {
    for (let seen = 0n;;) {
      throwIfInterrupted(signal);
      Atomics.wait(cells, CHANGES, seen, PATIENCE_MS);
      if (Atomics.load(cells, RESULT) !== NONE) return;
      if (Atomics.load(cells, CHANGES) === seen) continue;
      seen = Atomics.load(cells, CHANGES);
      if (Atomics.load(cells, IS_ALL) === 0n) {
        proof.synced(Number(Atomics.load(cells, SYNCED_TO)));
        proof.catchUp();
        continue;
      }
      const { digest, proof: grade } = proof.finish(Number(Atomics.load(cells, SYNCED_TO)));
      digestOf(shared).set(Buffer.from(digest, "hex"));
      return settle(cells, grade === "cold" ? COLD : REREAD);
    }
  } catch {
    settle(cells, FAILED);
  }
}

/** Has whoever waits for the other side wait no longer. */
export function endProof(shared: SharedProof): void {
  const cells = cellsOf(shared);
  settle(cells, FAILED);
  tell(cells, CHANGES);
}

function settle(cells: BigInt64Array<SharedArrayBuffer>, result: bigint): void {
  Atomics.compareExchange(cells, RESULT, NONE, result);
  Atomics.notify(cells, RESULT);
}

function tell(cells: BigInt64Array<SharedArrayBuffer>, cell: number): void {
  Atomics.add(cells, cell, 1n);
  Atomics.notify(cells, cell);
}
