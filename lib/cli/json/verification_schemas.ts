import * as v from "valibot";
import {
  BYTES,
  END_NAME,
  event,
  PAIR,
  PATH,
  PROOF,
  PROOFS,
  RESULT,
  SECONDS,
  TALLY,
  told,
} from "./values.ts";

export const VERIFICATION_TALLIES = v.object({
  verified: told(TALLY, "Has its digest."),
  damaged: told(TALLY, "On the drive or at the destination: not what was proven there."),
  missing: told(TALLY, "Is not there."),
  edited: told(TALLY, "At the destination: somebody has worked on it."),
  changed: told(TALLY, "At the source: another size or time, an ordinary change."),
  corrupt: told(TALLY, "At the source: size and time as they were, other bytes."),
  unreadable: told(TALLY, "Could not be read to its end."),
  left: told(TALLY, "Did not get its turn."),
});

/** What `verify` tells while it is at work. */
export const VERIFICATION_EVENTS = [
  event("verification", "A pair's verification begins.", {
    pair: PAIR,
    end: END_NAME,
    root: told(v.string(), "The end's folder."),
    total: TALLY,
    within: told(TALLY, "The part of it that a budget in bytes allows for."),
    isDryRun: v.boolean(),
  }),
  event("turn", "Of a dry run: this file's turn has come.", {
    pair: PAIR,
    end: END_NAME,
    path: PATH,
    bytes: BYTES,
  }),
  event("verified", "A file has its digest.", {
    pair: PAIR,
    end: END_NAME,
    path: PATH,
    bytes: BYTES,
    proof: told(v.nullable(PROOF), "Null for what has no bytes."),
  }),
  event("changed", "A file of the source has changed, as files do.", {
    pair: PAIR,
    end: END_NAME,
    path: PATH,
    bytes: BYTES,
  }),
  event("missing", "A file of the source is gone, as files do.", {
    pair: PAIR,
    end: END_NAME,
    path: PATH,
    bytes: BYTES,
  }),
  event("verification-end", "A pair's verification has ended.", {
    pair: PAIR,
    end: END_NAME,
    result: RESULT,
    tallies: VERIFICATION_TALLIES,
    seconds: SECONDS,
    proofs: PROOFS,
  }),
] as const;
