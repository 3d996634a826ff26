const SECOND_NS = 1_000_000_000n;

/**
 * Steps of time that file systems keep, finest first: all of it, 100 ns (NTFS), 1 µs, 1 ms, 10 ms
 * (exFAT), 1 s (ext3, HFS+), 2 s (FAT).
 */
const KEPT_STEPS_NS: readonly bigint[] = [
  1n,
  100n,
  1_000n,
  1_000_000n,
  10_000_000n,
  SECOND_NS,
  2n * SECOND_NS,
];

/** Those of exFAT and FAT, which Windows rounds up. */
const ROUNDED_UP: ReadonlySet<bigint> = new Set([10_000_000n, 2n * SECOND_NS]);

/**
 * The first and the last second that file systems keep; what lies beyond becomes the nearest of them: FAT
 * and exFAT (1980 to 2107, Microsoft's exFAT specification, 7.4.8), and those with 32 bits of seconds,
 * counted on both sides of 1970 or from it on.
 */
const KEPT_RANGES_NS = [
  [315_532_800n, 4_354_819_199n],
  [-(2n ** 31n), 2n ** 31n - 1n],
  [0n, 2n ** 32n - 1n],
].map(([first, last]) => [first! * SECOND_NS, last! * SECOND_NS] as const);

/** Time zones lie whole quarters of an hour apart, and none is further than 14 hours from Greenwich. */
const QUARTER_NS = 15n * 60n * SECOND_NS, MOST_SHIFT_NS = 14n * 60n * 60n * SECOND_NS;

/** A time as a clock tells it that has but every so many nanoseconds. */
export function floorTo(timeNs: bigint, stepNs: bigint): bigint {
  const rest = timeNs % stepNs;
  return timeNs - (rest < 0n ? rest + stepNs : rest);
}

/**
 * Whether a file still has the time that it was once given, as far as its file system keeps one: the
 * nearest that it has, and that as {@linkcode isTimeRounded} says.
 *
 * By rule, and not by what the file system tells right after it was given the time: that is what it has
 * in memory, which may be finer than what it wrote down.
 *
 * @param precisionNs the finest step of time that the observing system tells apart
 * @param keepsLocalTime whether the file system writes down what clocks show
 */
export function isTimeAsGiven(
  givenNs: bigint,
  seenNs: bigint,
  precisionNs: bigint,
  keepsLocalTime: boolean,
): boolean {
  const isSeenOf = (nearestNs: bigint) =>
    isTimeRounded(nearestNs, seenNs, precisionNs, keepsLocalTime);
  return isSeenOf(givenNs) || KEPT_RANGES_NS.some(([first, last]) => {
    if (givenNs < first) return isSeenOf(first);
    return givenNs > last && isSeenOf(last);
  });
}

/**
 * Whether one time is what a file system makes of another that it has: less fine, which Linux rounds down
 * and Windows up (Raymond Chen, "Why does the timestamp of a file increase by up to 2 seconds when I copy
 * it to a USB thumb drive?"), and where it writes down what clocks show, another time as soon as a clock
 * is put forward or back, or stands in another country.
 *
 * The parameters are those of {@linkcode isTimeAsGiven}.
 */
export function isTimeRounded(
  givenNs: bigint,
  seenNs: bigint,
  precisionNs: bigint,
  keepsLocalTime: boolean,
): boolean {
  const shiftNs = keepsLocalTime ? nearestShift(givenNs, seenNs) : 0n;
  const seen = floorTo(seenNs - shiftNs, precisionNs);
  return KEPT_STEPS_NS.some((step) => {
    const down = floorTo(givenNs, step);
    const up = down === givenNs || !ROUNDED_UP.has(step) ? down : down + step;
    return [down, up].some((kept) => seen === floorTo(kept, precisionNs));
  });
}

/** The difference between two times to the nearest quarter of an hour; none where no clocks differ so. */
function nearestShift(givenNs: bigint, seenNs: bigint): bigint {
  const shiftNs = floorTo(seenNs - givenNs + QUARTER_NS / 2n, QUARTER_NS);
  return shiftNs >= -MOST_SHIFT_NS && shiftNs <= MOST_SHIFT_NS ? shiftNs : 0n;
}
