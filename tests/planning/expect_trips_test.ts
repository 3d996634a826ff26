import { deepStrictEqual, strictEqual } from "node:assert/strict";
import { expectTrips, findHabit } from "../../lib/planning/expect_trips.ts";

const DAY = 24 * 60 * 60 * 1000;

/** Trips so many days after the one before. */
function madeAfter(...days: number[]): number[] {
  let date = Date.UTC(2026, 0, 1);
  return [date, ...days.map((one) => date += one * DAY)];
}

Deno.test("findHabit() takes the median: one long holiday does not stretch it", () => {
  deepStrictEqual(findHabit(madeAfter(14, 14, 90, 15, 13)), { everyMs: 14 * DAY, trips: 6 });
});

Deno.test("findHabit() says nothing of three trips, and something of four", () => {
  strictEqual(findHabit([]), undefined);
  strictEqual(findHabit(madeAfter(7, 7)), undefined);
  deepStrictEqual(findHabit(madeAfter(7, 7, 8)), { everyMs: 7 * DAY, trips: 4 });
});

Deno.test("findHabit() goes by the last trips: what was a habit years ago is none any more", () => {
  const often = Array<number>(30).fill(2), seldom = Array<number>(12).fill(30);
  deepStrictEqual(findHabit(madeAfter(...often, ...seldom)), { everyMs: 30 * DAY, trips: 13 });
});

Deno.test("findHabit() passes over the stretch in which a clock went back", () => {
  strictEqual(findHabit(madeAfter(7, -700, 7)), undefined);
  strictEqual(findHabit(madeAfter(7, -700, 7, 7))?.everyMs, 7 * DAY);
});

Deno.test("findHabit() takes several trips a day for no habit", () => {
  strictEqual(findHabit(madeAfter(0.1, 0.1, 0.1, 0.1)), undefined);
});

Deno.test("expectTrips() tells the next trips and the last, and none that no calendar has", () => {
  const habit = { everyMs: 10 * DAY, trips: 4 };
  deepStrictEqual(expectTrips(habit, 0, 5, 2), {
    next: [10 * DAY, 20 * DAY],
    last: 50 * DAY,
  });
  deepStrictEqual(expectTrips(habit, 0, 1, 2), { next: [10 * DAY], last: 10 * DAY });
  strictEqual(expectTrips(habit, 0, 0, 2), undefined);
  strictEqual(expectTrips(habit, 0, 1e9, 2), undefined);
});
