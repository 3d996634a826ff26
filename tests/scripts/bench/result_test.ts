import { deepStrictEqual, strictEqual } from "node:assert/strict";
import { atMost, type Bound, countBounds, FASTER, judge } from "../../../scripts/bench/result.ts";

function isMet(bound: Bound, waterlock: readonly number[], peer: readonly number[]) {
  const { peers } = judge({
    workload: "w",
    what: "w",
    unit: "seconds",
    waterlock,
    peers: [{ name: "p", values: peer, bound }],
  });
  return peers[0]!.isMet;
}

Deno.test("a bound is met up to its very limit, and not beyond", () => {
  strictEqual(isMet(atMost(0.5), [1], [2]), true);
  strictEqual(isMet(atMost(0.5), [1.001], [2]), false);
});

Deno.test("faster than another is not as fast as it", () => {
  strictEqual(isMet(FASTER, [0.99], [1]), true);
  strictEqual(isMet(FASTER, [1], [1]), false);
});

Deno.test("what is shared among cores is divided before it is compared, and shown whole", () => {
  const { peers: [peer] } = judge({
    workload: "w",
    what: "w",
    unit: "seconds",
    waterlock: [6, 6, 6],
    peers: [{ name: "p", values: [10, 8, 12], dividedBy: 2, bound: atMost(1.25) }],
  });
  deepStrictEqual([peer!.median, peer!.ratio, peer!.isMet], [10, 1.2, true]);
});

Deno.test("a figure's own bound is judged by its median", () => {
  const memory = { workload: "w", what: "w", unit: "bytes", peers: [], bound: atMost(5) } as const;
  strictEqual(judge({ ...memory, waterlock: [5, 1, 9] }).isMet, true);
  strictEqual(judge({ ...memory, waterlock: [6, 1, 9] }).isMet, false);
});

Deno.test("countBounds() counts the bounds that are missed, and passes over what has none", () => {
  const result = judge({
    workload: "w",
    what: "w",
    unit: "seconds",
    waterlock: [1],
    bound: atMost(2),
    peers: [
      { name: "slower", values: [2], bound: FASTER },
      { name: "quicker", values: [0.5], bound: FASTER },
      { name: "beside", values: [0.1] },
    ],
  });
  strictEqual("isMet" in result.peers[2]!, false);
  deepStrictEqual(countBounds([result, result]), { bounds: 6, met: 4 });
});
