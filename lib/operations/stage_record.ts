import type { ProofGrade, Tally } from "../model/entry.ts";
import { addTo, emptyTally } from "../model/entry.ts";
import type { FileProblem } from "../model/errors.ts";
import type { RelativePath } from "../model/relative_path.ts";
import type { MissingTally, Stage, StageResult, StageTallies } from "../model/stage.ts";
import type { PlanSummary, WaitReason } from "../planning/plan_load.ts";
import { PlanOutline } from "../planning/plan_outline.ts";
import type { OpenQuestion, Problem, ProgressEvent, WhatIsLeft } from "./progress_reporter.ts";
import type { Services } from "./services.ts";
import { UnderWay } from "./under_way.ts";

/** How one pair's stage went. */
export interface StageOutcome {
  readonly pair: string;
  readonly stage: Stage;
  readonly tallies: StageTallies;
  /** The part of what was settled that the destination holds under another name. */
  readonly substituted: Tally;
  /** What the config has stay at the source for now; not among what waits. */
  readonly held: Tally;
  readonly problems: readonly Problem[];
  readonly result: StageResult;
  readonly seconds: number;
  /** Trips that what waits still needs. */
  readonly tripsRemaining: number;
  /** Delivered cargo that takes up room on the drive which what waits would need. */
  readonly toDump: Tally;
  /** Undefined of a dry run. */
  readonly left?: WhatIsLeft;
}

/** Problems that say damage was found, and those that say nothing needs doing. */
const DAMAGE = new Set<string>(["mismatch", "damaged", "source-corrupt"]);
const HARMLESS = new Set<string>(["special-file"]);

/** Whether nothing needs doing about a problem of this code. */
export function isHarmless(code: string): boolean {
  return HARMLESS.has(code);
}

/** Keeps count of a stage while it goes on, and tells the reporter. */
export class StageRecord {
  readonly tallies: StageTallies = {
    carried: emptyTally(),
    instructed: emptyTally(),
    waiting: emptyTally(),
    failed: emptyTally(),
    removed: emptyTally(),
  };
  readonly problems: Problem[] = [];
  /** The part of what was settled that the destination holds under another name. */
  readonly substituted: Tally = emptyTally();
  /** The part of what waits that no trip with this drive can carry. */
  readonly neverFits: Tally = emptyTally();
  /** What the config has stay at the source for now; not among what waits. */
  held: Tally = emptyTally();
  /** Delivered cargo that this stage leaves on the drive. */
  delivered: Tally = emptyTally();
  /** How many files were proven how. */
  readonly proofs: Record<ProofGrade, number> = { cold: 0, reread: 0 };
  /** What the plan said this stage would carry, … */
  total: Tally = emptyTally();
  /** … and how many bytes of that an interrupted run has written there already. */
  begunBytes = 0;
  /** What a dry run would carry, and what waits. */
  readonly outline = new PlanOutline();
  /** Whether somebody still has to decide something. */
  hasOpenDecisions = false;
  readonly #startedAt: number;
  readonly #underWay = new UnderWay();
  #reading: { readonly done: Tally; readonly total: Tally } | undefined;
  #lacksRoom = false;
  #lastProgressAt = 0;

  constructor(
    readonly pair: string,
    readonly stage: Stage,
    private readonly services: Services,
  ) {
    this.#startedAt = services.clock.now();
  }

  /** A file reached the next hop. */
  settle(
    how: "carried" | "instructed" | "removed",
    path: string,
    bytes: number,
    proof: ProofGrade | null,
  ): void {
    addTo(this.tallies[how], bytes);
    if (proof) this.proofs[proof] += 1;
    this.#underWay.settle(path);
    this.#report({ event: "file", stage: this.stage, path, bytes, how, proof });
  }

