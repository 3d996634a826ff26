import type { ProgressEvent } from "../../operations/mod.ts";
import { formatShare, shareOf } from "./bar.ts";
import { howFar } from "./how_far.ts";
import { PROGRESS } from "../../vocabulary.ts";

type Progress = Extract<ProgressEvent, { event: "progress" }>;

/** How far it is, as one line of its own. */
export function progressLine(
  progress: Progress,
  bytesPerSecond: number,
  timeLeft: string | undefined,
): string {
  const { isReading, done, provenBytes, total } = howFar(progress);
  if (total.files + total.bytes === 0) return `  ${PROGRESS.underWay(progress.path)}`;
  const { bytes } = total;
  const share = bytes > 0
    ? shareOf({ copied: done.bytes / bytes, proven: provenBytes / bytes })
    : done.files / total.files;
  const parts = [
    PROGRESS.done(formatShare(share).trim()),
    PROGRESS.files(done.files, total.files),
    PROGRESS.bytes(share * bytes, bytes),
  ];
  if (bytesPerSecond > 0) parts.push(PROGRESS.rateInFull(bytesPerSecond));
  if (timeLeft !== undefined) parts.push(timeLeft);
  return `  ${isReading ? PROGRESS.reading(parts) : parts.join(", ")}`;
}
