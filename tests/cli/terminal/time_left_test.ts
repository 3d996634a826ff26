import { deepStrictEqual, ok, strictEqual } from "node:assert/strict";
import { RateMeter } from "../../../lib/cli/terminal/rate_meter.ts";
import { TimeLeft, timeLeftWords } from "../../../lib/cli/terminal/time_left.ts";

const MIB = 1024 ** 2;

Deno.test("what is left is said in coarse steps", () => {
  const minutes = (count: number) => timeLeftWords(60 * count);
  deepStrictEqual([timeLeftWords(3), timeLeftWords(40), minutes(1), minutes(3.2), minutes(9.4)], [
    "a few seconds left",
    "less than a minute left",
    "about a minute left",
    "about 3 min left",
    "about 9 min left",
  ]);
  deepStrictEqual([minutes(23), minutes(58), minutes(95), minutes(60 * 14), minutes(60 * 60)], [
    "about 25 min left",
    "about 1 h left",
    "about 1½ h left",
    "about 14 h left",
    "about 2½ days left",
  ]);
});

Deno.test("nothing is said before there is something to say, nor without a rate", () => {
  const timeLeft = new TimeLeft();
  strictEqual(timeLeft.tell(0, 100 * MIB, 0), undefined);
  strictEqual(timeLeft.tell(4000, 90 * MIB, MIB), undefined);
  strictEqual(timeLeft.tell(5000, 90 * MIB, MIB), "about a minute left");
  strictEqual(new TimeLeft().tell(60_000, MIB, 0), undefined);
});

Deno.test("a disk that holds its breath for five seconds changes nothing that is said", () => {
  const timeLeft = new TimeLeft(), said = new Set<string | undefined>();
  let left = 600 * MIB;
  for (let at = 0; at < 60_000; at += 250) {
    const isHolding = at >= 40_000 && at < 45_000;
    if (!isHolding) left -= MIB / 4;
    // A rate over the last ten seconds sinks to half and comes back.
    const rate = isHolding ? MIB * (1 - (at - 40_000) / 10_000) : MIB;
    const words = timeLeft.tell(at, left, rate);
    if (at >= 38_000 && at < 56_000) said.add(words);
  }
  deepStrictEqual([...said], ["about 9 min left"]);
});

Deno.test("what is said runs down by itself and never goes up while the rate stays", () => {
  const timeLeft = new TimeLeft(), said: string[] = [];
  for (let at = 0; at <= 300_000; at += 250) {
    const words = timeLeft.tell(at, (300_000 - at) * 1000, 1_000_000);
    if (words && words !== said.at(-1)) said.push(words);
  }
  deepStrictEqual(said, [
    "about 5 min left",
    "about 4 min left",
    "about 3 min left",
    "about 2 min left",
    "about a minute left",
    "less than a minute left",
    "a few seconds left",
  ]);
});

Deno.test("a drive that has become slow for good is believed, calmly", () => {
  const timeLeft = new TimeLeft(), said: string[] = [];
  let left = 600 * MIB;
  for (let at = 0; at < 120_000; at += 250) {
    const rate = at < 20_000 ? 4 * MIB : MIB;
    left -= rate / 4;
    const words = timeLeft.tell(at, left, rate);
    if (words && words !== said.at(-1)) said.push(words);
  }
  strictEqual(said[0], "about 2 min left");
  ok(said.includes("about 7 min left"), said.join());
  ok(said.length <= 8, said.join());
});

Deno.test("the rate is that of the last ten seconds, and none before there is enough to tell", () => {
  const meter = new RateMeter();
  strictEqual(meter.measure(0, 0), 0);
  strictEqual(meter.measure(800, 8 * MIB), 0);
  strictEqual(meter.measure(2000, 20 * MIB), 10 * MIB);
  strictEqual(meter.measure(60_000, 30 * MIB), 0, "after a pause it begins anew");
  strictEqual(meter.measure(62_000, 32 * MIB), MIB);
});

Deno.test("bytes that have to be copied again make no negative rate", () => {
  const meter = new RateMeter();
  meter.measure(0, 10 * MIB);
  strictEqual(meter.measure(1000, 0), 0);
});
