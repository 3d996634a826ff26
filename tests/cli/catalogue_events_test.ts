import { strictEqual } from "node:assert/strict";
import { isoTimeOfNs } from "../../lib/cli/catalogue_events.ts";

Deno.test("isoTimeOfNs() keeps every nanosecond, before 1970 too", () => {
  strictEqual(isoTimeOfNs(0n), "1970-01-01T00:00:00.000000000Z");
  strictEqual(isoTimeOfNs(1_588_334_400_123_456_789n), "2020-05-01T12:00:00.123456789Z");
  strictEqual(isoTimeOfNs(-1n), "1969-12-31T23:59:59.999999999Z");
  strictEqual(isoTimeOfNs(2n ** 63n - 1n), "2262-04-11T23:47:16.854775807Z");
  strictEqual(isoTimeOfNs(-(2n ** 63n)), "1677-09-21T00:12:43.145224192Z");
});
