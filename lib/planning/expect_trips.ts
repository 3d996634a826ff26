import { medianOf } from "./median.ts";

/** How often somebody makes a trip, as those so far tell. */
export interface Habit {
  /** The median of the stretches between them, in milliseconds. */
  readonly everyMs: number;
  /** How many trips tell so. */
  readonly trips: number;
}

/** From so many stretches on, one that is out of the ordinary does not move the median much. */
const FEWEST_STRETCHES = 3;
/** What was a habit years ago need not be one any more. */
const MOST_STRETCHES = 12;
/** What comes more often than that cannot be told by days; it is somebody who tries things out. */
const SHORTEST_MS = 24 * 60 * 60 * 1000;
/** The last moment that a `Date` can hold (ECMA-262, Time Values and Time Range). */
const LAST_DATE_MS = 8.64e15;

/**
 * Finds out how often somebody makes a trip. The stretch over which a clock went back says nothing.
 *
 * @param dates when each trip was made, in milliseconds since 1970, the oldest first
 * @returns undefined where there were too few trips to tell, or several a day
 */
export function findHabit(dates: readonly number[]): Habit | undefined {
  const stretches = dates.slice(1).map((date, index) => date - dates[index]!)
    .filter((stretch) => stretch > 0).slice(-MOST_STRETCHES);
  if (stretches.length < FEWEST_STRETCHES) return undefined;
  const everyMs = medianOf(stretches)!;
  return everyMs < SHORTEST_MS ? undefined : { everyMs, trips: stretches.length + 1 };
}

/**
 * When the next trips are made if the habit goes on, this one being made now.
 *
 * @param now milliseconds since 1970
 * @param trips how many trips
 * @param most how many of them are wanted
 * @returns milliseconds since 1970; nothing that no calendar has
 */
export function expectTrips(
  { everyMs }: Habit,
  now: number,
  trips: number,
  most: number,
): { readonly next: readonly number[]; readonly last: number } | undefined {
  const last = now + trips * everyMs;
  if (trips < 1 || last > LAST_DATE_MS) return undefined;
  const next = Array.from({ length: Math.min(trips, most) }, (_, at) => now + (at + 1) * everyMs);
  return { next, last };
}
