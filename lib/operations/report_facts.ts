import type { PassedOverNames } from "../catalogue/passed_over.ts";
import type { FolderSafety, ProofAges, ProvenFile, Trouble } from "../catalogue/safety.ts";
import type { Visit } from "../catalogue/visits.ts";
import type { PairConfig } from "../drive/config.ts";
import { type Proofs, sumTallies, type Tally } from "../model/entry.ts";
import { type SafetyTallies, sumSafety } from "../model/safety.ts";
import { ENDS } from "../model/verification.ts";
import { rankPaths } from "../planning/precedence.ts";
import { listPastStages } from "./history.ts";
import type { PastStage } from "./past_stage.ts";
import type { OpenDrive } from "./open_drive.ts";
import { selectPairs, tellOfUnknownPairs } from "./select_pairs.ts";
import type { Services } from "./services.ts";

/** What a report shows of one pair. Times are milliseconds since 1970. */
export interface PairReport {
  readonly pair: string;
  readonly source: string;
  readonly destination: string;
  /** False before the first load: nothing is known of the source then. */
  readonly hasBeenLoaded: boolean;
  readonly safety: SafetyTallies;
  /** The largest folders directly below the source, the largest first; the rest is in none of them. */
  readonly folders: readonly FolderSafety[];
  /** Gone from the source, and not among what is counted as its. */
  readonly gone: { readonly kept: Tally; readonly toRemove: Tally; readonly undecided: Tally };
  /** Names at the source that the last load could make no entry of: nothing of them is counted. */
  readonly passedOver: number;
  readonly lastLoad: number | null;
  readonly lastUnload: number | null;
  /** What of what is not safe the config has stay at the source for now. */
  readonly held: Tally;
  /** Since when the oldest of what is aboard is there. */
  readonly aboardSince: number | null;
  /** How what is at the destination was proven there. */
  readonly proofs: Proofs;
  /** When the longest unverified of what was proven at the destination was. */
  readonly oldestProof: number | null;
  /** The last verification of each end that has had one, the latest first. */
  readonly verifications: readonly Visit[];
}

/** Something that became safe, and when. */
export interface Arrivals extends Tally {
  /** Milliseconds since 1970, by the clock of the computer that it arrived at. */
  readonly at: number;
}

/** A file that something is wrong with, or one of the names of which no file could be made. */
export interface ListedTrouble extends Omit<Trouble, "path" | "size"> {
  readonly pair: string;
  readonly path: string;
  /** Bytes; null where nobody knows. */
  readonly size: number | null;
}

/** All that the report shows, as the catalogue has it. */
export interface ReportFacts {
  /** Milliseconds since 1970. */
  readonly madeAt: number;
  readonly root: string;
  readonly pairs: readonly PairReport[];
  /** All pairs together. */
  readonly safety: SafetyTallies;
  /** What is safe now, by when it arrived; the oldest first. */
  readonly arrivals: readonly Arrivals[];
  /** Every load and unload, the oldest first. */
  readonly stages: readonly PastStage[];
  /** By {@linkcode PROOF_AGES_DAYS}. */
  readonly proofAges: ProofAges;
  readonly longestUnverified: readonly (ProvenFile & { readonly pair: string })[];
  readonly troubles: {
    /** At most {@linkcode MOST_TROUBLES}, the gravest of each pair first. */
    readonly some: readonly ListedTrouble[];
    readonly total: number;
  };
}

/** How many days ago proofs were, where what is at the destination is told apart by that. */
export const PROOF_AGES_DAYS = [30, 90, 180, 365] as const;

/** The most folders of one pair, and the most problems of all, that a report has room for. */
export const MOST_FOLDERS = 40, MOST_TROUBLES = 400;

const MOST_UNVERIFIED = 6, DAY_MS = 86_400_000;

