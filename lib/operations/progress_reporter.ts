import type { ProblemCode } from "../model/errors.ts";
import type { ProofGrade, Tally } from "../model/entry.ts";
import type { MissingTally, Stage, StageResult, StageTallies } from "../model/stage.ts";
import type { End, VerificationTallies } from "../model/verification.ts";
import type { WaitReason } from "../planning/plan_load.ts";
import type { Outline } from "../planning/plan_outline.ts";
import type { LargeFile } from "./under_way.ts";

/** Something that happened, for a screen, for plain lines or for a script: one JSON object each. */
export type ProgressEvent =
  /** A pair's stage begins. `reason` says why it is this one; empty when it was named. */
  | {
    readonly event: "stage";
    readonly pair: string;
    readonly stage: Stage;
    readonly reason: string;
    readonly source: string;
    readonly destination: string;
  }
  /** The source is being looked through. */
  | { readonly event: "scan"; readonly pair: string; readonly files: number }
  /** What this stage will do, before it does it. */
  | {
    readonly event: "plan";
    readonly pair: string;
    readonly stage: Stage;
    readonly carry: Tally;
    /** How many bytes of what goes an interrupted run has written there already. */
    readonly begunBytes: number;
    readonly waiting: Tally;
    /** What the config has stay at the source for now; not among what waits. */
    readonly held: Tally;
    /** Trips that what waits still needs after this one. */
    readonly tripsRemaining: number;
    /** Delivered cargo that takes up room on the drive which what waits would need; a load leaves it there. */
    readonly toDump: Tally;
    /** To be removed at the destination once that is confirmed there; a load has not asked yet. */
    readonly removal: Tally;
  }
  /** A dry run's end: the plan folder by folder and reason by reason, how long it takes, what comes after. */
  | ({ readonly event: "forecast" } & Forecast)
  /** A dry run's line: this file would travel. */
  | {
    readonly event: "carry";
    readonly pair: string;
    readonly path: string;
    readonly bytes: number;
  }
  /** A dry run's line: this file would be settled without carrying it. */
  | {
    readonly event: "instruct";
    readonly pair: string;
    readonly path: string;
    readonly bytes: number;
  }
  /** A dry run's line: this is gone from the source, or marked for removal here, and asked about. */
  | {
    readonly event: "question";
    readonly question: OpenQuestion;
    readonly pair: string;
    readonly path: string;
    readonly bytes: number;
  }
  /** A file that stays behind for now, and why. */
  | {
    readonly event: "waiting";
    readonly pair: string;
    readonly path: string;
    readonly bytes: number;
    readonly reason: WaitReason;
  }
  /** How far the stage is; at most a few times a second. */
  | {
    readonly event: "progress";
    readonly pair: string;
    readonly stage: Stage | "verify";
    /** Copied, what an interrupted run has written there among it; by a verification, read. */
    readonly done: Tally;
    /** How many bytes of that have been read back as well. */
    readonly provenBytes: number;
    /** Nothing as long as nobody has planned. */
    readonly total: Tally;
    /** The file that moved last. */
    readonly path: string;
    /** The file that is being read back; null where none is. */
    readonly proving: string | null;
    /** Large files under way, from 64 MiB on, in the order they departed. */
    readonly large: readonly LargeFile[];
    /** Before there is a plan: how much is read of what may not need to be carried. */
    readonly reading?: { readonly done: Tally; readonly total: Tally };
  }
  /** A file has reached the next hop. */
  | {
    readonly event: "file";
    readonly pair: string;
    readonly stage: Stage;
    readonly path: string;
    readonly bytes: number;
    readonly how: "carried" | "instructed" | "removed";
    /** Null for what has no bytes. */
    readonly proof: ProofGrade | null;
  }
  /** A part of a file has reached the next hop, which is not the file yet; `of` are the file's bytes. */
  | {
    readonly event: "part";
    readonly pair: string;
    readonly stage: Stage;
    readonly path: string;
    readonly bytes: number;
    readonly of: number;
    readonly proof: ProofGrade;
  }
  /** Something is at the destination under another name, because that cannot hold its own. */
  | {
    readonly event: "substitute";
    readonly pair: string;
    readonly path: string;
    /** Where it lies there. */
    readonly place: string;
  }
  /** A file that could not be settled, or something worth knowing about one. */
  | ({ readonly event: "problem" } & Problem)
  /** Something about a pair that a person should know. */
  | { readonly event: "notice"; readonly pair: string; readonly message: string }
  /** The catalogue has a pair with cargo on the drive that the config has not (any more). */
  | { readonly event: "unknown-pair"; readonly pair: string; readonly files: number }
  /** Nobody has said what is to become of these; `question` tells which question is open. */
  | (
    & { readonly event: "undecided"; readonly pair: string; readonly question: OpenQuestion }
    & MissingTally
  )
  /** Cargo was deleted; `undelivered` is the part of it that had not arrived. */
  | {
    readonly event: "dumped";
    readonly pair: string;
    readonly removed: Tally;
    readonly undelivered: Tally;
  }
  /** A pair's verification begins; `within` is the part of it that a budget in bytes allows for. */
  | {
    readonly event: "verification";
    readonly pair: string;
    readonly end: End;
    /** The end's folder. */
    readonly root: string;
    readonly total: Tally;
    readonly within: Tally;
    readonly isDryRun: boolean;
  }
  /** A dry run's line: this file's turn has come. */
  | {
    readonly event: "turn";
    readonly pair: string;
    readonly end: End;
    readonly path: string;
    readonly bytes: number;
  }
  /** A file has its digest. */
  | {
    readonly event: "verified";
    readonly pair: string;
    readonly end: End;
    readonly path: string;
    readonly bytes: number;
    /** Null for what has no bytes. */
    readonly proof: ProofGrade | null;
  }
  /** A file of the source is not as it was recorded, and nothing is wrong with that. */
  | {
    readonly event: "changed" | "missing";
    readonly pair: string;
    readonly end: End;
    readonly path: string;
    readonly bytes: number;
  }
  /** A pair's verification has ended. */
  | {
    readonly event: "verification-end";
    readonly pair: string;
    readonly end: End;
    readonly result: StageResult;
    readonly tallies: VerificationTallies;
    readonly seconds: number;
    readonly proofs: Readonly<Record<ProofGrade, number>>;
  }
  /** A pair's stage has ended. */
  | {
    readonly event: "stage-end";
    readonly pair: string;
    readonly stage: Stage;
    readonly result: StageResult;
    readonly tallies: StageTallies;
    /** What the config has stay at the source for now; not among what waits. */
    readonly held: Tally;
    /** The part of what waits that no trip with this drive can carry. */
    readonly neverFits: Tally;
    /** The part of what was settled that the destination holds under another name. */
    readonly substituted: Tally;
    readonly tripsRemaining: number;
    /** Delivered cargo that takes up room on the drive which what waits would need. */
    readonly toDump: Tally;
    readonly left: WhatIsLeft;
    readonly seconds: number;
    readonly proofs: Readonly<Record<ProofGrade, number>>;
  };

