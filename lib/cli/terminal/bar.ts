import { formatPercent } from "../../vocabulary.ts";
import type { Paint } from "./paint.ts";

/** How far something is, in shares of the whole from 0 to 1. */
export interface Shares {
  readonly copied: number;
  readonly proven: number;
}

/** A bar of so many columns: `█` for what is copied and proven, `▒` for what is copied, `░` for the rest. */
export function renderBar({ copied, proven }: Shares, columns: number, paint: Paint): string {
  const until = (share: number) => Math.floor(Math.min(1, Math.max(0, share)) * columns);
  const solid = until(Math.min(copied, proven)), half = until(copied) - solid;
  return paint("█".repeat(solid) + "▒".repeat(half), "green") +
    paint("░".repeat(columns - solid - half), "faint");
}

/**
 * How much is done, a byte by halves: when it is copied, and when it has been read back. So it goes on
 * evenly where one comes behind the other.
 */
export function shareOf({ copied, proven }: Shares): number {
  return Math.min(1, Math.max(0, (copied + proven) / 2));
}

/** In five columns, so that nothing touches it; all is only said when it is all. */
export function formatShare(share: number): string {
  return formatPercent(Math.floor(share * 100)).padStart(5);
}
