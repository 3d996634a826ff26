import type { Catalogue } from "../catalogue/catalogue.ts";
import type { PairRow } from "../catalogue/pairs.ts";
import { type Budget, fitsBudget } from "../model/budget.ts";
import { addTo, emptyTally, type Tally } from "../model/entry.ts";
import { FileProblem, throwIfInterrupted } from "../model/errors.ts";
import type { StageResult } from "../model/stage.ts";
import { OUTLOOK } from "../vocabulary.ts";
import type { OpenDrive } from "./open_drive.ts";
import { Pacer } from "./pacer.ts";
import type { Services } from "./services.ts";
import { failureOf, resultOf, SNAPSHOT_NAME, snapshotProblem } from "./stage.ts";
import { type VerificationOutcome, VerificationRecord } from "./verification_record.ts";
import type { Finding, Inspection, Subject } from "./verify_subject.ts";

/** What a verification is told besides what it verifies. */
export interface VerifyPairOptions {
  /** How much this visit may take; undefined for all there is. */
  readonly budget: Budget | undefined;
  /** Show what would be verified and in which order; read and record nothing. */
  readonly dryRun: boolean;
}

/** Verifies one end of a pair: every file in its turn, whatever the others were found to be. */
export async function verifyPair(
  drive: OpenDrive,
  { id: pairId, name: pair }: Pick<PairRow, "id" | "name">,
  inspection: Inspection,
  options: VerifyPairOptions,
  services: Services,
): Promise<VerificationOutcome> {
  const { catalogue } = drive;
  const record = new VerificationRecord(pair, inspection.end, inspection.total, services);
  const within = announce(pair, inspection, options, services);
  if (options.dryRun) return { ...record.conclude("done"), bytesRead: within.bytes };
  const marks = new Marks(catalogue, services);
  let result: StageResult, hasBrokenOff = false;
  try {
    try {
      await verifyInTurn(inspection, options, record, marks, services);
    } finally {
      marks.flush();
    }
    result = record.result;
  } catch (error) {
    result = resultOf(error);
    hasBrokenOff = true;
    if (result !== "interrupted") record.note("", failureOf(error));
  }
  try {
    const visit = record.visit(result);
    if (visit) catalogue.visits.record(pairId, visit);
    if (marks.hasRecorded) await drive.snapshot.save();
  } catch (error) {
    // What broke off has said why; it is most often the same reason.
    if (!hasBrokenOff) record.note(SNAPSHOT_NAME, snapshotProblem(error));
    if (result === "done") result = record.result;
  }
  return record.finish(result);
}

/** Says what is to be verified; a dry run names it, as far as a budget in bytes tells. */
function announce(
  pair: string,
  { end, root, total, subjects }: Inspection,
  { budget, dryRun: isDryRun }: VerifyPairOptions,
  { reporter }: Services,
): Tally {
  const within = emptyTally();
  if (isDryRun || budget?.unit === "bytes") {
    for (const { path, bytes } of subjects()) {
      if (!fitsBudget(budget, { ...within, milliseconds: 0 }, bytes)) break;
      addTo(within, bytes);
      if (isDryRun) reporter.report({ event: "turn", pair, end, path, bytes });
    }
  } else {
    Object.assign(within, total);
  }
  reporter.report({ event: "verification", pair, end, root, total, within, isDryRun });
  return within;
}

async function verifyInTurn(
  { witness, subjects }: Inspection,
  { budget }: VerifyPairOptions,
  record: VerificationRecord,
  marks: Marks,
  services: Services,
): Promise<void> {
  const pacer = new Pacer(services);
  let filesRead = 0;
  for (const subject of subjects()) {
    await pacer.pause();
    throwIfInterrupted(services.signal);
    const spent = { files: filesRead, bytes: record.bytesRead, milliseconds: record.milliseconds };
    if (!fitsBudget(budget, spent, subject.bytes)) return;
    const bytesBefore = record.bytesRead;
    const finding = await lookAt(subject, record);
    const now = services.clock.now();
    if (finding.is === "verified") {
      marks.later(() => subject.record(finding, now));
      record.verify(subject, finding.proof);
    } else {
      // A disk that was unmounted meanwhile must not make everything look lost.
      witness.check();
      const outlook = marks.now(() => subject.record(finding, now));
      tell(record, subject, finding, outlook);
    }
    const isReadWhole = finding.is === "verified" ||
      (finding.is !== "unreadable" && record.bytesRead > bytesBefore);
    if (isReadWhole) filesRead += 1;
  }
}

async function lookAt(subject: Subject, record: VerificationRecord): Promise<Finding> {
  try {
    return await subject.look((bytes) => record.advance(subject, bytes));
  } catch (error) {
    if (!(error instanceof FileProblem)) throw error;
    return { is: "unreadable", problem: error };
  }
}

function tell(
  record: VerificationRecord,
  subject: Subject,
  finding: Exclude<Finding, { is: "verified" }>,
  outlook: string,
): void {
  if (!("problem" in finding)) return record.differ(finding.is, subject);
  const { code, message } = finding.problem;
  const whole = outlook === "" ? message : OUTLOOK.behind(message, outlook);
  record.find(finding.is, subject, { code, message: whole });
}

/** How many files that are well are recorded together: each commit has to wait for the drive. */
const MOST_TOGETHER = 500;
/** What a kill may undo, so that these are verified once more. */
const LONGEST_MS = 1000;

/** What was found, on its way into the catalogue. */
class Marks {
  /** Whether anything has got there. */
  hasRecorded = false;
  #waiting: (() => void)[] = [];
  #lastAt: number;

  constructor(private readonly catalogue: Catalogue, private readonly services: Services) {
    this.#lastAt = services.clock.now();
  }

  /** Records with others, soon. */
  later(mark: () => void): void {
    this.#waiting.push(mark);
    const isDue = this.services.clock.now() - this.#lastAt >= LONGEST_MS;
    if (isDue || this.#waiting.length >= MOST_TOGETHER) this.flush();
  }

  /** Records at once, durable when this returns. */
  now<T>(mark: () => T): T {
    this.flush();
    this.hasRecorded = true;
    return this.catalogue.transaction(mark);
  }

  /** Records what waits. */
  flush(): void {
    const marks = this.#waiting;
    this.#waiting = [];
    this.#lastAt = this.services.clock.now();
    if (marks.length === 0) return;
    this.catalogue.transaction(() => marks.forEach((mark) => mark()));
    this.hasRecorded = true;
  }
}
