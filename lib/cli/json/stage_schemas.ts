import * as v from "valibot";
import {
  BYTES,
  event,
  PAIR,
  PATH,
  PROBLEM_CODES,
  PROOF,
  PROOFS,
  RESULT,
  SECONDS,
  STAGE_NAME,
  TALLY,
  TIME,
  told,
  WHOLE,
} from "./values.ts";

const TRIPS = told(WHOLE, "Trips that what waits still needs after this one.");
const QUESTION = told(
  v.picklist(["missing", "removal"]),
  "missing: gone from the source; removal: to be removed at the destination.",
);

const REASON = v.picklist([
  "no-room",
  "held",
  "never-fits",
  "in-parts",
  "older-aboard",
  "name-not-possible",
  "link-not-possible",
]);

/** What the config's `hold` names. */
export const HELD = told(TALLY, "Stays at the source, as the config says.");

const TO_DUMP = told(
  TALLY,
  "Delivered cargo that takes up room on the drive which what waits would need.",
);
const REMOVAL = told(TALLY, "To be removed at the destination, once that is confirmed there.");

export const STAGE_TALLIES = v.object({
  carried: told(TALLY, "Copied and proven in this run."),
  instructed: told(TALLY, "Settled without carrying bytes."),
  waiting: told(TALLY, "Still not at the next hop."),
  failed: told(TALLY, "Tried, and given up for this run."),
  removed: told(TALLY, "Removed at the destination, as was decided."),
});

