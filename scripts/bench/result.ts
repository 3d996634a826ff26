import { median, medianOfRatios } from "./rounds.ts";

/** What a figure must not exceed, or must stay below. */
export interface Bound {
  readonly limit: number;
  readonly isStrict: boolean;
}

export function atMost(limit: number): Bound {
  return { limit, isStrict: false };
}

/** The bound of what is to be faster than another. */
export const FASTER: Bound = { limit: 1, isStrict: true };

/** What Waterlock is measured against. */
export interface Peer {
  readonly name: string;
  /** By round. */
  readonly values: readonly number[];
  /** What its figure is divided by before the comparison, such as the cores that share its work. */
  readonly dividedBy?: number;
  /** For Waterlock's figure as a multiple of this one's. */
  readonly bound?: Bound;
}

/** What was measured of one piece of work. */
export interface Result {
  /** As `--only` takes it. */
  readonly workload: string;
  readonly what: string;
  readonly unit: "seconds" | "bytes";
  /** By round. */
  readonly waterlock: readonly number[];
  /** For Waterlock's figure itself. */
  readonly bound?: Bound;
  readonly peers: readonly Peer[];
}

/** A peer with what follows from its figures. */
export interface JudgedPeer extends Peer {
  readonly median: number;
  /** The median over the rounds of what Waterlock's figure is of this one's. */
  readonly ratio: number;
  readonly isMet?: boolean;
}

/** A result with what follows from its figures; `bench.json` holds these. */
export interface JudgedResult extends Result {
  readonly median: number;
  readonly isMet?: boolean;
  readonly peers: readonly JudgedPeer[];
}

/** Works out medians, ratios, and whether the bounds are met. */
export function judge(result: Result): JudgedResult {
  const ours = median(result.waterlock);
  return {
    ...result,
    median: ours,
    ...verdict(ours, result.bound),
    peers: result.peers.map((peer) => {
      const { values, dividedBy = 1, bound } = peer;
      const shares = values.map((value) => value / dividedBy);
      const ratio = medianOfRatios(result.waterlock, shares);
      return { ...peer, median: median(values), ratio, ...verdict(ratio, bound) };
    }),
  };
}

function verdict(figure: number, bound: Bound | undefined): { isMet?: boolean } {
  if (!bound) return {};
  return { isMet: bound.isStrict ? figure < bound.limit : figure <= bound.limit };
}

/** How many bounds there are, and how many of them are met. */
export function countBounds(results: readonly JudgedResult[]): { bounds: number; met: number } {
  const verdicts = results.flatMap((
    { isMet, peers },
  ) => [isMet, ...peers.map((peer) => peer.isMet)])
    .filter((verdict) => verdict !== undefined);
  return { bounds: verdicts.length, met: verdicts.filter((isMet) => isMet).length };
}
