import * as v from "valibot";
import {
  BYTES,
  DIGEST,
  event,
  PAIR,
  PATH,
  PROOF,
  PROOFS,
  RESULT,
  STAGE_NAME,
  TALLY,
  TIME,
  told,
  WHOLE,
} from "./values.ts";

const PLACE = {
  since: told(
    v.nullable(TIME),
    "When the stage began that brought it; null where it is not known.",
  ),
  proof: told(v.nullable(PROOF), "Null where its bytes were not proven, or it has none."),
  provenAt: v.nullable(TIME),
  isLatest: told(v.boolean(), "Whether it is the version that the file has now."),
  as: told(v.nullable(v.string()), "Where it lies there, if that is not its path."),
};

/** Where the latest version of a file can be. */
const LISTED = [
  "pending",
  "changed",
  "held",
  "aboard",
  "delivered",
  "skipped",
  "removal",
  "damaged",
  "adopted",
] as const;

const UNDECIDED = v.optional(
  told(
    v.boolean(),
    "The last load found it gone from the source, and nobody has decided about it.",
  ),
);

/** How far a file is that travels in parts, or several are. */
export const PARTS = {
  aboard: told(BYTES, "Bytes of parts that lie on the drive and have not arrived."),
  arrived: told(BYTES, "Bytes of parts that lie, proven, at the destination."),
};

/** A stage of the past, but for its pair. */
export const PAST_STAGE = {
  trip: told(WHOLE, "A load and the unload that follows it share it."),
  stage: STAGE_NAME,
  host: told(v.string(), "The computer it was run at."),
  startedAt: v.nullable(TIME),
  endedAt: told(v.nullable(TIME), "Null for one that was broken off."),
  seconds: v.nullable(v.number()),
  result: v.picklist([...RESULT.options, "broken-off"]),
  carried: TALLY,
  instructed: told(v.nullable(TALLY), "Null, as the next three, for one that was broken off."),
  waiting: v.nullable(TALLY),
  failed: v.nullable(TALLY),
  removed: v.nullable(TALLY),
  proofs: PROOFS,
};

/** How much is where, of what `ls` lists. */
export const LISTED_STATES = v.object(v.entriesFromList(LISTED, TALLY));

/** What `history`, `find`, `ls` and `manifest` read out of the catalogue, an object each. */
export const CATALOGUE_EVENTS = [
  event("trip", "A stage of the past.", { pair: PAIR, ...PAST_STAGE }),
  event("found", "A file or link, and where it is.", {
    pair: PAIR,
    path: PATH,
    kind: v.picklist(["file", "link"]),
    state: told(
      v.picklist([
        "pending",
        "aboard",
        "delivered",
        "skipped",
        "removal",
        "removed",
        "damaged",
        "adopted",
      ]),
      "adopted: at the destination, brought by others, and never seen at the source.",
    ),
    held: told(v.boolean(), "Whether the config has it stay at the source."),
    undecided: UNDECIDED,
    parts: v.optional(told(v.object(PARTS), "Where it travels in parts, how far it is.")),
    problem: told(v.nullable(v.string()), "Why the last load could not carry it, as a code."),
    size: told(v.nullable(WHOLE), "Bytes; null where nobody knows."),
    mtime: told(TIME, "Its modification, to the nanosecond."),
    digest: v.nullable(DIGEST),
    where: v.object({
      source: told(v.nullable(v.object(PLACE)), "As of the last load."),
      drive: v.nullable(
        v.object({ ...PLACE, hasArrived: told(v.boolean(), "The destination has it too.") }),
      ),
      destination: v.nullable(v.object(PLACE)),
    }),
  }),
  event("listed-folder", "A folder, and what is in it, however deep.", {
    pair: PAIR,
    path: told(v.string(), "Empty for all of a pair."),
    kind: v.literal("folder"),
    files: WHOLE,
    bytes: BYTES,
    states: LISTED_STATES,
    undecided: v.optional(
      told(TALLY, "What of it the last load found gone, and nobody has decided about."),
    ),
  }),
  event("listed", "A file or link in a folder, and where it is.", {
    pair: PAIR,
    path: PATH,
    kind: v.picklist(["file", "link"]),
    size: told(v.nullable(WHOLE), "Bytes; null where nobody knows."),
    state: v.picklist(LISTED),
    undecided: UNDECIDED,
  }),
  event("manifest", "A file at the destination, and its digest.", {
    pair: PAIR,
    path: told(v.string(), "Where it lies there."),
    digest: DIGEST,
  }),
] as const;
