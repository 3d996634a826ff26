import type { ProgressEvent, Tally } from "../../operations/mod.ts";

type Progress = Extract<ProgressEvent, { event: "progress" }>;

/** How far what is done now has come. */
export interface HowFar {
  /** Whether files are only read yet, because they may not need to be carried. */
  readonly isReading: boolean;
  readonly done: Tally;
  /** How many bytes of that have been read back as well. */
  readonly provenBytes: number;
  /** Nothing where nobody knows. */
  readonly total: Tally;
}

/** Reading before there is a plan is work with an end of its own; what comes behind it begins at nothing. */
export function howFar(
  { done, provenBytes, total, reading }: Pick<
    Progress,
    "done" | "provenBytes" | "total" | "reading"
  >,
): HowFar {
  return reading
    ? { ...reading, isReading: true, provenBytes: reading.done.bytes }
    : { done, provenBytes, total, isReading: false };
}
