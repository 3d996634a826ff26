import type { DriveStatus, PairStatus } from "../../../lib/operations/mod.ts";
import { NOTHING } from "./events.ts";

const GIB = 1024 ** 3;

const ALL_VERIFIED = { files: 30_112, of: 30_112, since: Date.UTC(2026, 8, 1, 12) };

/** The status of a pair that has had trips and verifications and is in good order, unless said otherwise. */
export function pairStatusOf(facts: Partial<PairStatus> = {}): PairStatus {
  return {
    pair: "films",
    source: "/srv/media/films",
    destination: "/backup/far away/films",
    states: statesOf({
      pending: { files: 1204, bytes: 300 * GIB },
      aboard: { files: 312, bytes: 100 * GIB },
      delivered: { files: 30_112, bytes: 1200 * GIB },
    }),
    proven: {
      files: 30_112,
      bytes: 1200 * GIB,
      since: Date.UTC(2026, 8, 1, 12),
      never: NOTHING,
      edited: NOTHING,
    },
    proofs: { aboard: { cold: 312, reread: 0 }, delivered: { cold: 30_000, reread: 112 } },
    held: NOTHING,
    undecided: NOTHING,
    inParts: { ...NOTHING, aboardBytes: 0, arrivedBytes: 0 },
    tripsRemaining: 3,
    hasBeenLoaded: true,
    lastStage: {
      pair: "films",
      trip: 7,
      stage: "load",
      host: "home",
      startedAt: Date.UTC(2026, 9, 18, 12),
      endedAt: Date.UTC(2026, 9, 18, 13),
      result: "partial",
      tallies: {
        carried: { files: 312, bytes: 100 * GIB },
        waiting: { files: 1204, bytes: 300 * GIB },
      },
      proofs: { cold: 312, reread: 0 },
    },
    verifications: {
      source: null,
      drive: null,
      destination: {
        end: "destination",
        host: "away",
        startedAt: Date.UTC(2026, 9, 4, 12),
        endedAt: Date.UTC(2026, 9, 4, 13),
        result: "done",
        verified: { files: 30_000, bytes: 1100 * GIB },
        faulty: NOTHING,
        left: { files: 112, bytes: 100 * GIB },
      },
    },
    verifiedSoFar: { source: null, drive: null, destination: ALL_VERIFIED },
    problems: [],
    passedOver: [],
    ...facts,
  };
}

/** The status of a pair that nothing was ever done with. */
export function newPairStatus(): PairStatus {
  const none = { cold: 0, reread: 0 };
  return pairStatusOf({
    states: statesOf({}),
    proven: { ...NOTHING, since: null, never: NOTHING, edited: NOTHING },
    proofs: { aboard: none, delivered: none },
    tripsRemaining: 0,
    hasBeenLoaded: false,
    lastStage: null,
    verifications: { source: null, drive: null, destination: null },
  });
}

/** Files by their states; none unless said otherwise. */
export function statesOf(states: Partial<PairStatus["states"]>): PairStatus["states"] {
  return {
    pending: NOTHING,
    aboard: NOTHING,
    delivered: NOTHING,
    skipped: NOTHING,
    removal: NOTHING,
    damaged: NOTHING,
    ...states,
  };
}

/** A drive with these pairs. */
export function driveStatusOf(...pairs: readonly PairStatus[]): DriveStatus {
  return {
    root: "/media/drive",
    freeBytes: 12 * GIB,
    reserveBytes: GIB,
    toDump: NOTHING,
    unknownCargo: NOTHING,
    pairs,
  };
}
