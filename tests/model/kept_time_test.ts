import { strictEqual } from "node:assert/strict";
import { isTimeAsGiven } from "../../lib/model/kept_time.ts";

const NANOSECOND = 1n, MILLISECOND = 1_000_000n, SECOND = 1_000_000_000n;
const MINUTE = 60n * SECOND, HOUR = 60n * MINUTE;
const GIVEN = 1_588_334_401_123_456_789n;

/** The time as file systems keep it. */
const KEPT = [
  GIVEN,
  1_588_334_401_123_456_700n, // NTFS
  1_588_334_401_123_000_000n,
  1_588_334_401_120_000_000n, // exFAT
  1_588_334_401_000_000_000n,
  1_588_334_400_000_000_000n, // FAT
  1_588_334_401_130_000_000n, // exFAT, rounded up
  1_588_334_402_000_000_000n, // FAT, rounded up
];

Deno.test("isTimeAsGiven() knows a time that the file system keeps less finely, and no other", () => {
  for (const seen of KEPT) {
    strictEqual(isTimeAsGiven(GIVEN, seen, NANOSECOND, false), true, `${seen}`);
  }
  for (const seen of [GIVEN + 1n, GIVEN - 1n, GIVEN - SECOND, GIVEN + SECOND, GIVEN + HOUR]) {
    strictEqual(isTimeAsGiven(GIVEN, seen, NANOSECOND, false), false, `${seen}`);
  }
  strictEqual(isTimeAsGiven(GIVEN, GIVEN - 456_789n, MILLISECOND, false), true);
  strictEqual(isTimeAsGiven(-1n, -SECOND, NANOSECOND, false), true, "before 1970 as well");
  strictEqual(isTimeAsGiven(-1n, 0n, NANOSECOND, false), true, "and up to it");
});

Deno.test("isTimeAsGiven() knows a time in another zone, or after the clocks were changed", () => {
  for (const shift of [HOUR, -HOUR, 14n * HOUR, -14n * HOUR, 5n * HOUR + 45n * MINUTE, 0n]) {
    for (const seen of KEPT) {
      strictEqual(isTimeAsGiven(GIVEN, seen + shift, NANOSECOND, true), true, `${seen} ${shift}`);
    }
  }
  strictEqual(isTimeAsGiven(-1n, HOUR - SECOND, NANOSECOND, true), true, "before 1970 as well");
});

Deno.test("isTimeAsGiven() takes no other difference for one of clocks", () => {
  const differences = [10n * MINUTE, HOUR + 3n * SECOND, 14n * HOUR + 15n * MINUTE, HOUR + 1n];
  for (const difference of differences) {
    strictEqual(isTimeAsGiven(GIVEN, GIVEN + difference, NANOSECOND, true), false);
    strictEqual(isTimeAsGiven(GIVEN, GIVEN - difference, NANOSECOND, true), false);
  }
});
