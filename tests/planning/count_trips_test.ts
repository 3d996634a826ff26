import { strictEqual } from "node:assert/strict";
import { countTrips } from "../../lib/planning/count_trips.ts";

Deno.test("countTrips() fills the drive again and again until nothing waits", () => {
  strictEqual(countTrips([], 10, 1), 0);
  strictEqual(countTrips([0], 10, 1), 1);
  strictEqual(countTrips([10], 10, 1), 1);
  strictEqual(countTrips([4, 4, 4], 10, 1), 2);
  strictEqual(countTrips([6, 6, 4, 4], 10, 1), 2);
  strictEqual(countTrips(Array(7).fill(10), 10, 1), 7);
});

Deno.test("countTrips() counts in whole blocks", () => {
  strictEqual(countTrips([1, 1, 1], 20, 10), 2);
  strictEqual(countTrips([11], 15, 10), 0);
});

Deno.test("countTrips() leaves out what can never fit, and always comes to an end", () => {
  strictEqual(countTrips([11, 5], 10, 1), 1);
  strictEqual(countTrips([1, 2, 3], 0, 1), 0);
  strictEqual(countTrips([1, 2, 3], -5, 1), 0);
});

Deno.test("countTrips() counts the parts of what is larger than all the room, in what others leave", () => {
  strictEqual(countTrips([25], 10, 1, 1), 3);
  strictEqual(countTrips([25, 6], 10, 1, 1), 4);
  strictEqual(countTrips([24, 6], 10, 1, 1), 3);
  strictEqual(countTrips([24, 6], 10, 1, 5), 4, "4 bytes are not worth a part");
  strictEqual(countTrips([25], 10, 8, 9), 0, "no whole block is large enough");
});