/** What a stage would do, and what may be expected of it. */
export interface Forecast extends Outline {
  readonly pair: string;
  readonly stage: Stage;
  /** What would be settled without carrying it. */
  readonly instructed: Tally;
  /** How long this takes, as the last stages here did; null where none of them says. */
  readonly duration: {
    readonly seconds: number;
    readonly bytesPerSecond: number;
    /** How many stages that is based on. */
    readonly stages: number;
  } | null;
  /** Trips that what waits still needs after this one. */
  readonly tripsRemaining: number;
  /** Delivered cargo that takes up room on the drive which what waits would need. */
  readonly toDump: Tally;
  /** When these are made if the habit goes on; null where there is none, or no trip remains. */
  readonly habit: {
    readonly everyDays: number;
    /** How many trips that is based on. */
    readonly trips: number;
    /** The first of the trips that remain, at most twelve, in ISO 8601. */
    readonly next: readonly string[];
    /** The last of them all, in ISO 8601. */
    readonly last: string;
  } | null;
}

/** What is gone from the source, or what to remove at the destination. */
export type OpenQuestion = "missing" | "removal";

/** What is not at the destination when a stage has ended, by where it is, and what is there too much. */
export interface WhatIsLeft {
  /** Whether any load is known of; without one nothing is known of the source. */
  readonly hasBeenLoaded: boolean;
  /** At the source, as the last load saw it, and not aboard. */
  readonly source: Tally;
  /** At the source as well, because the config has it stay there for now. */
  readonly held: Tally;
  /** Aboard. */
  readonly drive: Tally;
  /** At the destination and gone from the source: to be removed there, once that is confirmed there. */
  readonly removal: Tally;
  /** At the destination, but edited there since it was delivered, as a verification found. */
  readonly edited: Tally;
  /**
   * Whether the last load left behind what is counted nowhere here: a name that cannot be carried, or
   * something gone of which nobody has said what becomes of it.
   */
  readonly passedOver: boolean;
}

/** A file that could not be settled. */
export interface Problem {
  readonly pair: string;
  readonly path: string;
  readonly code: ProblemCode | "failed";
  readonly message: string;
}

/** Takes what operations report; renderers implement it. */
export interface ProgressReporter {
  report(event: ProgressEvent): void;
}
