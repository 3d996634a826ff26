import type { Problem, ProgressEvent, Stage, Tally } from "../../operations/mod.ts";
import { ADVICE, ADVICE_OF_DAMAGE, CLOSE, STAYS, WAITS, WAITS_OF_MANY } from "../../vocabulary.ts";
import type { StageAccount } from "./stage_account.ts";

type StageEnd = Extract<ProgressEvent, { event: "stage-end" }>;

/** What is where now, what stays behind and why; nothing where there was nothing to do. */
export function closingLines(event: StageEnd, account: StageAccount): string[] {
  const { stage, result, tallies, substituted, left, proofs: { cold, reread }, seconds } = event;
  const { carried, instructed, waiting, failed, removed } = tallies;
  const isIdle = Object.values(tallies).every(({ files, bytes }) => files + bytes === 0);
  const toRemove = stage === "load" ? left.removal : NONE;
  const isSaid = !isIdle || event.held.files + toRemove.files > 0;
  if (!isSaid && result === "done") return [];
  const lines = [carriedLine(event)];
  const add = (line: string, isSaid: boolean) => isSaid ? lines.push(`  ${line}`) : 0;
  const partsBytes = [...account.parts.values()].reduce((sum, bytes) => sum + bytes, 0);
  add(CLOSE.inParts(account.parts.size, partsBytes), carried.files > 0 && account.parts.size > 0);
  add(CLOSE.settled(instructed), instructed.files > 0);
  add(CLOSE.substituted(substituted), substituted.files > 0);
  add(CLOSE.removed(removed), removed.files > 0 && carried.files + carried.bytes > 0);
  add(CLOSE.toBeRemoved(toRemove), toRemove.files > 0);
  const isMoreAboard = stage === "load" && left.drive.files > carried.files + instructed.files;
  add(CLOSE.aboard(left.drive), isMoreAboard);
  add(`${CLOSE.proven(cold, reread)} ${CLOSE.took(seconds)}`, cold + reread > 0);
  const unplanned = stage === "load" ? account.unplanned : 0;
  if (unplanned > 0) add(CLOSE.failedFiles(failed.files + unplanned), true);
  else add(CLOSE.failed(failed), failed.files > 0);
  const inset = failed.files + unplanned > 0 ? "    " : "  ";
  lines.push(...adviceLines(stage, account).map((line) => inset + line));
  lines.push(...waitingLines(event, waiting, account));
  add(CLOSE.held(event.held), event.held.files > 0);
  const isAnyDone = [carried, instructed, removed].some(({ files, bytes }) => files + bytes > 0);
  add(isAnyDone ? CLOSE.interrupted : CLOSE.interruptedBefore, result === "interrupted");
  const { tripsRemaining } = event;
  add(CLOSE.moreAtSource(tripsRemaining), stage === "unload" && tripsRemaining > 0);
  return lines;
}

const NONE: Tally = { files: 0, bytes: 0 };

/** What was done above all. Parts have bytes and are no file yet. */
function carriedLine({ pair, stage, tallies: { carried, removed } }: StageEnd): string {
  const words = CLOSE[stage];
  if (carried.files > 0) return words.carried(pair, carried);
  if (carried.bytes > 0) return words.parts(pair, carried.bytes);
  return removed.files > 0 ? CLOSE.unload.removed(pair, removed) : words.nothing(pair);
}

/** What to do about what went wrong, a line for each kind; nothing where the problem itself has said it. */
function adviceLines(stage: Stage, { problems }: StageAccount): string[] {
  const advice: Partial<Record<Problem["code"], (files: number) => string>> = {
    ...ADVICE,
    damaged: ADVICE_OF_DAMAGE[stage],
  };
  return [...problems].flatMap(([code, files]) => {
    const words = advice[code];
    return words ? [words(files)] : [];
  });
}

/** What stays behind, and below it why. */
function waitingLines(event: StageEnd, waiting: Tally, { waits }: StageAccount): string[] {
  const { stage, result, tripsRemaining, toDump } = event;
  if (waiting.files === 0) return [];
  const told = [...waits].filter(([, { files }]) => files > 0);
  const others = waiting.files - told.reduce((sum, [, { files }]) => sum + files, 0);
  const reasons = told.map(([reason, tally]) => {
    const why = (stage === "load" ? WAITS_OF_MANY[reason] : undefined) ?? WAITS[stage][reason];
    return { why, line: STAYS.because(tally, why) };
  });
  if (others > 0) {
    const why = result === "interrupted" ? STAYS.notFinished : STAYS.seeAbove;
    reasons.push({ why, line: STAYS.othersBecause(others, why) });
  }
  // Where delivered cargo is in the way, another trip alone would change nothing.
  const trips = toDump.files > 0 ? 0 : tripsRemaining;
  const what = `  ${STAYS[stage](waiting, trips)}`;
  return reasons.length === 1
    ? [`${what} ${reasons[0]!.why}`]
    : [what, ...reasons.map(({ line }) => `    ${line}`)];
}
