import { deepStrictEqual, ok, strictEqual } from "node:assert/strict";
import type { ProgressEvent } from "../../lib/operations/progress_reporter.ts";
import { TwoComputers } from "../e2e/two_computers.ts";
import { performStage, servicesWith } from "./perform_stage.ts";

const MIB = 1024 * 1024;

Deno.test("what is read because it may be known has a total beforehand, and reaches it before the plan", async () => {
  using computers = new TwoComputers();
  computers.write("a.mov", "a".repeat(3 * MIB));
  for (const stage of ["load", "unload"] as const) await performStage(computers.drive, stage);
  computers.write("b.mov", "b".repeat(3 * MIB));
  computers.write("copy of a.mov", "a".repeat(3 * MIB));
  computers.write("of another size.mov", "c".repeat(2 * MIB));
  const events: ProgressEvent[] = [];
  let now = Date.now();
  const { result, tallies } = await performStage(computers.drive, "load", {
    ...servicesWith(),
    // Every step is told.
    clock: { now: () => now += 1000 },
    reporter: { report: (event) => void events.push(event) },
  });
  deepStrictEqual([result, tallies.instructed.files, tallies.carried.files], ["done", 1, 2]);
  const at = events.findIndex(({ event }) => event === "plan");
  const readings = events.map((event) => event.event === "progress" ? event.reading : undefined);
  const before = readings.slice(0, at).filter((reading) => reading !== undefined);
  ok(before.length > 0);
  for (const { done, total } of before) {
    deepStrictEqual(total, { files: 2, bytes: 6 * MIB });
    ok(done.bytes <= total.bytes && done.files < 2, JSON.stringify(done));
  }
  strictEqual(before.at(-1)!.done.bytes, 6 * MIB);
  deepStrictEqual(readings.slice(at).filter((reading) => reading !== undefined), []);
});
