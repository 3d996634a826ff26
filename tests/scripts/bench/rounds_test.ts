import { deepStrictEqual, strictEqual, throws } from "node:assert/strict";
import {
  type Measurements,
  median,
  medianOfRatios,
  rotate,
  takeTurns,
} from "../../../scripts/bench/rounds.ts";

Deno.test("median() is the value in the middle, by size and not by name", () => {
  strictEqual(median([10, 9, 100]), 10);
  strictEqual(median([7]), 7);
});

Deno.test("median() of an even number lies halfway between the two in the middle", () => {
  strictEqual(median([4, 1, 2, 100]), 3);
});

Deno.test("median() leaves its values in their order", () => {
  const values = [3, 1, 2];
  median(values);
  deepStrictEqual(values, [3, 1, 2]);
});

Deno.test("median() of nothing is refused", () => {
  throws(() => median([]), RangeError);
});

Deno.test("medianOfRatios() compares within each round, where medians would compare across them", () => {
  // The medians are 4 and 3, of different rounds.
  strictEqual(medianOfRatios([4, 3, 9], [8, 1, 3]), 3);
});

Deno.test("medianOfRatios() refuses a round that lacks one of them", () => {
  throws(() => medianOfRatios([1, 2], [1]), RangeError);
});

Deno.test("rotate() begins with another one each round and leaves none out", () => {
  const rounds = [0, 1, 2, 3].map((round) => rotate(["a", "b", "c"], round).join(""));
  deepStrictEqual(rounds, ["abc", "bca", "cab", "abc"]);
  deepStrictEqual(rotate([], 3), []);
});

Deno.test("takeTurns() measures one after the other, and keeps each one's figures by round", async () => {
  const turns: string[] = [], measured: Measurements = new Map();
  const contenders = ["a", "b"].map((name, index) => ({
    name,
    measure: async () => {
      turns.push(`${name} begins`);
      await Promise.resolve();
      turns.push(`${name} ends`);
      return index + turns.length / 100;
    },
  }));
  for (const round of [0, 1]) await takeTurns(contenders, round, measured);
  deepStrictEqual(
    turns.filter((turn) => turn.endsWith("begins")),
    ["a begins", "b begins", "b begins", "a begins"],
  );
  deepStrictEqual(turns[1], "a ends");
  deepStrictEqual([...measured], [["a", [0.02, 0.08]], ["b", [1.04, 1.06]]]);
});
