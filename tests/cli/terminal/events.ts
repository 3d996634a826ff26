import type { ProgressEvent } from "../../../lib/operations/mod.ts";

type EventOf<T extends ProgressEvent["event"]> = Extract<ProgressEvent, { event: T }>;

export const NOTHING = { files: 0, bytes: 0 };
export const ONE = { files: 1, bytes: 1 };
export const MANY = { files: 1204, bytes: 3 * 1024 ** 3 };

/** What a verification of nothing came to. */
export const NO_VERDICTS = {
  verified: NOTHING,
  damaged: NOTHING,
  missing: NOTHING,
  edited: NOTHING,
  changed: NOTHING,
  corrupt: NOTHING,
  unreadable: NOTHING,
  left: NOTHING,
};

/** The end of a stage, of a load that carried a file unless said otherwise. */
export function stageEndOf(facts: Partial<EventOf<"stage-end">> = {}): EventOf<"stage-end"> {
  return {
    event: "stage-end",
    pair: "films",
    stage: "load",
    result: "done",
    tallies: talliesOf({ carried: ONE }),
    held: NOTHING,
    neverFits: NOTHING,
    substituted: NOTHING,
    tripsRemaining: 0,
    toDump: NOTHING,
    left: leftOf({ drive: ONE }),
    seconds: 1,
    proofs: { cold: 1, reread: 0 },
    ...facts,
  };
}

/** How far a load is: nowhere, unless said otherwise. */
export function progressOf(facts: Partial<EventOf<"progress">> = {}): EventOf<"progress"> {
  return {
    event: "progress",
    pair: "films",
    stage: "load",
    done: NOTHING,
    provenBytes: facts.done?.bytes ?? 0,
    total: MANY,
    path: "a.mov",
    proving: null,
    large: [],
    ...facts,
  };
}

/** A plan of a load in which nothing goes unless said otherwise. */
export function planOf(facts: Partial<EventOf<"plan">> = {}): EventOf<"plan"> {
  return {
    event: "plan",
    pair: "films",
    stage: "load",
    carry: NOTHING,
    begunBytes: 0,
    waiting: NOTHING,
    held: NOTHING,
    tripsRemaining: 0,
    toDump: NOTHING,
    removal: NOTHING,
    ...facts,
  };
}

/** What a dry run of a load foresees; nothing unless said otherwise. */
export function forecastOf(facts: Partial<EventOf<"forecast">>): EventOf<"forecast"> {
  return {
    event: "forecast",
    pair: "films",
    stage: "load",
    folders: [],
    others: { folders: 0, files: 0, bytes: 0 },
    waits: [],
    instructed: NOTHING,
    duration: null,
    tripsRemaining: 0,
    toDump: NOTHING,
    habit: null,
    ...facts,
  };
}

/** What a stage left; nothing unless said otherwise. */
export function leftOf(
  left: Partial<EventOf<"stage-end">["left"]>,
): EventOf<"stage-end">["left"] {
  return {
    hasBeenLoaded: true,
    source: NOTHING,
    held: NOTHING,
    drive: NOTHING,
    removal: NOTHING,
    edited: NOTHING,
    passedOver: false,
    ...left,
  };
}

/** What a stage did; nothing unless said otherwise. */
export function talliesOf(
  tallies: Partial<EventOf<"stage-end">["tallies"]>,
): EventOf<"stage-end">["tallies"] {
  return {
    carried: NOTHING,
    instructed: NOTHING,
    waiting: NOTHING,
    failed: NOTHING,
    removed: NOTHING,
    ...tallies,
  };
}
