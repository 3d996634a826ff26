import { fitEnd, widthOf } from "./fit.ts";
import { formatBytes, formatCount, formatDuration, showPath } from "./format.ts";

/** How far a stage is. */
export interface ProgressState {
  readonly done: { readonly files: number; readonly bytes: number };
  readonly total: { readonly files: number; readonly bytes: number };
  /** The file under way. */
  readonly path: string;
  readonly bytesPerSecond: number;
}

/** A stage's progress on one line of at most `columns`: bar, files, bytes, rate, rest, file. */
export function renderProgressLine(state: ProgressState, columns: number): string {
  const { done, total, bytesPerSecond } = state;
  const share = total.bytes > 0 ? Math.min(1, Math.max(0, done.bytes / total.bytes)) : 1;
  const width = Math.max(4, Math.min(24, Math.floor(columns / 5)));
  const filled = Math.floor(share * width);
  const parts = [
    `${"█".repeat(filled)}${"░".repeat(width - filled)} ${Math.floor(share * 100)}%`,
    `${done.files}/${formatCount(total.files, "file")}`,
    `${formatBytes(done.bytes)} of ${formatBytes(total.bytes)}`,
  ];
  if (bytesPerSecond > 0) {
    parts.push(`${formatBytes(bytesPerSecond)}/s`);
    parts.push(`${formatDuration((total.bytes - done.bytes) / bytesPerSecond)} left`);
  }
  parts.push(showPath(state.path));
  let line = parts[0]!;
  for (const part of parts.slice(1)) {
    const longer = `${line}  ${part}`;
    if (widthOf(longer) > columns) {
      const room = columns - widthOf(line) - 2;
      if (part === parts.at(-1) && room >= 8) line += `  ${fitEnd(part, room)}`;
      break;
    }
    line = longer;
  }
  return line;
}

/** The rate over the last ten seconds. */
export class RateMeter {
  #samples: { readonly at: number; readonly bytes: number }[] = [];

  /** @param at milliseconds @param bytes done so far */
  measure(at: number, bytes: number): number {
    this.#samples.push({ at, bytes });
    this.#samples = this.#samples.filter((sample) => at - sample.at <= 10_000);
    const first = this.#samples[0]!;
    return at - first.at < 500 ? 0 : Math.max(0, (bytes - first.bytes) / ((at - first.at) / 1000));
  }
}
