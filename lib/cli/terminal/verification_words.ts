import type { DriveStatus, ProgressEvent } from "../../operations/mod.ts";
import { formatBytes, formatCount, formatDuration, formatTally, showPath } from "./format.ts";

type EventOf<T extends ProgressEvent["event"]> = Extract<ProgressEvent, { event: T }>;

/** What a verification is about to do, or in a dry run would. */
export function verificationLine(event: EventOf<"verification">): string {
  const { pair, end, root, total, within, isDryRun } = event;
  const place = `the ${end} ${showPath(root)}`;
  if (total.files === 0) return `${showPath(pair)}: nothing to verify, ${place}`;
  const much = within.files < total.files
    ? `${formatTally(within)} of ${formatTally(total)}`
    : formatTally(total);
  return isDryRun
    ? `${showPath(pair)}: ${much} would be verified, ${place}`
    : `${showPath(pair)}: verifying ${place}: ${much}, the longest unverified first`;
}

/** A file whose turn has come. */
export function turnLine({ path, bytes }: EventOf<"turn">): string {
  return `  next: ${showPath(path)} (${formatBytes(bytes)})`;
}

/** Files whose turn has come beyond those named. */
export function moreTurnsLine(count: number): string {
  return `  next: … and ${formatCount(count, "more file")} (with --json all are named)`;
}

/** A file of the source that is not as it was loaded, which is nobody's fault. */
export function differingLine({ event, path, bytes }: EventOf<"changed" | "missing">): string {
  const what = event === "changed"
    ? "changed since it was loaded, the next load carries it"
    : "gone from the source, the next load asks about it";
  return `  ${showPath(path)} (${formatBytes(bytes)}): ${what}`;
}

/** Such files beyond those named. */
export function moreDifferingLine(count: number): string {
  return `  … and ${formatCount(count, "more file")} changed or gone (with --json all are named)`;
}

/** What a verification found, in plain words. */
export function verificationEndLines(event: EventOf<"verification-end">): string[] {
  const { pair, end, result, tallies, seconds, proofs } = event;
  const { verified, left } = tallies;
  const isIdle = Object.values(tallies).every((tally) => tally.files === 0);
  if (isIdle && result === "done") return [];
  const place = end === "drive" ? "on the drive" : `at the ${end}`;
  const parts = [
    verified.files > 0 ? `${formatTally(verified)} verified ${place}` : `nothing verified ${place}`,
    ...FOUND.filter(([key]) => tallies[key].files > 0)
      .map(([key, words]) => `${formatTally(tallies[key])} ${words}`),
  ];
  const lines = [`${showPath(pair)}: ${parts.join("; ")}.`];
  if (left.files > 0) {
    lines.push(`  ${formatTally(left)} left, whose turn comes first the next time.`);
  }
  if (result === "interrupted") {
    lines.push("  Interrupted; what was verified is recorded. Run it again and it goes on.");
  }
  const proof = proofSentence(proofs);
  if (proof) lines.push(`  ${proof} Took ${formatDuration(seconds)}.`);
  return lines;
}

const FOUND = [
  ["damaged", "damaged (see above)"],
  ["corrupt", "silently corrupt (see above)"],
  ["missing", "missing (see above)"],
  ["edited", "edited there (see above)"],
  ["unreadable", "could not be read (see above)"],
  ["changed", "changed since the last load"],
] as const;

function proofSentence({ cold, reread }: EventOf<"verification-end">["proofs"]): string {
  if (cold + reread === 0) return "";
  if (reread === 0) return "Every byte was read from the medium.";
  const which = cold === 0 ? "" : ` of ${formatCount(reread, "file")}`;
  return `Every byte was read, but${which} perhaps from the system's cache, which was not ` +
    "bypassed.";
}

/** How much of a destination has been proven since when; nothing where nothing arrived. */
export function provenLines(proven: DriveStatus["pairs"][number]["proven"]): string[] {
  const { since, never } = proven;
  const lines = [];
  if (since !== null) {
    const day = dayOf(since);
    lines.push(
      never.files === 0
        ? `    all proven since ${day}`
        : `    proven since ${day}: ${formatTally(proven)}`,
    );
  }
  if (never.files > 0) {
    lines.push(`    never verified: ${formatTally(never)} (waterlock verify destination)`);
  }
  return lines;
}

/** The day of a time in milliseconds since 1970, here. */
function dayOf(milliseconds: number): string {
  const date = new Date(milliseconds);
  if (Number.isNaN(date.getTime())) return "a day that no calendar has";
  const two = (number: number) => String(number).padStart(2, "0");
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}