/** Reads from the catalogue how safe everything is; looks at neither end. */
export function gatherReport(
  drive: OpenDrive,
  names: readonly string[],
  services: Services,
): ReportFacts {
  tellOfUnknownPairs(drive, services);
  const { catalogue: { pairs: known, safety }, config, layout } = drive;
  const rows = selectPairs(config, names).map((pair) => ({ pair, id: known.ensure(pair.name).id }));
  const ids = rows.map(({ id }) => id);
  const madeAt = services.clock.now();
  const stages = [...listPastStages(drive, rows.map(({ pair }) => pair.name))];
  const pairs = rows.map(({ pair, id }): PairReport => reportPair(drive, pair, id, stages));
  const startOfAge = PROOF_AGES_DAYS.map((days) => madeAt - days * DAY_MS);
  return {
    madeAt,
    root: layout.root,
    pairs,
    safety: sumSafety(pairs.map((pair) => pair.safety)),
    arrivals: listArrivals(drive, ids),
    stages,
    proofAges: sumAges(ids.map((id) => safety.proofAges(id, madeAt, startOfAge))),
    longestUnverified: rows
      .flatMap(({ pair, id }) =>
        safety.longestUnverified(id, MOST_UNVERIFIED).map((file) => ({ pair: pair.name, ...file }))
      )
      .sort((a, b) => a.provenAt - b.provenAt).slice(0, MOST_UNVERIFIED),
    troubles: listTroubles(drive, rows.map(({ pair, id }) => ({ name: pair.name, id }))),
  };
}

function reportPair(
  { catalogue: { safety, entries, deliveries, missing, passedOver, precedence, visits } }:
    OpenDrive,
  pair: PairConfig,
  id: bigint,
  stages: readonly PastStage[],
): PairReport {
  const { name, source, destination } = pair;
  precedence.set(id, rankPaths(pair));
  const { skipped, removal } = entries.countByState(id);
  const { folders: _folders, ...undecided } = missing.tally(id);
  const last = (stage: PastStage["stage"]) =>
    stages.findLast((past) => past.pair === name && past.stage === stage)?.startedAt ?? null;
  const lastLoad = last("load");
  const proven = deliveries.tallyProofs(id);
  const { tallies, folders } = safety.ofPair(id, MOST_FOLDERS);
  return {
    pair: name,
    source,
    destination,
    hasBeenLoaded: lastLoad !== null,
    safety: tallies,
    folders,
    gone: { kept: skipped, toRemove: removal, undecided },
    passedOver: sumNames(passedOver.of(id)),
    lastLoad,
    lastUnload: last("unload"),
    held: precedence.tallyHeld(id),
    aboardSince: safety.aboardSince(id),
    proofs: proven.proofs,
    oldestProof: proven.since,
    verifications: ENDS.flatMap((end) => visits.last(id, end) ?? [])
      .sort((a, b) => b.startedAt - a.startedAt),
  };
}

function listArrivals({ catalogue }: OpenDrive, pairIds: readonly bigint[]): Arrivals[] {
  const startedAt = new Map<bigint, number>();
  for (const { id, startedAt: at } of catalogue.trips.oldestFirst()) startedAt.set(id, at);
  return pairIds.flatMap((id) => catalogue.safety.sinceTrips(id))
    .map(({ tripId, files, bytes }) => ({ at: startedAt.get(tripId) ?? 0, files, bytes }))
    .sort((a, b) => a.at - b.at);
}

/** The room is shared so that no pair's problems push out all of another one's. */
function listTroubles(
  { catalogue: { safety, passedOver } }: OpenDrive,
  pairs: readonly { readonly name: string; readonly id: bigint }[],
): ReportFacts["troubles"] {
  const of = pairs.map(({ name, id }) => {
    const { some, total } = safety.troubles(id, MOST_TROUBLES), others = passedOver.of(id);
    const examples = others.map(({ code, example }) => ({ path: example, size: null, code }));
    return { name, some: [...some, ...examples], total: total + sumNames(others) };
  });
  const some: ListedTrouble[] = [];
  let room = MOST_TROUBLES;
  const fewestFirst = of.toSorted((a, b) => a.total - b.total);
  for (const [at, { name, some: its }] of fewestFirst.entries()) {
    const share = its.slice(0, Math.floor(room / (of.length - at)));
    some.push(...share.map((trouble) => ({ pair: name, ...trouble })));
    room -= share.length;
  }
  const order = pairs.map(({ name }) => name);
  some.sort((a, b) => order.indexOf(a.pair) - order.indexOf(b.pair));
  return { some, total: of.reduce((sum, { total }) => sum + total, 0) };
}

function sumNames(passedOver: readonly PassedOverNames[]): number {
  return passedOver.reduce((sum, { names }) => sum + names, 0);
}

function sumAges(all: readonly ProofAges[]): ProofAges {
  return {
    since: Array.from(
      { length: PROOF_AGES_DAYS.length + 1 },
      (_, at) => sumTallies(all.map(({ since }) => since[at]!)),
    ),
    unknown: sumTallies(all.map(({ unknown }) => unknown)),
  };
}
