import { strictEqual } from "node:assert/strict";
import { isTimeAsGiven, isTimeRounded } from "../../lib/model/kept_time.ts";

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

Deno.test("isTimeAsGiven() knows the nearest time that a file system has, and takes no other for it", () => {
  const at = (date: string) => BigInt(Date.parse(date)) * MILLISECOND;
  const nearest = [
    ["1950-05-01T12:00:00.123Z", "1980-01-01T00:00:00Z"], // FAT and exFAT
    ["2150-05-01T12:00:00Z", "2107-12-31T23:59:58Z"],
    ["2150-05-01T12:00:00Z", "2107-12-31T23:59:59Z"],
    ["1850-05-01T12:00:00Z", "1901-12-13T20:45:52Z"], // ext4 with small inodes
    ["2050-05-01T12:00:00Z", "2038-01-19T03:14:07Z"],
    ["1950-05-01T12:00:00Z", "1970-01-01T00:00:00Z"],
  ] as const;
  for (const [given, seen] of nearest) {
    strictEqual(isTimeAsGiven(at(given), at(seen), NANOSECOND, false), true, seen);
    strictEqual(isTimeRounded(at(given), at(seen), NANOSECOND, false), false, seen);
    for (const other of [at(seen) - MINUTE, at(seen) + MINUTE]) {
      strictEqual(isTimeAsGiven(at(given), other, NANOSECOND, false), false, seen);
    }
  }
  const old = at("1950-05-01T12:00:00Z"), first = at("1980-01-01T00:00:00Z");
  strictEqual(isTimeAsGiven(old, first + 2n * HOUR, NANOSECOND, true), true, "by another clock");
  strictEqual(isTimeAsGiven(old, first + 2n * HOUR, NANOSECOND, false), false);
  strictEqual(isTimeAsGiven(at("1990-05-01T12:00:00Z"), first, NANOSECOND, true), false);
});
