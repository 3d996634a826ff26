import { FILE_FAILURES, INTERRUPTION } from "../vocabulary.ts";

/** What kind of failure a {@linkcode WaterlockError} is; the program's exit code follows from it. */
export type ErrorCode = "usage" | "config" | "refused" | "failed" | "no-space" | "interrupted";

/** An error the whole run (or one pair's stage) ends with: one sentence, and what to do next. */
export class WaterlockError extends Error {
  override readonly name = "WaterlockError";

  /**
   * @param code what kind of failure this is
   * @param message one sentence: what happened, to what
   * @param remedy what the person can do about it
   */
  constructor(
    readonly code: ErrorCode,
    message: string,
    readonly remedy: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

/** Why one file could not be settled. The run goes on with the others. */
export type ProblemCode =
  | "unreadable"
  | "changing"
  | "special-file"
  | "name-not-utf8"
  | "name-not-possible"
  | "name-reserved"
  | "link-not-possible"
  | "name-collision"
  | "in-the-way"
  | "link-loop"
  | "dangling-link"
  | "write-failed"
  | "source-corrupt"
  | "mismatch"
  | "damaged"
  | "bytes-gone"
  | "order-unknown"
  | "missing"
  | "edited"
  | "declined"
  | "not-a-path"
  | "bad-row";

/** One file's failure, thrown by what handles one file and caught by what handles many. */
export class FileProblem extends Error {
  override readonly name = "FileProblem";

  constructor(readonly code: ProblemCode, message: string, options?: ErrorOptions) {
    super(message, options);
  }
}

/** Thrown where writing finds no room left; the file waits, smaller ones may still fit. */
export class NoSpace extends Error {
  override readonly name = "NoSpace";

  constructor(options?: ErrorOptions) {
    super(FILE_FAILURES.noSpace, options);
  }
}

/** Raised when the person asks to stop: an `AbortSignal`, or what stands for one in another thread. */
export interface StopSignal {
  readonly aborted: boolean;
}

/** Throws the interruption, when the person has asked for one. */
export function throwIfInterrupted(signal: StopSignal): void {
  if (signal.aborted) throw interruption();
}

/** What a run ends with that the person has asked to stop. */
export function interruption(): WaterlockError {
  return new WaterlockError("interrupted", ...INTERRUPTION);
}
