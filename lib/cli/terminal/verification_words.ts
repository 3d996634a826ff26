import type { DriveStatus, ProgressEvent } from "../../operations/mod.ts";
import { formatTally, PROVEN, VERIFIED, VERIFYING } from "../../vocabulary.ts";

type EventOf<T extends ProgressEvent["event"]> = Extract<ProgressEvent, { event: T }>;

/** What a verification is about to do, or in a dry run would. */
export function verificationLine(event: EventOf<"verification">): string {
  const { pair, end, root, total, within, isDryRun } = event;
  if (total.files === 0) return VERIFYING.nothing[end](pair, root);
  const much = within.files < total.files ? VERIFYING.partOf(within, total) : formatTally(total);
  return VERIFYING[isDryRun ? "would" : "does"](pair, end, root, much);
}

/** A file whose turn has come. */
export function turnLine({ path, bytes }: EventOf<"turn">): string {
  return `  ${VERIFYING.next(path, bytes)}`;
}

/** Files whose turn has come beyond those named. */
export function moreTurnsLine(count: number): string {
  return `  ${VERIFYING.moreNext(count)}`;
}

/** A file of the source that is not as it was loaded, which is nobody's fault. */
export function differingLine({ event, path, bytes }: EventOf<"changed" | "missing">): string {
  return `  ${VERIFYING[event](path, bytes)}`;
}

/** Such files beyond those named. */
export function moreDifferingLine(count: number): string {
  return `  ${VERIFYING.moreDiffering(count)}`;
}

/** What a verification found, in plain words. */
export function verificationEndLines(event: EventOf<"verification-end">): string[] {
  const { pair, end, result, tallies, seconds, proofs } = event;
  const { verified, left } = tallies;
  const isIdle = Object.values(tallies).every((tally) => tally.files === 0);
  if (isIdle && result === "done") return [];
  const found = [
    verified.files > 0 ? VERIFIED.verified(verified, end) : VERIFIED.nothing(end),
    ...FAULTS.filter((fault) => tallies[fault].files > 0)
      .map((fault) => VERIFIED[fault](tallies[fault])),
  ];
  const lines = [VERIFIED.sentence(pair, found)];
  if (left.files > 0) lines.push(`  ${VERIFIED.left(left)}`);
  if (result === "interrupted") lines.push(`  ${VERIFIED.interrupted}`);
  if (proofs.cold + proofs.reread > 0) lines.push(`  ${proofWords(proofs, seconds)}`);
  return lines;
}

const FAULTS = ["damaged", "corrupt", "missing", "edited", "unreadable", "changed"] as const;

function proofWords(
  { cold, reread }: EventOf<"verification-end">["proofs"],
  seconds: number,
): string {
  if (reread === 0) return VERIFIED.cold(seconds);
  return cold === 0 ? VERIFIED.reread(seconds) : VERIFIED.rereadInPart(reread, seconds);
}

/** How much of a destination has been proven since when; nothing where nothing arrived. */
export function provenLines(proven: DriveStatus["pairs"][number]["proven"]): string[] {
  const { since, never, edited } = proven, lines = [];
  const unread = { files: never.files - edited.files, bytes: never.bytes - edited.bytes };
  if (since !== null) {
    lines.push(never.files === 0 ? PROVEN.all(since) : PROVEN.part(since, proven));
  }
  if (unread.files > 0) lines.push(PROVEN.never(unread));
  return lines;
}
