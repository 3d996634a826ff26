import { deepStrictEqual, strictEqual } from "node:assert/strict";
import type { EntryState } from "../../lib/model/entry.ts";
import type { Order } from "../../lib/model/sighting.ts";
import { judgeReceipt, type ReceiptSeen } from "../../lib/planning/judge_receipt.ts";
import { digestOf } from "../fixtures/catalogue_on_disk.ts";

/** A version of a file whose number tells it from the others. */
const version = (number: number) => ({
  kind: "file" as const,
  size: number,
  mtimeNs: BigInt(number),
  mode: 0o644,
  linkTarget: null,
  digest: digestOf(`${number}`),
});

type Numbers = { source: number; aboard?: number; delivered?: number };

/** What a drive knows, by the numbers of versions. */
function known(state: EntryState, { source, aboard, delivered }: Numbers) {
  return {
    ...version(source),
    state,
    aboard: aboard === undefined ? undefined : version(aboard),
    delivered: delivered === undefined ? undefined : version(delivered),
  };
}

/** What was seen: a version that was told of and lies there, loaded by the other drive in an order. */
function told(number: number | undefined, facts: Partial<ReceiptSeen> = {}): ReceiptSeen {
  return {
    told: number === undefined ? undefined : version(number),
    isAsTold: true,
    isAsKnown: false,
    aboard: "unknown",
    lastLoad: "unknown",
    ...facts,
  };
}

Deno.test("what another drive brought is delivered where the source was last seen with it", () => {
  deepStrictEqual(judgeReceipt(known("pending", { source: 2, delivered: 1 }), told(2)), {
    delivered: "as-told",
    aboard: "to-arrive",
    state: "delivered",
  });
});

Deno.test("what another drive brought makes the version of this one's last load wait again", () => {
  strictEqual(
    judgeReceipt(known("delivered", { source: 1, delivered: 1 }), told(2)).state,
    "pending",
  );
});

const ABOARD: readonly [Order, aboard: string, state: EntryState][] = [
  ["after", "to-arrive", "aboard"],
  ["before", "outdated", "pending"],
  ["unknown", "held-back", "pending"],
];

for (const [order, aboard, state] of ABOARD) {
  Deno.test(`what was loaded ${order} another version that was brought is ${aboard}`, () => {
    const judged = judgeReceipt(
      known("aboard", { source: 2, aboard: 2, delivered: 1 }),
      told(3, { aboard: order }),
    );
    deepStrictEqual(judged, { delivered: "as-told", aboard, state });
  });
}

Deno.test("the same bytes aboard arrive, and are found to be there", () => {
  const judged = judgeReceipt(known("aboard", { source: 2, aboard: 2 }), told(2));
  deepStrictEqual(judged, { delivered: "as-told", aboard: "to-arrive", state: "aboard" });
});

Deno.test("what is aboard gives way to the version that the source was last seen with", () => {
  const judged = judgeReceipt(known("pending", { source: 3, aboard: 2 }), told(3));
  deepStrictEqual(judged, { delivered: "as-told", aboard: "outdated", state: "delivered" });
});

Deno.test("what is not there as told is not believed, and what else lies there is believed no more", () => {
  const one = known("delivered", { source: 1, delivered: 1 });
  const gone = judgeReceipt(one, told(2, { isAsTold: false }));
  deepStrictEqual([gone.delivered, gone.state], ["nothing", "pending"]);
  const kept = judgeReceipt(one, told(2, { isAsTold: false, isAsKnown: true }));
  deepStrictEqual([kept.delivered, kept.state], ["as-known", "delivered"]);
});

Deno.test("what is aboard arrives where an unordered receipt is not believed", () => {
  const one = known("aboard", { source: 2, aboard: 2 });
  strictEqual(judgeReceipt(one, told(3, { isAsTold: false })).aboard, "to-arrive");
  strictEqual(
    judgeReceipt(one, told(3, { isAsTold: false, aboard: "before" })).aboard,
    "outdated",
    "an older version does not come back",
  );
});

Deno.test("what was removed is forgotten, and comes back only if it was loaded afterwards", () => {
  const removed = (order: Order) =>
    judgeReceipt(
      known("aboard", { source: 2, aboard: 2, delivered: 1 }),
      told(undefined, { aboard: order }),
    );
  deepStrictEqual(removed("after"), { delivered: "nothing", aboard: "to-arrive", state: "aboard" });
  strictEqual(removed("before").aboard, "outdated");
  strictEqual(removed("unknown").aboard, "held-back");
  strictEqual(
    judgeReceipt(known("removal", { source: 1, delivered: 1 }), told(undefined)).state,
    "removed",
  );
});

Deno.test("a folder that was removed is made anew only by a drive that was loaded afterwards", () => {
  const folder = { ...known("aboard", { source: 1 }), kind: "folder" as const };
  const state = (lastLoad: Order) => judgeReceipt(folder, told(undefined, { lastLoad })).state;
  deepStrictEqual([state("after"), state("before"), state("unknown")], [
    "aboard",
    "pending",
    "pending",
  ]);
});

Deno.test("a removal holds only for what the source had before it was decided", () => {
  const decided = known("removal", { source: 1, delivered: 1 });
  const after = (lastLoad: Order) => judgeReceipt(decided, told(2, { lastLoad })).state;
  strictEqual(after("after"), "removal");
  strictEqual(after("before"), "pending");
  strictEqual(after("unknown"), "pending");
  const never = known("removed", { source: 2 });
  strictEqual(judgeReceipt(never, told(2, { lastLoad: "after" })).state, "removal");
  strictEqual(judgeReceipt(never, told(2)).state, "delivered");
});

Deno.test("what was to be kept at the destination stays so", () => {
  strictEqual(
    judgeReceipt(known("skipped", { source: 1, delivered: 1 }), told(2)).state,
    "skipped",
  );
});
