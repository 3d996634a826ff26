import { deepStrictEqual, match, ok, strictEqual } from "node:assert/strict";
import { byteScale } from "../../../lib/cli/report/byte_axis.ts";
import { believable, timeLabels, timeScale } from "../../../lib/cli/report/time_axis.ts";

const NOW = Date.parse("2026-11-23T12:00:00Z"), DAY_MS = 86_400_000;

Deno.test("bytes are told in round numbers of one binary unit", () => {
  const labels = (most: number) => byteScale(most, 4).ticks.map(({ label }) => label);
  deepStrictEqual(labels(17 * 2 ** 40), ["0", "5 TiB", "10 TiB", "15 TiB", "20 TiB"]);
  deepStrictEqual(labels(640 * 2 ** 30), ["0", "0.2 TiB", "0.4 TiB", "0.6 TiB", "0.8 TiB"]);
  strictEqual(labels(0).at(0), "0");
});

Deno.test("a scale of bytes holds all there is", () => {
  for (const most of [0, 1, 999, 1024, 3e9, 2 ** 53]) {
    ok(byteScale(most, 4).at(most) <= 1, `${most}`);
  }
});

Deno.test("the dates below a chart never touch, from an hour to thirty years", () => {
  for (const days of [1 / 1440, 1 / 24, 0.5, 1, 1.5, 2, 3, 10, 40, 100, 400, 730, 3000, 11_000]) {
    const scale = timeScale([NOW - days * DAY_MS], NOW);
    const texts = timeLabels(scale, 0).map(({ text }) => text).filter((text) =>
      text.startsWith("<text")
    );
    const places = texts.map((text) => Number(/x="([\d.]+)%"/.exec(text)![1]));
    ok(places.length >= 1 && places.length <= 5, `${days} days: ${texts.length}`);
    // On a telephone a hundredth is 2.7 pixels, and a date is at most 55 wide, 85 with an hour.
    const least = texts.some((text) => text.includes(":")) ? 31 : 20;
    for (let at = 1; at < places.length; at++) {
      ok(places[at]! - places[at - 1]! > least, `${days} days`);
    }
    ok(places.every((place) => place > 9 && place < 91));
  }
});

Deno.test("on the first day the scale begins with the first trip, and hours have their day", () => {
  const HOUR_MS = 3_600_000;
  strictEqual(timeScale([NOW - HOUR_MS, NOW], NOW)(NOW - HOUR_MS), 0);
  ok(timeScale([NOW - 120_000], NOW)(NOW - 120_000) < 90, "what was just made is not at the edge");
  const labels = timeLabels(timeScale([NOW - 6 * HOUR_MS], NOW), 0).map(({ text }) => text)
    .filter((text) => text.startsWith("<text"));
  ok(labels.length >= 2, `${labels}`);
  for (const label of labels) match(label, />2[23] Nov, \d\d:\d\d</);
});

Deno.test("a clock that was never set, or is far ahead, is not believed", () => {
  strictEqual(believable(0, NOW), null);
  strictEqual(believable(NOW + 400 * DAY_MS, NOW), null);
  strictEqual(believable(NOW - DAY_MS, NOW), NOW - DAY_MS);
  strictEqual(believable(NOW + 60_000, NOW), NOW, "two computers need not agree to the minute");
});
