import { emptyTally, sumTallies, type Tally } from "./entry.ts";

/**
 * How far what a source has is safe at the destination.
 *
 * - `safe`: this very version has arrived, and its bytes were read there and had their digest
 * - `unproven`: it has arrived, but nobody has read it as it is there now
 * - `aboard`: it is on the drive, on its way
 * - `waiting`: at the source only
 * - `damaged`: what was on its way, or had arrived, was found damaged; the next load carries it again
 */
export type Safety = typeof SAFETIES[number];

/** From what is safest to what is not at all. */
export const SAFETIES = ["safe", "unproven", "aboard", "waiting", "damaged"] as const;

/** Files and links by their safety. */
export type SafetyTallies = Readonly<Record<Safety, Tally>>;

/** Tallies of nothing. */
export function emptySafety(): Record<Safety, Tally> {
  return {
    safe: emptyTally(),
    unproven: emptyTally(),
    aboard: emptyTally(),
    waiting: emptyTally(),
    damaged: emptyTally(),
  };
}

/** Several of them added up. */
export function sumSafety(all: Iterable<SafetyTallies>): SafetyTallies {
  const sum = emptySafety();
  for (const one of all) {
    for (const safety of SAFETIES) {
      sum[safety].files += one[safety].files;
      sum[safety].bytes += one[safety].bytes;
    }
  }
  return sum;
}

/** All that they count, safe or not. */
export function totalOf(tallies: SafetyTallies): Tally {
  return sumTallies(SAFETIES.map((safety) => tallies[safety]));
}
