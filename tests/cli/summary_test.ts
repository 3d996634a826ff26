import { deepStrictEqual, strictEqual } from "node:assert/strict";
import {
  summariseDump,
  summariseError,
  summariseRun,
  summariseStatus,
} from "../../lib/cli/summary.ts";
import {
  type PastStage,
  type StageOutcome,
  type Visit,
  WaterlockError,
} from "../../lib/operations/mod.ts";

const NOTHING = { files: 0, bytes: 0 };
const PROBLEM = {
  pair: "films",
  path: "a/b",
  code: "unreadable",
  message: "Cannot read it",
} as const;
const OUTCOME: StageOutcome = {
  pair: "films",
  stage: "load",
  tallies: {
    carried: { files: 2, bytes: 10 },
    instructed: NOTHING,
    waiting: NOTHING,
    failed: { files: 1, bytes: 5 },
    removed: NOTHING,
  },
  substituted: NOTHING,
  held: { files: 3, bytes: 30 },
  problems: [PROBLEM],
  result: "partial",
  seconds: 1.25,
  tripsRemaining: 1,
  toDump: { files: 0, bytes: 0 },
};

const LAST_STAGE: PastStage = {
  pair: "films",
  trip: 3,
  stage: "unload",
  host: "away",
  startedAt: 1000,
  endedAt: 3500,
  result: "done",
  tallies: { carried: { files: 1, bytes: 10 } },
  proofs: { cold: 1, reread: 0 },
};
const VISIT: Visit = {
  end: "destination",
  host: "away",
  startedAt: 4000,
  endedAt: 6000,
  result: "damaged",
  verified: { files: 1, bytes: 10 },
  faulty: { files: 1, bytes: 10 },
  left: NOTHING,
};

Deno.test("a pair that was done is summed up under exactly the documented keys", () => {
  const { pairs, errors } = summariseRun({ stages: [OUTCOME], refusals: [] });
  deepStrictEqual(pairs, [{
    pair: "films",
    stage: "load",
    carried: { files: 2, bytes: 10 },
    instructed: { files: 0, bytes: 0 },
    waiting: { files: 0, bytes: 0 },
    held: { files: 3, bytes: 30 },
    failed: { files: 1, bytes: 5 },
    removed: { files: 0, bytes: 0 },
    substituted: { files: 0, bytes: 0 },
    seconds: 1.25,
  }]);
  deepStrictEqual(errors, [PROBLEM]);
});

Deno.test("a pair that could not be begun is an error under its name, with sentence and remedy", () => {
  const error = new WaterlockError("refused", "The marker has gone", "Mount the disk");
  const { pairs, errors } = summariseRun({ stages: [], refusals: [{ pair: "photos", error }] });
  deepStrictEqual(pairs, []);
  deepStrictEqual(errors, [{
    pair: "photos",
    path: "",
    code: "refused",
    message: "The marker has gone. Mount the disk.",
  }]);
});

Deno.test("problems of files come before refusals of pairs, and none is left out", () => {
  const error = new WaterlockError("usage", "Both are here", "Name the stage");
  const stages = [OUTCOME, { ...OUTCOME, pair: "photos" }];
  const { errors } = summariseRun({ stages, refusals: [{ pair: "notes", error }] });
  deepStrictEqual(errors.map(({ code }) => code), ["unreadable", "unreadable", "usage"]);
});

Deno.test("an error about no pair has the same keys, empty", () => {
  const error = new WaterlockError("config", "There is no config", "Write one");
  deepStrictEqual(Object.keys(summariseError(error)), ["pair", "path", "code", "message"]);
  strictEqual(summariseError(error).pair, "");
});

const SO_FAR = { files: 1, of: 2, since: 0 };