/** What `run`, `load`, `unload`, `plan` and `dump` tell while they are at work. */
export const STAGE_EVENTS = [
  event("stage", "A pair's stage begins.", {
    pair: PAIR,
    stage: STAGE_NAME,
    reason: told(v.string(), "Why it is this one; empty where it was named."),
    source: v.string(),
    destination: v.string(),
  }),
  event("scan", "The source is looked through; at most once a second.", {
    pair: PAIR,
    files: told(WHOLE, "Seen so far."),
  }),
  event("plan", "What this stage will do, before it does it.", {
    pair: PAIR,
    stage: STAGE_NAME,
    carry: TALLY,
    begunBytes: told(WHOLE, "The part of it that an interrupted run has written there already."),
    waiting: TALLY,
    held: HELD,
    tripsRemaining: TRIPS,
    toDump: TO_DUMP,
    removal: REMOVAL,
  }),
  event("forecast", "Of a dry run: the plan added up, and what may be expected.", {
    pair: PAIR,
    stage: STAGE_NAME,
    folders: told(
      v.array(v.object({ folder: v.string(), files: WHOLE, bytes: BYTES })),
      "What goes of the folders in the root, the most bytes first; an empty name is the root itself.",
    ),
    others: told(
      v.object({ folders: WHOLE, files: WHOLE, bytes: BYTES }),
      "What goes of the folders beyond those.",
    ),
    waits: v.array(v.object({ reason: REASON, files: WHOLE, bytes: BYTES, example: PATH })),
    instructed: told(TALLY, "What would be settled without its bytes."),
    duration: told(
      v.nullable(v.object({
        seconds: v.number(),
        bytesPerSecond: v.number(),
        stages: told(WHOLE, "How many stages of the past that is based on."),
      })),
      "How long it takes; null where no stage of the past tells.",
    ),
    tripsRemaining: TRIPS,
    toDump: TO_DUMP,
    habit: told(
      v.nullable(v.object({
        everyDays: v.number(),
        trips: told(WHOLE, "How many trips of the past that is based on."),
        next: told(v.array(TIME), "The first of the trips that remain, at most twelve."),
        last: told(TIME, "The last of them all."),
      })),
      "When these trips are made if the habit goes on; null where there is none.",
    ),
  }),
  event("carry", "Of a dry run: this file would travel.", {
    pair: PAIR,
    path: PATH,
    bytes: BYTES,
  }),
  event("instruct", "Of a dry run: this file would be settled without its bytes.", {
    pair: PAIR,
    path: PATH,
    bytes: BYTES,
  }),
  event("question", "Of a dry run: somebody has to say what becomes of this.", {
    question: QUESTION,
    pair: PAIR,
    path: PATH,
    bytes: BYTES,
  }),
  event("waiting", "A file that stays behind for now.", {
    pair: PAIR,
    path: PATH,
    bytes: BYTES,
    reason: REASON,
  }),
  event("progress", "How far it is; at most once a second.", {
    pair: PAIR,
    stage: v.picklist(["load", "unload", "verify"]),
    done: told(TALLY, "Copied, what an interrupted run has written there among it."),
    provenBytes: told(WHOLE, "The part of them that has been read back."),
    total: TALLY,
    path: told(v.string(), "What is under way."),
    proving: told(v.nullable(v.string()), "What is being read back."),
    large: told(
      v.array(v.object({ path: PATH, bytes: BYTES, copied: WHOLE, proven: WHOLE })),
      "Files from 64 MiB on that are under way, and how many of their bytes.",
    ),
    reading: v.exactOptional(told(
      v.object({ done: TALLY, total: TALLY }),
      "Before there is a plan: how much is read of what may not need to be carried.",
    )),
  }),
  event("file", "A file has reached the next hop.", {
    pair: PAIR,
    stage: STAGE_NAME,
    path: PATH,
    bytes: BYTES,
    how: v.picklist(["carried", "instructed", "removed"]),
    proof: told(v.nullable(PROOF), "Null for what has no bytes."),
  }),
  event("part", "A part of a file has reached the next hop.", {
    pair: PAIR,
    stage: STAGE_NAME,
    path: PATH,
    bytes: told(WHOLE, "Bytes of the part."),
    of: told(WHOLE, "Bytes of the file."),
    proof: PROOF,
  }),
  event("substitute", "A file has another name at the destination than its own.", {
    pair: PAIR,
    path: PATH,
    place: told(v.string(), "Where it lies there."),
  }),
  event("problem", "A file that could not be settled, and why.", {
    pair: PAIR,
    path: PATH,
    code: v.picklist(PROBLEM_CODES),
    message: v.string(),
  }),
  event("notice", "What a person should know of a pair.", {
    pair: PAIR,
    message: v.string(),
  }),
  event("unknown-pair", "A pair has cargo aboard that the config does not name.", {
    pair: PAIR,
    files: WHOLE,
  }),
  event("undecided", "Nobody has said what becomes of these.", {
    pair: PAIR,
    question: QUESTION,
    files: WHOLE,
    bytes: BYTES,
    folders: WHOLE,
  }),
  event("dumped", "Cargo was deleted.", {
    pair: PAIR,
    removed: TALLY,
    undelivered: told(TALLY, "The part of it that had not arrived."),
  }),
  event("dump", "Of a dry run of dump: what would be deleted.", {
    delivered: TALLY,
    undelivered: told(TALLY, "What had not arrived."),
  }),
  event("stage-end", "A pair's stage has ended.", {
    pair: PAIR,
    stage: STAGE_NAME,
    result: RESULT,
    tallies: STAGE_TALLIES,
    neverFits: told(TALLY, "The part of what waits that no trip with this drive can carry."),
    substituted: told(TALLY, "The part of it that has another name at the destination."),
    held: HELD,
    tripsRemaining: TRIPS,
    toDump: TO_DUMP,
    left: told(
      v.object({
        hasBeenLoaded: told(v.boolean(), "Without a load nothing is known of the source."),
        source: TALLY,
        held: HELD,
        drive: TALLY,
        removal: REMOVAL,
        edited: told(TALLY, "What a verification found edited at the destination."),
        passedOver: told(
          v.boolean(),
          "Whether the last load left behind what is not counted here: a name that cannot be " +
            "carried, or what is gone and nobody has decided about.",
        ),
      }),
      "Not at the destination, by where; and what is there too much.",
    ),
    seconds: SECONDS,
    proofs: PROOFS,
  }),
] as const;
