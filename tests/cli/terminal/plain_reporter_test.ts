import { deepStrictEqual, doesNotMatch, match, strictEqual } from "node:assert/strict";
import { type PlainOptions, PlainReporter } from "../../../lib/cli/terminal/plain_reporter.ts";
import type { ProgressEvent } from "../../../lib/operations/mod.ts";
import { RecordedOutput } from "./recorded_output.ts";
import { NOTHING, planOf, progressOf, stageEndOf, talliesOf } from "./events.ts";

const HOSTILE = "a\n\x1b[31mb\x9b2J\r\u2028c";

/** Everything that can be reported, with a hostile name wherever a name can stand. */
const EVENTS: readonly ProgressEvent[] = [
  {
    event: "stage",
    pair: HOSTILE,
    stage: "load",
    reason: `the source ${HOSTILE} is here`,
    source: HOSTILE,
    destination: HOSTILE,
  },
  { event: "scan", pair: HOSTILE, files: 3 },
  { event: "waiting", pair: HOSTILE, path: HOSTILE, bytes: 1, reason: "no-room" },
  { event: "waiting", pair: HOSTILE, path: HOSTILE, bytes: 1, reason: "never-fits" },
  { event: "carry", pair: HOSTILE, path: HOSTILE, bytes: 1 },
  planOf({ pair: HOSTILE }),
  { event: "problem", pair: HOSTILE, path: HOSTILE, code: "unreadable", message: HOSTILE },
  { event: "notice", pair: HOSTILE, message: HOSTILE },
  { event: "dumped", pair: HOSTILE, removed: NOTHING, undelivered: NOTHING },
  stageEndOf({ pair: HOSTILE, result: "interrupted" }),
];

function report(
  events: readonly ProgressEvent[],
  { isQuiet = false, now = () => 0, ...screen }: Partial<PlainOptions> = {},
) {
  const out = new RecordedOutput(), err = new RecordedOutput();
  const reporter = new PlainReporter({ out, err }, { isQuiet, now, ...screen });
  for (const event of events) reporter.report(event);
  return { out, err };
}

Deno.test("no name of a pair, a path or a message puts a control character into the output", () => {
  const { out, err } = report(EVENTS);
  // deno-lint-ignore no-control-regex
  const control = /[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029]/;
  doesNotMatch(out.text, control);
  doesNotMatch(err.text, control);
  for (const line of [...out.lines, ...err.lines]) match(line, /a\\n|interrupted|Every|^ {2}/);
});

Deno.test("problems go to standard error, everything else to standard output", () => {
  const { out, err } = report(EVENTS);
  strictEqual(err.lines.length, 1);
  strictEqual(out.lines.length > 5, true);
});

Deno.test("quiet says nothing but what went wrong", () => {
  const { out, err } = report(EVENTS, { isQuiet: true });
  strictEqual(out.text, "");
  strictEqual(err.lines.length, 1);
});

Deno.test("of many files that wait twenty are named, and the others counted, for each pair", () => {
  const waiting = (pair: string, count: number): ProgressEvent[] => [
    { event: "stage", pair, stage: "load", reason: "", source: "/a", destination: "/b" },
    ...Array.from({ length: count }, (_, index): ProgressEvent => ({
      event: "waiting",
      pair,
      path: `${pair} ${index}`,
      bytes: 1,
      reason: "no-room",
    })),
    planOf({ pair, waiting: { files: count, bytes: count } }),
  ];
  const { out } = report([...waiting("films", 21), ...waiting("photos", 20)]);
  strictEqual(out.lines.filter((line) => /films \d+ .*no room/.test(line)).length, 20);
  strictEqual(out.lines.filter((line) => /photos \d+ .*no room/.test(line)).length, 20);
  deepStrictEqual(out.lines.filter((line) => line.includes("more file")).length, 1);
  match(out.text, /… and 1 more file /);
});

Deno.test("a log without a screen hears of progress every half minute", () => {
  let now = 0;
  const out = new RecordedOutput();
  const reporter = new PlainReporter({ out, err: out }, { isQuiet: false, now: () => now });
  for (; now <= 90_000; now += 1000) {
    const done = { files: 2, bytes: 1024 * now / 30_000 }, total = { files: 2000, bytes: 8192 };
    reporter.report(progressOf({ done, total }));
  }
  deepStrictEqual(out.lines, [
    "  12% done, 2 of 2,000 files, 1 KiB of 8 KiB, 34 bytes a second, about 4 min left",
    "  25% done, 2 of 2,000 files, 2 KiB of 8 KiB, 34 bytes a second, about 3 min left",
    "  37% done, 2 of 2,000 files, 3 KiB of 8 KiB, 34 bytes a second, about 3 min left",
  ]);
});

Deno.test("on a screen files that only wait for room are counted at the close, and others are named", () => {
  const waiting = ["no-room", "never-fits"] as const;
  const events = waiting.map((reason): ProgressEvent => {
    return { event: "waiting", pair: "films", path: reason, bytes: 1, reason };
  });
  const close = stageEndOf({
    tallies: talliesOf({ waiting: { files: 2, bytes: 2 } }),
    tripsRemaining: 1,
  });
  const text = report([...events, close], { columns: () => 200 }).out.text;
  doesNotMatch(text, /waits: no-room/);
  match(text, /waits: never-fits \(1 byte\)/);
  match(text, /1 file, 1 byte: no room left on the drive this time\n/);
  match(report(events).out.text, /waits: no-room/);
});
