import { deepStrictEqual, ok, strictEqual } from "node:assert/strict";
import { Pulse } from "../../../lib/cli/terminal/pulse.ts";
import { NOTHING, progressOf } from "./events.ts";

const MIB = 1024 ** 2, GIB = 1024 ** 3, TICK = 0.25;

/** A moment of a run as it was recorded: what had been done by then, of how much. */
interface Moment {
  /** Seconds. */
  readonly at: number;
  readonly progress: ReturnType<typeof progressOf>;
}

/** What was shown at a moment, and what would have been true: seconds until the end. */
interface Shown {
  readonly at: number;
  readonly words: string | undefined;
  readonly truth: number;
}

/** A load of so many bytes, each second of which moves what `rateAt` says. */
function* loading(
  bytes: number,
  rateAt: (second: number) => number,
  { from = 0, begun = 0 } = {},
): Generator<Moment> {
  const total = { files: 1000, bytes };
  for (let at = from, copied = begun, proven = 0; proven < bytes; at += TICK) {
    const moved = 2 * rateAt(at - from) * TICK;
    // Proving comes behind copying, and takes over what that does not need.
    const here = Math.min(bytes - copied, moved / 2);
    copied += here;
    proven = Math.min(copied, proven + moved - here);
    yield {
      at,
      progress: progressOf({ done: { files: 0, bytes: copied }, provenBytes: proven, total }),
    };
  }
}

/** Plays a record to a pulse; tells what was shown, and when it did end. */
function play(moments: readonly Moment[]): Shown[] {
  const pulse = new Pulse(), end = moments.at(-1)!.at;
  return moments.map(({ at, progress }) => {
    const { timeLeft } = pulse.feel(1000 * at, progress);
    return { at, words: timeLeft, truth: end - at };
  });
}

const UNITS = { min: 60, h: 3600, days: 86_400 } as const;

/** The seconds that words speak of: from, to. */
function secondsOf(words: string): [number, number] {
  if (words === "a few seconds left") return [0, 15];
  if (words === "less than a minute left") return [15, 60];
  if (words === "about a minute left") return [50, 90];
  const [, number, half, unit] = /^about (\d+)(½?) (min|h|days) left$/.exec(words)!;
  const count = Number(number) + (half ? 0.5 : 0), one = UNITS[unit as keyof typeof UNITS];
  // Minutes are said one by one up to ten, then by fives; hours by halves.
  const step = unit !== "min" ? one / 2 : count < 10 ? one : 5 * one;
  return [count * one - step / 2, count * one + step / 2];
}

/** Fails on what was shown more than a quarter beside the truth. */
function assertTrue(shown: readonly Shown[]): void {
  for (const { at, words, truth } of shown) {
    const [least, most] = secondsOf(words ?? "a few seconds left");
    const isTrue = truth >= least / 1.25 - 5 && truth <= most * 1.25 + 5;
    ok(isTrue, `${at} s: "${words}" where ${Math.round(truth)} s were left`);
  }
}

/** What was said, each time that it changed. */
function changes(shown: readonly Shown[]): (string | undefined)[] {
  return shown.map(({ words }) => words).filter((words, index, all) => words !== all[index - 1]);
}

const middle = ([from, to]: [number, number]) => (from + to) / 2;

/** How often more was said to be left than before. */
function countRises(shown: readonly Shown[]): number {
  const said = changes(shown).filter((words) => words !== undefined).map((words) =>
    middle(secondsOf(words!))
  );
  return said.filter((seconds, index) => seconds > (said[index - 1] ?? Infinity)).length;
}

const after = (seconds: number, shown: readonly Shown[]) => shown.filter(({ at }) => at >= seconds);

Deno.test("at a steady rate the time left is true from the first word, and never rises", () => {
  for (const minutes of [1, 10, 120]) {
    const shown = play([...loading(minutes * 60 * 60 * MIB, () => 60 * MIB)]);
    strictEqual(after(5, shown)[0]!.words !== undefined, true);
    assertTrue(after(5, shown));
    strictEqual(countRises(shown), 0, changes(shown).join());
  }
});

Deno.test("a disk that holds its breath for five seconds changes nothing that is said", () => {
  const isHolding = (second: number) => second >= 40 && second < 45;
  const shown = play([...loading(36 * GIB, (second) => isHolding(second) ? 0 : 60 * MIB)]);
  assertTrue(after(5, shown));
  strictEqual(countRises(shown), 0, changes(shown).join());
});

Deno.test("a disk that takes what it gets by fits and starts is believed on the average", () => {
  // Two seconds at thrice the rate, then four without a word.
  const shown = play([...loading(20 * GIB, (second) => second % 6 < 2 ? 180 * MIB : 0)]);
  assertTrue(after(20, shown));
  ok(countRises(shown) <= 1, changes(shown).join());
});

Deno.test("files that are read before there is a plan say nothing of how long the loading takes", () => {
  const total = { files: 3, bytes: 20 * GIB };
  const reading = Array.from({ length: 160 }, (_, index): Moment => {
    const done = { files: 0, bytes: Math.min(total.bytes, index * TICK * 500 * MIB) };
    return { at: index * TICK, progress: progressOf({ total: NOTHING, reading: { done, total } }) };
  });
  const shown = play([...reading, ...loading(6 * GIB, () => 60 * MIB, { from: 40 })]);
  strictEqual(shown[80]!.words, "less than a minute left");
  deepStrictEqual(new Set(shown.slice(160, 179).map(({ words }) => words)), new Set([undefined]));
  assertTrue(after(46, shown));
  strictEqual(countRises(after(46, shown)), 0, changes(shown).join());
});

Deno.test("a load that goes on tells of what is still to be done, not of what is there", () => {
  const begun = 1.3 * GIB;
  const shown = play([...loading(4.8 * GIB, () => 60 * MIB, { begun })]);
  assertTrue(after(6, shown));
  strictEqual(countRises(shown), 0, changes(shown).join());
});

Deno.test("what has to be copied again is no jump, and no negative rate", () => {
  const moments = [...loading(6 * GIB, () => 60 * MIB)];
  const falling = moments.map(({ at, progress }) => {
    const { done, provenBytes } = progress, back = at > 30 && at < 50 ? 300 * MIB : 0;
    const bytes = Math.max(0, done.bytes - back);
    const again = {
      ...progress,
      done: { ...done, bytes },
      provenBytes: Math.min(bytes, provenBytes),
    };
    return { at, progress: again };
  });
  const pulse = new Pulse();
  for (const { at, progress } of falling) {
    const { bytesPerSecond } = pulse.feel(1000 * at, progress);
    ok(bytesPerSecond >= 0 && bytesPerSecond < 100 * MIB, `${at} s: ${bytesPerSecond}`);
  }
  ok(countRises(play(falling)) <= 1);
});

Deno.test("a drive that has become slow for good is believed within two minutes, calmly", () => {
  const shown = play([...loading(30 * GIB, (second) => second < 60 ? 120 * MIB : 30 * MIB)]);
  assertTrue(after(180, shown));
  ok(countRises(shown) <= 8, changes(shown).join());
});
