/**
 * A time of the original Waterlock: Python's `os.path.getmtime`, seconds since 1970 as a 64-bit float.
 * In this century such a float has steps of a quarter of a microsecond, so the nanoseconds are lost.
 */
export interface LegacyTime {
  /** What the float says, in nanoseconds since 1970. */
  readonly nearestNs: bigint;
  /** The whole microseconds of it, in nanoseconds: the digits behind them were never known. */
  readonly wholeMicrosecondsNs: bigint;
}

/** Seconds that, as nanoseconds, still have room in the catalogue's 64 bits: the year 2262. */
const MOST_SECONDS = 9_223_372_036;

/** Reads a time, or gives undefined where it is none that a file can have. */
export function readLegacyTime(seconds: unknown): LegacyTime | undefined {
  if (typeof seconds === "bigint") {
    if (seconds < 0n || seconds >= BigInt(MOST_SECONDS)) return undefined;
    const ns = seconds * 1_000_000_000n;
    return { nearestNs: ns, wholeMicrosecondsNs: ns };
  }
  if (typeof seconds !== "number" || !(seconds >= 0 && seconds < MOST_SECONDS)) return undefined;
  const whole = Math.floor(seconds), fraction = seconds - whole;
  const inNs = (second: number, ns: number) => BigInt(second) * 1_000_000_000n + BigInt(ns);
  // Half a step of the float: a time of whole microseconds may have been rounded down below itself.
  const halfStep = 2 ** (Math.floor(Math.log2(Math.max(seconds, 1))) - 53);
  const microseconds = Math.floor((fraction + halfStep) * 1e6);
  return {
    nearestNs: inNs(whole, Math.round(fraction * 1e9)),
    wholeMicrosecondsNs: inNs(whole, microseconds * 1000),
  };
}

/**
 * Whether a file's exact time can be the one that the original rounded.
 *
 * @param precisionNs the finest step of time that the system tells apart
 */
export function agreesWith(time: LegacyTime, mtimeNs: bigint, precisionNs: bigint): boolean {
  const difference = time.nearestNs - mtimeNs;
  const most = precisionNs > 1000n ? precisionNs : 1000n;
  return difference <= most && -difference <= most;
}
