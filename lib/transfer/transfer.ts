import type { Digest } from "../model/digest.ts";
import type { ProofGrade } from "../model/entry.ts";
import type { ProblemCode, StopSignal } from "../model/errors.ts";
import type { ProofAlong } from "./proof_along.ts";

/** How often a file is tried before a mismatch is believed: once, and five times more. */
export const ATTEMPTS = 6;

/** One hop of one file. Plain values, so that another thread can be given it. */
export interface Transfer {
  /** Absolute paths whose bytes, one behind the other, are the file. */
  readonly from: readonly string[];
  /** The final absolute path; bytes go to its partial name beside it. */
  readonly to: string;
  /** Bytes, as far as is known before they are read. */
  readonly size: number;
  readonly mtimeNs: bigint;
  /** Where nobody asks for the file's time, as on the drive; undefined where it is promised. */
  readonly isTimeOptional?: true;
  readonly mode: number | null;
  /** What the bytes must hash to, where that is known already. */
  readonly expected: Digest | null;
  /** Undefined where the file is too small for it to matter. */
  readonly resumption?: Resumption;
}

/** How a large file goes on that was interrupted. Bytes. */
export interface Resumption {
  /** So much of its partial is there, synced, from an earlier run: read and compared, not written again. */
  readonly from: number;
  /** How often it is synced and told, and the partial stays when it is interrupted. */
  readonly every: number;
}

/** A file that lies, synced and proven, under its partial name. */
export interface ProvenPartial {
  readonly is: "proven";
  readonly partial: string;
  readonly digest: Digest;
  readonly bytes: number;
  readonly proof: ProofGrade;
}

/** What became of one transfer; where it is not proven no partial is left. */
export type Outcome =
  | ProvenPartial
  /**
   * `damaged` when what is read differs from `expected`, `mismatch` when what was written does, each
   * after {@linkcode ATTEMPTS}; `unreadable`, `write-failed`, `name-not-possible`.
   */
  | { readonly is: "problem"; readonly code: ProblemCode; readonly message: string }
  /** The target is full. */
  | { readonly is: "no-space" };

/** The steps of the write order, in their order; `lib/README.md` tells what each is for. */
export type WriteStep =
  | "begun"
  | "copied"
  | "synced"
  | "proven"
  | "published"
  | "recorded";

/** What whoever carries files is told, and what it tells meanwhile. */
export interface Watch {
  /** The grade to be had; `reread` spares the eviction. */
  readonly wanted: ProofGrade;
  readonly signal: StopSignal;
  /**
   * Told of every byte copied of the transfer of some index, and with a negative number of those that
   * have to be copied again.
   */
  readonly onBytes: (index: number, bytes: number) => void;
  /** Told of every byte read back; of a file that goes on, from its beginning. */
  readonly onProven?: ((index: number, bytes: number) => void) | undefined;
  /** Told how many bytes of the partial of some index are synced. */
  readonly onSynced?: (index: number, bytes: number) => void;
  /** Told of each step as it is reached. */
  readonly reached: (step: WriteStep, path: string) => void;
  /** What reads a large file back while it is copied; undefined where that does not pay. */
  readonly proveAlong:
    | ((partial: string, onProven: (bytes: number) => void) => ProofAlong)
    | undefined;
}