  /** A part of a file reached the next hop, which is not the file yet. @param of bytes of the file */
  settlePart(path: string, bytes: number, of: number, proof: ProofGrade): void {
    this.tallies.carried.bytes += bytes;
    this.#underWay.settlePart(path, bytes);
    this.#report({ event: "part", stage: this.stage, path, bytes, of, proof });
  }

  /** The last part of a file reached the next hop, and the file with it. */
  settleParts(path: string, bytes: number, proof: ProofGrade | null): void {
    addTo(this.tallies.carried, 0);
    if (proof) this.proofs[proof] += 1;
    this.#underWay.settle(path);
    this.#report({ event: "file", stage: this.stage, path, bytes, how: "carried", proof });
  }

  /** Where something lies at the destination; told where that is not its path. */
  place(path: RelativePath, place: RelativePath, bytes: number): void {
    if (place === path) return;
    if (!path.endsWith("/")) addTo(this.substituted, bytes);
    this.#report({ event: "substitute", path, place });
  }

  /** A file stays where it is for now. */
  wait(path: string, bytes: number, reason: WaitReason): void {
    this.#underWay.settle(path);
    if (reason === "never-fits") addTo(this.neverFits, bytes);
    if (reason === "no-room" || reason === "in-parts") this.#lacksRoom = true;
    this.outline.waits(path, bytes, reason);
    this.#report({ event: "waiting", path, bytes, reason });
  }

  /** A dry run's file that would travel. */
  foreseeCarrying(path: string, bytes: number): void {
    this.outline.goes(path, bytes);
    this.#report({ event: "carry", path, bytes });
  }

  /** A dry run's file that would be settled without carrying it. */
  foresee(path: string, bytes: number): void {
    addTo(this.tallies.instructed, bytes);
    this.#underWay.settle(path);
    this.#report({ event: "instruct", path, bytes });
  }

  /** A dry run's question: what would be asked about. */
  foreseeQuestion(question: OpenQuestion, path: string, bytes: number): void {
    this.#report({ event: "question", question, path, bytes });
  }

  /** A file was given up for this run. */
  fail(path: string, bytes: number, problem: FileProblem): void {
    addTo(this.tallies.failed, bytes);
    this.#underWay.settle(path);
    this.note(path, problem);
  }

  /** Something is wrong with a path, which is none of the files that were to be carried. */
  note(path: string, { code, message }: Pick<Problem, "code" | "message">): void {
    const problem = { pair: this.pair, path, code, message };
    this.problems.push(problem);
    this.services.reporter.report({ event: "problem", ...problem });
  }

  /** Nobody decided. Folders alone leave nothing undone. */
  leaveOpen(question: OpenQuestion, tally: MissingTally): void {
    if (tally.files > 0) this.hasOpenDecisions = true;
    this.#report({ event: "undecided", question, ...tally });
  }

  notice(message: string): void {
    this.#report({ event: "notice", message });
  }

  /** What a plan will do, before it does it; what an interrupted run has begun counts from now on. */
  expect({ carry, begun }: Pick<PlanSummary, "carry" | "begun">): void {
    this.total = carry;
    for (const { path, size, begunBytes } of begun) {
      this.begunBytes += begunBytes;
      this.#underWay.depart(path, size + begunBytes, begunBytes);
    }
  }

  /** A file departs. See {@linkcode UnderWay.depart}. */
  depart(path: string, bytes: number, begun?: number): void {
    this.#underWay.depart(path, bytes, begun);
  }

  /** A file departs in parts. See {@linkcode UnderWay.departInParts}. */
  departInParts(path: string, bytes: number, settled: number): void {
    this.#underWay.departInParts(path, bytes, settled);
  }

  /** Files are going to be read because they may not need to be carried. */
  beginReading(total: Tally): void {
    this.#reading = { done: emptyTally(), total };
  }

