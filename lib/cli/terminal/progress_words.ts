import type { ProgressEvent } from "../../operations/mod.ts";
import { formatShare, shareOf } from "./bar.ts";
import { formatBytes, formatCount, formatNumber, showPath } from "./format.ts";

type Progress = Extract<ProgressEvent, { event: "progress" }>;

/** How far it is, as one line of its own. */
export function progressLine(
  { done, provenBytes, total, path }: Progress,
  bytesPerSecond: number,
  timeLeft: string | undefined,
): string {
  if (total.files + total.bytes === 0) return `  Reading ${showPath(path)}`;
  const { bytes } = total;
  const share = bytes > 0
    ? shareOf({ copied: done.bytes / bytes, proven: provenBytes / bytes })
    : done.files / total.files;
  const parts = [
    `${formatShare(share).trim()} done`,
    `${formatNumber(done.files)} of ${formatCount(total.files, "file")}`,
    `${formatBytes(share * bytes)} of ${formatBytes(bytes)}`,
  ];
  if (bytesPerSecond > 0) parts.push(`${formatBytes(bytesPerSecond)} a second`);
  if (timeLeft !== undefined) parts.push(timeLeft);
  return `  ${parts.join(", ")}`;
}
