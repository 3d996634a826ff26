import type { Catalogue } from "../catalogue/catalogue.ts";
import type { PairRow } from "../catalogue/pairs.ts";
import type { TripRecord } from "../catalogue/trips.ts";
import { expectTrips, findHabit } from "../planning/expect_trips.ts";
import { measureRate } from "../planning/measure_rate.ts";
import type { Forecast } from "./progress_reporter.ts";
import type { Services } from "./services.ts";
import type { StageRecord } from "./stage_record.ts";

const DAY_MS = 24 * 60 * 60 * 1000;
/** So many of the trips that remain are told with their dates. */
const MOST_DATES = 12;

/**
 * Tells what a dry run has found, and what may be expected of it by what was recorded of the stages of this
 * kind before: how fast they were at this computer, and how often somebody made a trip.
 */
export function reportForecast(
  { trips }: Catalogue,
  { id }: PairRow,
  { pair, stage, outline, total, begunBytes, tallies, toDump }: StageRecord,
  tripsRemaining: number,
  { clock, host, reporter }: Services,
): void {
  const past = [...trips.oldestFirst(id)].filter((trip) => trip.stage === stage);
  reporter.report({
    event: "forecast",
    pair,
    stage,
    ...outline.conclude(),
    instructed: tallies.instructed,
    duration: durationOf(total.bytes - begunBytes, past.filter((trip) => trip.host === host)),
    tripsRemaining,
    toDump,
    habit: habitOf(past, tripsRemaining, clock.now()),
  });
}

function durationOf(bytes: number, past: readonly TripRecord[]): Forecast["duration"] {
  const rate = measureRate(
    past.flatMap(({ startedAt, endedAt, tallies }) =>
      endedAt === null
        ? []
        : [{ bytes: tallies.carried.bytes, seconds: (endedAt - startedAt) / 1000 }]
    ),
  );
  return rate && bytes > 0 ? { seconds: bytes / rate.bytesPerSecond, ...rate } : null;
}

function habitOf(past: readonly TripRecord[], trips: number, now: number): Forecast["habit"] {
  // A stage that went on where it had been broken off belongs to the same trip.
  const dates = new Map<number, number>();
  for (const { number, startedAt } of past) {
    if (!dates.has(number)) dates.set(number, startedAt);
  }
  const habit = findHabit([...dates.values()]);
  const expected = habit && expectTrips(habit, now, trips, MOST_DATES);
  if (!expected) return null;
  return {
    everyDays: habit.everyMs / DAY_MS,
    trips: habit.trips,
    next: expected.next.map(isoTime),
    last: isoTime(expected.last),
  };
}

function isoTime(ms: number): string {
  return new Date(ms).toISOString();
}
