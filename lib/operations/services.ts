import type { Tally } from "../model/entry.ts";
import type { GoneAnswer, GoneEntry, MissingTally } from "../model/stage.ts";
import type { LargestFolders } from "../planning/largest_folders.ts";
import type { WriteStep } from "../transfer/transfer.ts";
import type { ProgressReporter } from "./progress_reporter.ts";

/** What an operation gets from outside. Nothing below reads a clock, a flag or a terminal itself. */
export interface Services {
  readonly clock: Clock;
  /** Raised when the person asks to stop. */
  readonly signal: AbortSignal;
  readonly reporter: ProgressReporter;
  readonly questions: Questions;
  /** This computer's name, for the record. */
  readonly host: string;
  /** Told of each step of the write order as it is reached; tests inject their faults here. */
  readonly reached?: (step: WriteStep, path: string) => void;
}

/** Times as the operations need them. */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
}

/** What only a person can answer. Without a terminal the flags answer. */
export interface Questions {
  /** Whether files may go into this destination, which never received any. */
  acceptDestination(facts: FirstUnload): Promise<"accepted" | "declined" | "nobody-to-ask">;
  /** What to do about what is gone from the source. */
  decideMissing(facts: Gone): Promise<GoneAnswer>;
  /** What to do at the destination about what the source's side said to remove. */
  decideRemoval(facts: Gone): Promise<GoneAnswer>;
  /** Whether to delete cargo. `undelivered` is what would be lost from the drive with it. */
  confirmDump(facts: DumpFacts): Promise<boolean>;
  /** Whether to go on with the last good copy of a catalogue that is damaged or gone. */
  restoreSnapshot(facts: DamagedCatalogue): Promise<boolean>;
}

/** A catalogue that is damaged or gone, and the newest snapshot there is. */
export interface DamagedCatalogue {
  readonly isMissing: boolean;
  /** Absolute paths. */
  readonly catalogue: string;
  readonly snapshot: string;
  /** When the last stage was that it knows. */
  readonly takenAt: Date;
  /** Whether it is one that was left at a destination. */
  readonly isAtDestination: boolean;
}

/** A destination that is to receive files for the first time, or to be looked through. */
export interface FirstUnload {
  readonly pair: string;
  readonly purpose: "unload" | "adopt";
  readonly destination: string;
  readonly toUnload: Tally;
  /** Whether something lies there already; nothing of it is ever lost. */
  readonly isEmpty: boolean;
}

/** What a dump is about. */
export interface DumpFacts {
  readonly delivered: Tally;
  /** Had not arrived. */
  readonly undelivered: Tally;
}

/** Entries gone from the source. Nothing of them is read before somebody wants to see it. */
export interface Gone {
  readonly pair: string;
  readonly tally: MissingTally;
  /** The folders they lay in, at most so many. */
  readonly folders: (most: number) => LargestFolders;
  /** All of them, read as needed. */
  readonly entries: () => Iterable<GoneEntry>;
}
