import type { Tally } from "./entry.ts";

/** What can be verified: one of the two ends, or the drive between them. */
export type End = typeof ENDS[number];

/** In the order in which bytes travel. */
export const ENDS = ["source", "drive", "destination"] as const;

/** What came of verifying one file; `lib/README.md` tells what each leads to. */
export type Verdict =
  /** It has its digest. */
  | "verified"
  /** On the drive or at the destination: it is not what was proven there. */
  | "damaged"
  /** It is not there. */
  | "missing"
  /** At the destination: somebody has worked on it there. */
  | "edited"
  /** At the source: another size or time, an ordinary change. */
  | "changed"
  /** At the source: size and time are as they were, the bytes are not. */
  | "corrupt"
  /** It could not be read to its end. */
  | "unreadable";

/** What a verification found, in files and bytes; `left` is what did not get its turn. */
export type VerificationTallies = Record<Verdict | "left", Tally>;
