import { deepStrictEqual, strictEqual } from "node:assert/strict";
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

Deno.test("nothing is said before there is something to say, nor before anything has moved", () => {
  const timeLeft = new TimeLeft();
  strictEqual(timeLeft.tell(0, 0, 100 * MIB), undefined);
  strictEqual(timeLeft.tell(4000, 4 * MIB, 96 * MIB), undefined);
  strictEqual(timeLeft.tell(5000, 5 * MIB, 60 * MIB), "about a minute left");
  strictEqual(new TimeLeft().tell(60_000, 0, MIB), undefined);
});

Deno.test("what is said runs down by itself and never goes up while the rate stays", () => {
  const timeLeft = new TimeLeft(), said: string[] = [];
  for (let at = 0; at <= 300_000; at += 250) {
    const words = timeLeft.tell(at, at * 1000, (300_000 - at) * 1000);
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

Deno.test("the rate is that of the last ten seconds, and none before there is enough to tell", () => {
  const meter = new RateMeter();
  strictEqual(meter.measure(0, 0), 0);
  strictEqual(meter.measure(800, 8 * MIB), 0);
  strictEqual(meter.measure(2000, 20 * MIB), 10 * MIB);
  strictEqual(meter.measure(60_000, 30 * MIB), 0, "after a pause it begins anew");
  strictEqual(meter.measure(62_000, 32 * MIB), MIB);
});
