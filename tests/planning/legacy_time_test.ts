import { deepStrictEqual, ok, strictEqual } from "node:assert/strict";
import { agreesWith, readLegacyTime } from "../../lib/planning/legacy_time.ts";

const MICROSECOND = 1_000n;

/** A time of a file as Python's `os.path.getmtime` gives it. */
function asFloat(ns: bigint): number {
  return Number(ns / 1_000_000_000n) + 1e-9 * Number(ns % 1_000_000_000n);
}

/** Times from 1970 to 2038 with the given step, spread by a generator that is the same every time. */
function* times(step: bigint): Generator<bigint> {
  let state = 1n;
  for (let count = 0; count < 20_000; count++) {
    state = (state * 6_364_136_223_846_793_005n + 1_442_695_040_888_963_407n) % 2n ** 64n;
    const ns = (state >> 2n) % (2n ** 31n * 1_000_000_000n);
    yield ns - ns % step;
  }
}

Deno.test("a time that has only microseconds comes back as it was", () => {
  for (const step of [1_000n, 1_000_000n, 10_000_000n, 1_000_000_000n]) {
    for (const ns of times(step)) {
      strictEqual(readLegacyTime(asFloat(ns))!.wholeMicrosecondsNs, ns);
    }
  }
});

Deno.test("of a time that has nanoseconds the microseconds come back, or the next ones", () => {
  for (const ns of times(1n)) {
    const { wholeMicrosecondsNs } = readLegacyTime(asFloat(ns))!;
    const off = wholeMicrosecondsNs - (ns - ns % MICROSECOND);
    ok(off === 0n || off === MICROSECOND, `${ns}`);
  }
});

Deno.test("a time agrees with the file it was taken from, and not with one that is later by more", () => {
  for (const ns of times(1n)) {
    const time = readLegacyTime(asFloat(ns))!;
    ok(agreesWith(time, ns, 1n));
    ok(!agreesWith(time, ns + 2n * MICROSECOND, 1n));
    ok(!agreesWith(time, ns - 2n * MICROSECOND, 1n));
    const milliseconds = ns - ns % 1_000_000n;
    ok(agreesWith(time, milliseconds, 1_000_000n), "where the system tells milliseconds alone");
  }
});

Deno.test("a whole number is whole seconds", () => {
  const ns = 1_700_000_000_000_000_000n;
  deepStrictEqual(readLegacyTime(1_700_000_000n), { nearestNs: ns, wholeMicrosecondsNs: ns });
  deepStrictEqual(readLegacyTime(1_700_000_000), { nearestNs: ns, wholeMicrosecondsNs: ns });
});

Deno.test("what no file can have as its time is none", () => {
  const none = [null, "", "1700000000", NaN, Infinity, -1, -1n, -0.5, 9.3e9, 9_300_000_000n];
  for (const value of [...none, new Uint8Array(8), undefined]) {
    strictEqual(readLegacyTime(value), undefined, String(value));
  }
});
