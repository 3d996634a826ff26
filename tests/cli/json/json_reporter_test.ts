import { deepStrictEqual, strictEqual } from "node:assert/strict";
import type { JsonEvent } from "../../../lib/cli/json/events.ts";
import { JsonReporter } from "../../../lib/cli/json/json_reporter.ts";
import type { ProgressEvent } from "../../../lib/operations/mod.ts";
import { ONE, progressOf, stageEndOf } from "../terminal/events.ts";

const FILE: ProgressEvent = {
  event: "file",
  pair: "films",
  stage: "load",
  path: "a.mov",
  bytes: 5,
  how: "carried",
  proof: "cold",
};

const SCAN: ProgressEvent = { event: "scan", pair: "films", files: 7 };

function progress(bytes: number): ProgressEvent {
  return progressOf({ done: { files: 0, bytes }, total: { files: 9, bytes: 9 } });
}

/** A reporter, what it has written, and the clock it goes by. */
class Recorded {
  readonly written: JsonEvent[] = [];
  now = 1_000_000;
  readonly #reporter = new JsonReporter((event) => this.written.push(event), () => this.now);

  report(event: ProgressEvent): void {
    this.#reporter.report(event);
  }

  count(name: string): number {
    return this.written.filter(({ event }) => event === name).length;
  }
}

Deno.test("every file is reported, progress at most once a second", () => {
  const recorded = new Recorded();
  for (let tick = 0; tick < 25; tick++, recorded.now += 100) {
    recorded.report(progress(tick));
    recorded.report(FILE);
  }
  strictEqual(recorded.count("file"), 25);
  strictEqual(recorded.count("progress"), 3);
});

Deno.test("the first progress is not kept back, the next comes a second later to the millisecond", () => {
  const recorded = new Recorded();
  recorded.now = 0;
  recorded.report(progress(1));
  recorded.now = 999;
  recorded.report(progress(2));
  recorded.now = 1000;
  recorded.report(progress(3));
  deepStrictEqual(recorded.written, [progress(1), progress(3)]);
});

Deno.test("a scan and what follows it share the second", () => {
  const recorded = new Recorded();
  recorded.report(SCAN);
  recorded.now += 500;
  recorded.report(progress(1));
  recorded.now += 500;
  recorded.report(progress(2));
  deepStrictEqual(recorded.written, [SCAN, progress(2)]);
});

Deno.test("how far a stage came in the end is told by its end, within whatever second", () => {
  const recorded = new Recorded();
  recorded.report(progress(1));
  recorded.report(progress(9));
  const end = stageEndOf({ tallies: { ...stageEndOf().tallies, carried: ONE } });
  recorded.report(end);
  deepStrictEqual(recorded.written, [progress(1), end]);
});

Deno.test("a clock that was put back does not silence the progress", () => {
  const recorded = new Recorded();
  recorded.report(progress(1));
  recorded.now -= 3_600_000;
  recorded.report(progress(2));
  recorded.now += 999;
  recorded.report(progress(3));
  deepStrictEqual(recorded.written, [progress(1), progress(2)]);
});
