import type { Catalogue } from "../catalogue/catalogue.ts";
import type { TripRecord } from "../catalogue/trips.ts";
import type { Proofs } from "../model/entry.ts";
import type { Stage, StageResult, StageTallies } from "../model/stage.ts";

/** One stage of one pair as the drive remembers it. */
export interface PastStage {
  readonly pair: string;
  /** A load and the unload that follows it share it. */
  readonly trip: number;
  readonly stage: Stage;
  /** The computer it was run at. */
  readonly host: string;
  /** Milliseconds since 1970, by the clock of that computer. */
  readonly startedAt: number;
  /** Null for one that was broken off. */
  readonly endedAt: number | null;
  /** `broken-off`: killed, or the plug pulled; what was proven until then is recorded all the same. */
  readonly result: StageResult | "broken-off";
  /**
   * What it did. Of one that was broken off only `carried` and {@linkcode proofs} are known: what it
   * brought and no later one has brought anew.
   */
  readonly tallies: Pick<StageTallies, "carried"> & Partial<StageTallies>;
  /** How many files it proved how; none of a stage before this was recorded. */
  readonly proofs: Proofs;
}

/** A stage as it is told of; of one that was broken off, what is recorded of its files. */
export function describeStage({ trips }: Catalogue, record: TripRecord): PastStage {
  const { pair, number, stage, host, startedAt, endedAt } = record;
  // The drive's lock is ours: nothing else is at work.
  const recorded = record.result === "running" ? trips.tallyRecorded(record) : undefined;
  return {
    pair,
    trip: number,
    stage,
    host,
    startedAt,
    endedAt,
    result: record.result === "running" ? "broken-off" : record.result,
    tallies: recorded ? { carried: recorded.carried } : record.tallies,
    proofs: recorded?.proofs ?? record.proofs,
  };
}
