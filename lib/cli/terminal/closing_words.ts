import type { ProgressEvent, Stage, Tally, WaitReason } from "../../operations/mod.ts";
import { adviceLines } from "./advice_words.ts";
import { formatBytes, formatCount, formatDuration, formatTally, showPath } from "./format.ts";
import { HELD } from "./held_words.ts";
import type { StageAccount } from "./stage_account.ts";
import { tripsClause, WAIT_REASONS } from "./words.ts";

type StageEnd = Extract<ProgressEvent, { event: "stage-end" }>;

/** Why files stay behind, where it is said of many otherwise than of one. */
const REASONS: Record<Stage, Partial<Record<WaitReason, string>>> = {
  load: {
    "no-room": "no room left on the drive this time",
    "in-parts": "larger than all the room on this drive, which goes in parts",
    "older-aboard":
      "too large for this drive while an older version is aboard; in parts after that",
  },
  unload: { "no-room": "no room left at the destination" },
};

/** What is where now, what stays behind and why; nothing where there was nothing to do. */
export function closingLines(event: StageEnd, account: StageAccount): string[] {
  const { pair, stage, result, tallies, substituted, left, seconds } = event;
  const { carried, instructed, waiting, failed, removed } = tallies;
  const isIdle = Object.values(tallies).every(({ files, bytes }) => files + bytes === 0);
  if (isIdle && event.held.files === 0 && result === "done") return [];
  const lines = [`${showPath(pair)}: ${carriedWords(carried)} now ${whereWords(stage)}.`];
  const add = (line: string, isSaid = true) => isSaid ? lines.push(`  ${line}`) : 0;
  add(`${formatTally(instructed)} settled without copying.`, instructed.files > 0);
  add(
    `${formatTally(substituted)} of it under another name (waterlock find tells which).`,
    substituted.files > 0,
  );
  add(`${formatTally(removed)} removed at the destination.`, removed.files > 0);
  const isMoreAboard = stage === "load" && left.drive.files > carried.files + instructed.files;
  add(`Aboard in all: ${formatTally(left.drive)}.`, isMoreAboard);
  const proof = proofSentence(event);
  if (proof) add(`${proof} Took ${formatDuration(seconds)}.`);
  add(`${formatTally(failed)} could not be carried (see above).`, failed.files > 0);
  lines.push(...adviceLines(stage, account));
  lines.push(...waitingLines(event, waiting, account));
  add(`${formatTally(event.held)} ${HELD}.`, event.held.files > 0);
  add(
    "Interrupted; all of that is proven and recorded. Run it again and it goes on.",
    result === "interrupted",
  );
  add(
    `More waits at the source${tripsClause(event)}.`,
    stage === "unload" && event.tripsRemaining > 0,
  );
  return lines;
}

/** Parts have bytes and are no file yet. */
function carriedWords(carried: Tally): string {
  if (carried.files > 0) return formatTally(carried);
  return carried.bytes > 0 ? `parts of files (${formatBytes(carried.bytes)})` : "nothing new";
}

function whereWords(stage: Stage): string {
  return stage === "load" ? "on the drive" : "at the destination";
}

function proofSentence({ proofs: { cold, reread } }: StageEnd): string {
  if (cold + reread === 0) return "";
  if (reread === 0) return "Every byte was read back from the medium and proven.";
  const which = cold === 0 ? "" : ` of ${formatCount(reread, "file")}`;
  return `Every byte was read back and proven, but${which} perhaps from the system's cache, which ` +
    "was not bypassed.";
}

/** What stays behind, and below it why. */
function waitingLines(event: StageEnd, waiting: Tally, { waits }: StageAccount): string[] {
  const { stage, result } = event;
  if (waiting.files === 0) return [];
  const one = waiting.files === 1;
  const does = stage === "load"
    ? `${one ? "waits" : "wait"} at the source${forTrips(event)}`
    : `${one ? "stays" : "stay"} on the drive`;
  const told = [...waits].filter(([, { files }]) => files > 0);
  const others = waiting.files - told.reduce((sum, [, { files }]) => sum + files, 0);
  const reasons = told.map(([reason, tally]) => ({
    many: formatTally(tally),
    why: REASONS[stage][reason] ?? WAIT_REASONS[stage][reason],
  }));
  if (others > 0) {
    const why = result === "interrupted" ? "not reached before it was stopped" : "see above";
    reasons.push({ many: formatCount(others, "file"), why });
  }
  const what = `  ${formatTally(waiting)} ${does}:`;
  return reasons.length === 1
    ? [`${what} ${reasons[0]!.why}`]
    : [what, ...reasons.map(({ many, why }) => `    ${many}: ${why}`)];
}

function forTrips({ tripsRemaining }: StageEnd): string {
  return tripsRemaining > 0 ? `, for about ${formatCount(tripsRemaining, "more trip")}` : "";
}
