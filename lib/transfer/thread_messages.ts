import type { ProofGrade } from "../model/entry.ts";
import type { PartsOutcome, PartTransfer, ProvenPart } from "./carry_parts.ts";
import type { SharedProof } from "./proof_beside.ts";
import type { Outcome, Transfer, WriteStep } from "./transfer.ts";

/** What a thread is given to do: files to carry, one to read back that another thread carries, or parts. */
export type ToThread = CarryTask | ProveTask | PartsTask;

/** What every task says. */
interface Task {
  readonly wanted: ProofGrade;
  /** Whether somebody listens to the steps; the thread then waits at each of them. */
  readonly isObserved: boolean;
  /** Memory of both threads, see {@linkcode IS_STOPPED}. */
  readonly control: Int32Array<SharedArrayBuffer>;
}

/** Files to carry. */
export interface CarryTask extends Task {
  readonly transfers: readonly Transfer[];
  /** Whether a large file is read back while it is copied. */
  readonly provesAlong: boolean;
  /** Memory of the thread that does so; undefined where it is this one. */
  readonly beside: SharedProof | undefined;
}

/** A file to read back while another thread copies it. */
export interface ProveTask extends Task {
  readonly partial: string;
  readonly beside: SharedProof;
}

/** Parts of one file to carry. */
export interface PartsTask extends Task {
  readonly parts: readonly PartTransfer[];
  /** Whether all that is read is to be hashed as one. */
  readonly hashesAll: boolean;
}

/** What a thread says. */
export type FromThread =
  /** Bytes copied and read back since it was said last. */
  | {
    readonly is: "bytes";
    readonly index: number;
    readonly bytes: number;
    readonly proven: number;
  }
  | { readonly is: "synced"; readonly index: number; readonly bytes: number }
  | { readonly is: "step"; readonly step: WriteStep; readonly path: string }
  | { readonly is: "part"; readonly index: number; readonly part: ProvenPart }
  | { readonly is: "done"; readonly outcomes: Outcome[]; readonly parts: PartsOutcome | undefined }
  | { readonly is: "failed"; readonly isInterrupted: boolean; readonly error: unknown };

/** Where the shared memory holds what: that the thread is to stop, … */
export const IS_STOPPED = 0;
/** … how many of its steps have been answered, … */
export const ANSWERS = 1;
/** … and that the listener would not have it go on. */
export const IS_REFUSED = 2;
