import type { Tally } from "./entry.ts";
import type { RelativePath } from "./relative_path.ts";

/** The two stages of a trip: source to cargo, cargo to destination. */
export type Stage = "load" | "unload";

/** What a stage did, in files and bytes. */
export interface StageTallies {
  /** Copied and proven in this run. */
  carried: Tally;
  /** Settled without carrying bytes. */
  instructed: Tally;
  /** Still not at the next hop. */
  waiting: Tally;
  /** Tried, and given up for this run. */
  failed: Tally;
  /** Removed at the destination as the person decided. */
  removed: Tally;
}

/** How a stage ended. */
export type StageResult = "done" | "partial" | "damaged" | "failed" | "interrupted";

/** What a person can say about entries that are gone from the source. */
export type MissingDecision = "skip" | "remove" | "leave";

/** What a person says about all that is gone: the same of each, or of each what it is to be. */
export type GoneAnswer = MissingDecision | EachDecided;

/** Decisions about single paths, and one about all that were not named. */
export interface EachDecided {
  readonly each: ReadonlyMap<RelativePath, MissingDecision>;
  readonly rest: MissingDecision;
}

/** What was said about one path. */
export function decisionOn(answer: GoneAnswer, path: RelativePath): MissingDecision {
  return typeof answer === "string" ? answer : answer.each.get(path) ?? answer.rest;
}

/** An entry that is gone from the source. */
export interface GoneEntry {
  readonly path: RelativePath;
  readonly bytes: number;
}

/** How many entries are gone from the source. */
export interface MissingTally {
  readonly files: number;
  readonly bytes: number;
  readonly folders: number;
}