Deno.test("the status of a pair has exactly the documented keys, files and bytes apart", () => {
  const states = {
    pending: { files: 1, bytes: 10 },
    aboard: { files: 2, bytes: 20 },
    delivered: { files: 3, bytes: 30 },
    skipped: { files: 4, bytes: 40 },
    removal: { files: 5, bytes: 50 },
    damaged: { files: 6, bytes: 60 },
  };
  const pair = {
    pair: "films",
    source: "/a",
    destination: "/b",
    states,
    held: { files: 1, bytes: 9 },
    undecided: { files: 1, bytes: 8 },
    inParts: { files: 1, bytes: 7, aboardBytes: 2, arrivedBytes: 3 },
    tripsRemaining: 7,
    hasBeenLoaded: true,
    proofs: { aboard: { cold: 2, reread: 0 }, delivered: { cold: 1, reread: 1 } },
    proven: { files: 2, bytes: 20, since: 0, never: { files: 1, bytes: 10 }, edited: NOTHING },
    lastStage: LAST_STAGE,
    verifications: { source: null, drive: null, destination: VISIT },
    verifiedSoFar: { source: SO_FAR, drive: SO_FAR, destination: SO_FAR },
    problems: [{ code: "unreadable", files: 1, bytes: 10, example: "a/b" }],
    passedOver: [{ code: "name-not-utf8", names: 2, example: "a\\xff" }],
    // What the catalogue counts besides is nobody's business.
    removed: { files: 8, bytes: 80 },
  };
  const status = {
    root: "/drive",
    freeBytes: 1,
    reserveBytes: 0,
    toDump: NOTHING,
    unknownCargo: NOTHING,
    pairs: [pair],
  };
  deepStrictEqual(summariseStatus(status), [{
    pair: "films",
    files: { pending: 1, aboard: 2, delivered: 3, skipped: 4, removal: 5, damaged: 6 },
    bytes: { pending: 10, aboard: 20, delivered: 30, skipped: 40, removal: 50, damaged: 60 },
    held: { files: 1, bytes: 9 },
    undecided: { files: 1, bytes: 8 },
    inParts: { files: 1, bytes: 7, aboard: 2, arrived: 3 },
    tripsRemaining: 7,
    verified: {
      files: 2,
      bytes: 20,
      since: "1970-01-01T00:00:00.000Z",
      never: { files: 1, bytes: 10 },
      edited: NOTHING,
    },
    proofs: { aboard: { cold: 2, reread: 0 }, delivered: { cold: 1, reread: 1 } },
    lastStage: {
      trip: 3,
      stage: "unload",
      host: "away",
      startedAt: "1970-01-01T00:00:01.000Z",
      endedAt: "1970-01-01T00:00:03.500Z",
      seconds: 2.5,
      result: "done",
      carried: { files: 1, bytes: 10 },
      instructed: null,
      waiting: null,
      failed: null,
      removed: null,
      proofs: { cold: 1, reread: 0 },
    },
    verifications: {
      source: null,
      drive: null,
      destination: {
        host: "away",
        startedAt: "1970-01-01T00:00:04.000Z",
        endedAt: "1970-01-01T00:00:06.000Z",
        seconds: 2,
        result: "damaged",
        verified: { files: 1, bytes: 10 },
        faulty: { files: 1, bytes: 10 },
        left: NOTHING,
      },
    },
    problems: [{ code: "unreadable", files: 1, bytes: 10, example: "a/b" }],
    passedOver: [{ code: "name-not-utf8", names: 2, example: "a\\xff" }],
  }]);
  const never = { ...pair, proven: { ...pair.proven, since: null }, lastStage: null };
  const [summary] = summariseStatus({ ...status, pairs: [never] });
  deepStrictEqual([summary!.verified, summary!.lastStage], [never.proven, null]);
});

Deno.test("a dump is summed up by what it removed of each pair", () => {
  const pairs = [{ pair: "films", removed: { files: 2, bytes: 10 } }];
  deepStrictEqual(
    summariseDump({
      pairs,
      problems: [PROBLEM],
      facts: { delivered: NOTHING, undelivered: NOTHING },
      isDeclined: false,
    }),
    {
      pairs,
      errors: [PROBLEM],
    },
  );
});