  /** Reads one of them. @param isForeseen whether it is among those that were said to be read */
  async readOne<T>(
    { path, size }: { readonly path: string; readonly size: number },
    isForeseen: boolean,
    read: (onBytes: (bytes: number) => void) => Promise<T>,
  ): Promise<T> {
    const { done, total } = this.#reading!, until = done.bytes + size;
    if (!isForeseen) addTo(total, size);
    this.depart(path, size);
    try {
      return await read((bytes) => {
        done.bytes += bytes;
        this.advance(path, bytes);
      });
    } finally {
      done.files += 1;
      // One that was broken off, or has grown, is done as well.
      done.bytes = until;
      this.forgetUnderWay(path);
    }
  }

  /** They have been read. */
  endReading(): void {
    this.#reading = undefined;
  }

  /** Bytes of a file under way were copied, or with a negative number are to be copied again. */
  advance(path: string, bytes: number): void {
    this.#underWay.advance(path, bytes);
    this.#tellProgress(path);
  }

  /** Bytes of a file under way were read back; see {@linkcode advance}. */
  prove(path: string, bytes: number): void {
    this.#underWay.prove(path, bytes);
    this.#tellProgress(path);
  }

  /** A file under way was only read. */
  forgetUnderWay(path: string): void {
    this.#underWay.settle(path);
  }

  /** Delivered cargo that takes up room which what waits would need. */
  get toDump(): Tally {
    return this.#lacksRoom ? this.delivered : emptyTally();
  }

  /** Whether anything went wrong so far; deletion then declines. */
  get hasFailures(): boolean {
    return this.problems.some((problem) => !isHarmless(problem.code));
  }

  /** How the stage ends, as far as what happened to its files tells. */
  get result(): StageResult {
    if (this.problems.some((problem) => DAMAGE.has(problem.code))) return "damaged";
    const isPartial = this.hasFailures || this.hasOpenDecisions || this.tallies.waiting.files > 0;
    return isPartial ? "partial" : "done";
  }

  /** The stage's end, reported and returned. */
  finish(result: StageResult, tripsRemaining: number, left: WhatIsLeft): StageOutcome {
    const outcome = { ...this.conclude(result, tripsRemaining), left };
    const { stage, tallies, seconds } = outcome;
    const { held, neverFits, substituted, proofs } = this;
    this.#report({
      event: "stage-end",
      stage,
      result,
      tallies,
      held,
      neverFits,
      substituted,
      tripsRemaining,
      toDump: outcome.toDump,
      left,
      seconds,
      proofs,
    });
    return outcome;
  }

  /** The outcome as it stands, with nothing reported: a dry run has shown its plan already. */
  conclude(result: StageResult, tripsRemaining: number): StageOutcome {
    const seconds = (this.services.clock.now() - this.#startedAt) / 1000;
    const { pair, stage, tallies, substituted, held, toDump, problems } = this;
    return {
      pair,
      stage,
      tallies,
      substituted,
      held,
      problems,
      result,
      seconds,
      tripsRemaining,
      toDump,
    };
  }

  #tellProgress(path: string): void {
    const now = this.services.clock.now();
    if (now - this.#lastProgressAt < PROGRESS_INTERVAL_MS) return;
    this.#lastProgressAt = now;
    const { tallies: { carried }, stage, total } = this;
    const { copied, proven, large, proving } = this.#underWay.made;
    this.#report({
      event: "progress",
      stage,
      done: { files: carried.files, bytes: carried.bytes + copied },
      provenBytes: carried.bytes + proven,
      total,
      path,
      proving,
      large,
      ...(this.#reading && { reading: structuredClone(this.#reading) }),
    });
  }

  #report(event: OmitFromEach<ProgressEvent, "pair">): void {
    const { event: name, ...facts } = event;
    this.services.reporter.report({ event: name, pair: this.pair, ...facts } as ProgressEvent);
  }
}

const PROGRESS_INTERVAL_MS = 100;

type OmitFromEach<T, K extends PropertyKey> = T extends unknown ? Omit<T, K> : never;
