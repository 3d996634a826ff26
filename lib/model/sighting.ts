/** A load that saw what the source had, by the clock of the computer it ran at. */
export interface Sighting {
  readonly host: string;
  /** When it began, in milliseconds since 1970. */
  readonly from: number;
  /** When it was over at the latest; null where nobody knows. */
  readonly until: number | null;
}

/** The most that the clocks of two computers are taken to differ. */
export const CLOCKS_DIFFER_MS = 24 * 60 * 60 * 1000;

/** Which of two loads saw the source first. */
export type Order = "before" | "after" | "unknown";

/**
 * Orders two sightings of the source. Only one computer's own clock can do that, and only of loads that
 * did not run at the same time.
 */
export function orderOf(a: Sighting | null, b: Sighting | null): Order {
  if (!a || !b || a.host !== b.host) return "unknown";
  if (a.until !== null && a.until < b.from) return "before";
  if (b.until !== null && b.until < a.from) return "after";
  return "unknown";
}

/** A sighting, unless it lies in the future of a time when it was past already: that clock was wrong. */
export function believable(sighting: Sighting | null | undefined, now: number): Sighting | null {
  return sighting && sighting.from <= now + CLOCKS_DIFFER_MS ? sighting : null;
}
