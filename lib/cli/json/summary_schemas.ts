import * as v from "valibot";
import { LISTED_STATES, PARTS, PAST_STAGE } from "./catalogue_schemas.ts";
import { HELD, STAGE_TALLIES } from "./stage_schemas.ts";
import {
  BYTES,
  END_NAME,
  EXIT_CODE,
  PAIR,
  PATH,
  PROOFS,
  RESULT,
  SECONDS,
  STAGE_NAME,
  SUMMARY_ERROR,
  TALLY,
  TIME,
  told,
  WHOLE,
} from "./values.ts";
import { VERIFICATION_TALLIES } from "./verification_schemas.ts";

const STAGE_PAIR = v.object({
  pair: PAIR,
  stage: STAGE_NAME,
  ...STAGE_TALLIES.entries,
  held: HELD,
  substituted: told(TALLY, "The part of it that has another name at the destination."),
  seconds: SECONDS,
});

const STATES = v.object({
  pending: WHOLE,
  aboard: WHOLE,
  delivered: WHOLE,
  skipped: WHOLE,
  removal: WHOLE,
  damaged: WHOLE,
});

const VISIT = v.object({
  host: v.string(),
  startedAt: TIME,
  endedAt: TIME,
  seconds: v.number(),
  result: RESULT,
  verified: TALLY,
  faulty: told(TALLY, "Damaged, gone or unreadable."),
  left: told(TALLY, "Did not get its turn."),
});

const SAFETY = {
  safe: told(TALLY, "Delivered, and proven as it is at the source."),
  unproven: told(TALLY, "At the destination, and not proven as it is there."),
  aboard: TALLY,
  waiting: TALLY,
  damaged: TALLY,
};

/** The last object of every run; the same keys always present. */
function summaryOf<
  const N extends string,
  P extends v.GenericSchema,
  const M extends v.ObjectEntries = Record<never, never>,
>(command: N, pair: P, more: M = {} as M) {
  return v.object({
    event: v.literal("summary"),
    command: v.literal(command),
    exitCode: EXIT_CODE,
    pairs: v.array(pair),
    errors: v.array(SUMMARY_ERROR),
    ...more,
  });
}

/** The summary of each command, with what it says of each pair. */
export const SUMMARIES = [
  summaryOf("run", STAGE_PAIR),
  summaryOf("load", STAGE_PAIR),
  summaryOf("unload", STAGE_PAIR),
  summaryOf("plan", STAGE_PAIR),
  summaryOf("init", v.object({ name: PAIR, source: v.string(), destination: v.string() })),
  summaryOf(
    "status",
    v.object({
      pair: PAIR,
      files: STATES,
      bytes: STATES,
      held: HELD,
      undecided: told(
        TALLY,
        "What the last load found gone from the source, and nobody has decided about; in files and " +
          "bytes it is counted by its state.",
      ),
      inParts: told(
        v.object({ files: WHOLE, bytes: BYTES, ...PARTS }),
        "What is under way in parts; in files and bytes it is counted by its state.",
      ),
      tripsRemaining: told(WHOLE, "Trips that what is pending needs, as of the last load."),
      verified: v.object({
        files: WHOLE,
        bytes: WHOLE,
        since: told(v.nullable(TIME), "The oldest proof of them; null where there is none."),
        never: told(TALLY, "At the destination, and not proven as it is there."),
        edited: told(TALLY, "The part of that which a verification found edited, and kept."),
      }),
      proofs: v.object({ aboard: PROOFS, delivered: PROOFS }),
      lastStage: told(v.nullable(v.object(PAST_STAGE)), "Null where there was none."),
      verifications: told(
        v.object({
          source: v.nullable(VISIT),
          drive: v.nullable(VISIT),
          destination: v.nullable(VISIT),
        }),
        "The last one of each end.",
      ),
      problems: told(
        v.array(v.object({ code: v.string(), files: WHOLE, bytes: BYTES, example: PATH })),
        "What keeps files where they are.",
      ),
      passedOver: told(
        v.array(v.object({ code: v.string(), names: WHOLE, example: v.string() })),
        "Names at the source that the last load could not carry or look at, in no other number here.",
      ),
    }),
  ),
  summaryOf(
    "adopt",
    v.object({
      pair: PAIR,
      adopted: told(TALLY, "At the destination, and not brought by Waterlock."),
      hashed: told(TALLY, "The part of it whose digest is known."),
      delivered: told(TALLY, "Brought by Waterlock."),
      saved: told(TALLY, "Waits at the source, and need not be carried."),
      isSourceKnown: told(v.boolean(), "Whether this drive has ever seen the source."),
      seconds: SECONDS,
    }),
  ),
  summaryOf("history", v.object({ pair: PAIR, stages: WHOLE })),
  summaryOf("find", v.object({ pair: PAIR, found: TALLY })),
  summaryOf(
    "ls",
    v.object({
      pair: PAIR,
      path: told(v.string(), "Of the folder; empty for all of a pair."),
      listed: TALLY,
      states: LISTED_STATES,
    }),
  ),
  summaryOf(
    "report",
    v.object({
      pair: PAIR,
      source: told(TALLY, "What the source has."),
      ...SAFETY,
      undecided: told(TALLY, "Gone from the source, undecided, and not counted as its."),
      passedOver: told(WHOLE, "Names there that the last load could not carry or look at."),
    }),
    {
      report: told(
        v.optional(v.string()),
        "Where the page is; it and the next three are absent where there is none.",
      ),
      source: told(v.optional(TALLY), "What all sources have."),
      safe: v.optional(TALLY),
      problems: v.optional(WHOLE),
    },
  ),
  summaryOf("manifest", v.object({ pair: PAIR, files: WHOLE })),
  summaryOf(
    "verify",
    v.object({
      pair: PAIR,
      end: END_NAME,
      ...VERIFICATION_TALLIES.entries,
      seconds: SECONDS,
    }),
  ),
  summaryOf("dump", v.object({ pair: PAIR, removed: TALLY })),
  summaryOf(
    "import-legacy",
    v.object({
      pair: PAIR,
      rows: told(WHOLE, "Rows of this pair's source."),
      taken: v.object({ delivered: TALLY, aboard: TALLY, skipped: TALLY, removal: TALLY }),
      known: told(WHOLE, "Rows of which as much or more was known."),
      waiting: told(WHOLE, "Rows that are left for the next load to carry."),
      refused: told(WHOLE, "Rows that the errors tell of."),
      others: told(
        v.array(v.object({ source: v.string(), rows: WHOLE })),
        "Other sources in the same database.",
      ),
    }),
  ),
  summaryOf("completions", v.never()),
  // A command line that names no command.
  summaryOf("", v.never()),
] as const;

/** The name of a command as a summary has it; empty where the command line names none. */
export type CommandName = typeof SUMMARIES[number]["entries"]["command"]["literal"];
