import { deepStrictEqual, strictEqual } from "node:assert/strict";
import { measureRate } from "../../lib/planning/measure_rate.ts";

const MIB = 1024 * 1024;
const stage = (seconds: number, mibPerSecond: number) => ({
  bytes: seconds * mibPerSecond * MIB,
  seconds,
});

Deno.test("measureRate() is the median of the last stages: one that waited for an answer moves it little", () => {
  const stages = [stage(100, 30), stage(9000, 1), stage(100, 32), stage(200, 31)];
  deepStrictEqual(measureRate(stages), { bytesPerSecond: 30.5 * MIB, stages: 4 });
});

Deno.test("measureRate() passes over stages that carried too little to mean something", () => {
  strictEqual(measureRate([]), undefined);
  strictEqual(
    measureRate([stage(9, 100), stage(1000, 0), { bytes: 63 * MIB, seconds: 60 }]),
    undefined,
  );
  deepStrictEqual(measureRate([stage(2, 100), stage(20, 40)]), {
    bytesPerSecond: 40 * MIB,
    stages: 1,
  });
});

Deno.test("measureRate() forgets what the disks of years ago did", () => {
  const stages = [...Array(20).fill(stage(100, 5)), ...Array(5).fill(stage(100, 50))];
  deepStrictEqual(measureRate(stages), { bytesPerSecond: 50 * MIB, stages: 5 });
});
