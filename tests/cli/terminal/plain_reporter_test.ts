import { deepStrictEqual, doesNotMatch, match, strictEqual } from "node:assert/strict";
import { type PlainOptions, PlainReporter } from "../../../lib/cli/terminal/plain_reporter.ts";
import type { ProgressEvent } from "../../../lib/operations/mod.ts";
import { RecordedOutput } from "./recorded_output.ts";
import { MANY, NOTHING, planOf, progressOf, stageEndOf, talliesOf } from "./events.ts";

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
  { event: "instruct", pair: HOSTILE, path: HOSTILE, bytes: 1 },
  { event: "question", question: "missing", pair: HOSTILE, path: HOSTILE, bytes: 1 },
  planOf({ pair: HOSTILE }),
  { event: "substitute", pair: HOSTILE, path: HOSTILE, place: HOSTILE },
  { event: "undecided", pair: HOSTILE, question: "removal", files: 1, bytes: 1, folders: 1 },
  { event: "unknown-pair", pair: HOSTILE, files: 1 },
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
    "  12% done, 2 of 2,000 files, 1 KiB of 8 KiB, 34 bytes a second, about 3 min left",
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

Deno.test("a stage opens with which end this is, and why", () => {
  const event = { event: "stage", pair: "films", source: "/a", destination: "/b" } as const;
  const { out } = report([
    { ...event, stage: "unload", reason: "the destination /b is here" },
    { ...event, stage: "unload", reason: "" },
    { ...event, stage: "load", reason: "the source /a is here" },
    { ...event, stage: "load", reason: "" },
  ]);
  deepStrictEqual(out.lines, [
    "films: unloading at the destination, because the destination /b is here",
    "films: unloading at the destination /b, as you asked",
    "films: loading at the source, because the source /a is here",
    "films: loading at the source /a, as you asked",
  ]);
});

Deno.test("a file that waits is named with its size and the reason", () => {
  const event = { event: "waiting", pair: "films", path: "a.mov", bytes: 2048 } as const;
  const reasons = ["no-room", "never-fits", "name-not-possible", "link-not-possible"] as const;
  for (const stage of ["load", "unload"] as const) {
    const { out } = report([
      { event: "stage", pair: "films", stage, reason: "", source: "/a", destination: "/b" },
      ...reasons.map((reason) => ({ ...event, reason })),
    ]);
    strictEqual(out.lines.length, 5);
    for (const line of out.lines.slice(1)) {
      match(line, /^ {2}waits: a\.mov \(2 KiB\): .*(drive|destination)/);
    }
  }
});

Deno.test("what a plan says of a file tells its size and whether it is carried", () => {
  const file = { pair: "films", path: "a.mov", bytes: 1 };
  const { out } = report([
    { event: "carry", ...file },
    { event: "instruct", ...file },
    { event: "question", question: "missing", ...file },
    { event: "question", question: "removal", ...file },
  ]);
  deepStrictEqual(out.lines, [
    "  goes: a.mov (1 byte)",
    "  need not be carried: a.mov (1 byte), its bytes are there or aboard already",
    "  asks: a.mov (1 byte) is gone from the source",
    "  asks: a.mov (1 byte) is to be removed",
  ]);
});

Deno.test("of each kind of file in a plan those beyond twenty are counted", () => {
  const carry = { event: "carry", pair: "films", path: "a.mov", bytes: 1 } as const;
  const { out } = report([
    ...Array.from({ length: 21 }, () => carry),
    ...Array.from({ length: 1020 }, () => ({ ...carry, event: "instruct" } as const)),
    planOf({ pair: "films" }),
  ]);
  deepStrictEqual(out.lines.filter((line) => line.includes("…")), [
    "  goes: … and 1 more file (with --json all are named)",
    "  need not be carried: … and 1,000 more files (with --json all are named)",
  ]);
});

Deno.test("a problem is told with its file, or without one where it is about none", () => {
  const problem = { event: "problem", pair: "films", code: "unreadable", message: "No" } as const;
  const { err } = report([{ ...problem, path: "a/b" }, { ...problem, path: "" }]);
  deepStrictEqual(err.lines, ["films: a/b: No", "films: No"]);
});

Deno.test("what is at the destination under another name is named, and counted beyond twenty", () => {
  const event = { event: "substitute", pair: "films", path: "a:b", place: "a%3Ab" } as const;
  const { out } = report([...Array.from({ length: 22 }, () => event), stageEndOf()]);
  strictEqual(out.lines[0], "  is there as: a%3Ab, because the destination cannot hold a:b");
  strictEqual(out.lines[20], "  is there as: … and 2 more names (with --json all are named)");
});

Deno.test("a dump says how much of whose cargo it deleted, and how much of it will be loaded again", () => {
  const dumped = { event: "dumped", pair: "films", removed: MANY } as const;
  const { out } = report([
    { ...dumped, undelivered: NOTHING },
    { ...dumped, undelivered: MANY },
  ]);
  const line = "films: 1,204 files, 3 GiB of cargo deleted from the drive";
  deepStrictEqual(out.lines, [
    line,
    `${line}; 1,204 of them had not arrived; of these the next load carries what the source has`,
  ]);
});

Deno.test("what nobody has decided is said with the flags that would decide it", () => {
  const gone = { event: "undecided", pair: "films", files: 1, bytes: 3, folders: 2 } as const;
  const { out } = report([{ ...gone, question: "missing" }, { ...gone, question: "removal" }]);
  deepStrictEqual(out.lines, [
    "films: 1 file (3 bytes) and 2 folders gone from the source and left as it is at the " +
    "destination until somebody decides (--on-missing skip keeps it there, --on-missing remove " +
    "removes it)",
    "films: 1 file (3 bytes) and 2 folders marked for removal here, which nobody has confirmed " +
    "(--on-removal remove removes it, --on-removal skip keeps it)",
  ]);
});
