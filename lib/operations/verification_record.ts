import type { Visit } from "../catalogue/visits.ts";
import { addTo, emptyTally, type ProofGrade, sumTallies, type Tally } from "../model/entry.ts";
import type { StageResult } from "../model/stage.ts";
import type { End, Verdict, VerificationTallies } from "../model/verification.ts";
import type { Problem } from "./progress_reporter.ts";
import type { Services } from "./services.ts";
import { LARGE_BYTES } from "./under_way.ts";

/** How the verification of one pair's end went. */
export interface VerificationOutcome {
  readonly pair: string;
  readonly end: End;
  readonly tallies: VerificationTallies;
  readonly problems: readonly Problem[];
  readonly result: StageResult;
  readonly seconds: number;
  /** Bytes that were read, or in a dry run that would be. */
  readonly bytesRead: number;
}

/** A file as a verification names it. */
export interface Verified {
  readonly path: string;
  readonly bytes: number;
}

/** Keeps count of a verification while it goes on, and tells the reporter. */
export class VerificationRecord {
  readonly tallies: VerificationTallies = {
    verified: emptyTally(),
    damaged: emptyTally(),
    missing: emptyTally(),
    edited: emptyTally(),
    changed: emptyTally(),
    corrupt: emptyTally(),
    unreadable: emptyTally(),
    left: emptyTally(),
  };
  readonly problems: Problem[] = [];
  readonly proofs: Record<ProofGrade, number> = { cold: 0, reread: 0 };
  /** Bytes that were read, those read again among them. */
  bytesRead = 0;
  /** Milliseconds since 1970. */
  readonly startedAt: number;
  #bytesUnderWay = 0;
  #lastProgressAt = 0;

  constructor(
    readonly pair: string,
    readonly end: End,
    private readonly total: Tally,
    private readonly services: Services,
  ) {
    this.startedAt = services.clock.now();
    Object.assign(this.tallies.left, total);
  }

  /** Milliseconds since it began. */
  get milliseconds(): number {
    return this.services.clock.now() - this.startedAt;
  }

  /** A file has its digest. */
  verify(file: Verified, proof: ProofGrade | null): void {
    this.#count("verified", file);
    if (proof) this.proofs[proof] += 1;
    const { pair, end } = this, { path, bytes } = file;
    this.services.reporter.report({ event: "verified", pair, end, path, bytes, proof });
  }

  /** A file of the source differs, and nothing is wrong with that. */
  differ(event: "changed" | "missing", file: Verified): void {
    this.#count(event, file);
    const { pair, end } = this, { path, bytes } = file;
    this.services.reporter.report({ event, pair, end, path, bytes });
  }

  /** A file has had its turn and something is wrong with it. */
  find(verdict: Verdict, file: Verified, problem: Pick<Problem, "code" | "message">): void {
    this.#count(verdict, file);
    this.note(file.path, problem);
  }

  /** Something is wrong that is no file's verdict. */
  note(path: string, { code, message }: Pick<Problem, "code" | "message">): void {
    const problem = { pair: this.pair, path, code, message };
    this.problems.push(problem);
    this.services.reporter.report({ event: "problem", ...problem });
  }

  notice(message: string): void {
    this.services.reporter.report({ event: "notice", pair: this.pair, message });
  }

  /** Bytes of the file under way were read. */
  advance(file: Verified, bytes: number): void {
    this.bytesRead += bytes;
    this.#bytesUnderWay += bytes;
    const now = this.services.clock.now();
    if (now - this.#lastProgressAt < PROGRESS_INTERVAL_MS) return;
    this.#lastProgressAt = now;
    const { pair, total, tallies: { left } } = this;
    const done = {
      files: total.files - left.files,
      bytes: total.bytes - left.bytes + this.#bytesUnderWay,
    };
    const { path } = file;
    // What is read again is not read twice as far.
    const read = Math.min(file.bytes, this.#bytesUnderWay);
    const large = { path, bytes: file.bytes, copied: read, proven: read };
    this.services.reporter.report({
      event: "progress",
      pair,
      stage: "verify",
      done,
      provenBytes: done.bytes,
      total,
      path,
      proving: path,
      large: file.bytes < LARGE_BYTES ? [] : [large],
    });
  }

  /** What is not as it was proven, or gone where it should be. */
  get lost(): Tally {
    const { damaged, missing, corrupt } = this.tallies;
    return sumTallies([damaged, corrupt, ...this.end === "source" ? [] : [missing]]);
  }

  /** How the verification ends, as far as what it found tells. */
  get result(): StageResult {
    return this.lost.files > 0 ? "damaged" : this.problems.length > 0 ? "partial" : "done";
  }

  /** What the history remembers of it; undefined where nothing got its turn. */
  visit(result: StageResult): Visit | undefined {
    const { end, startedAt, lost, tallies: { verified, unreadable, left } } = this;
    if (left.files === this.total.files) return undefined;
    const { clock, host } = this.services;
    const faulty = sumTallies([lost, unreadable]);
    return { end, host, startedAt, endedAt: clock.now(), result, verified, faulty, left };
  }

  /** The verification's end, reported and returned. */
  finish(result: StageResult): VerificationOutcome {
    const outcome = this.conclude(result);
    const { pair, end, tallies, seconds } = outcome, { proofs } = this;
    this.services.reporter.report({
      event: "verification-end",
      pair,
      end,
      result,
      tallies,
      seconds,
      proofs,
    });
    return outcome;
  }

  /** The outcome as it stands, with nothing reported. */
  conclude(result: StageResult): VerificationOutcome {
    const { pair, end, tallies, problems, bytesRead } = this;
    return { pair, end, tallies, problems, result, seconds: this.milliseconds / 1000, bytesRead };
  }

  #count(verdict: Verdict, { bytes }: Verified): void {
    const { left } = this.tallies;
    addTo(this.tallies[verdict], bytes);
    left.files -= 1;
    left.bytes -= bytes;
    this.#bytesUnderWay = 0;
  }
}

const PROGRESS_INTERVAL_MS = 100;
