import { strictEqual } from "node:assert/strict";
import { believable, CLOCKS_DIFFER_MS, orderOf } from "../../lib/model/sighting.ts";

const load = (from: number, until: number | null, host = "home") => ({ host, from, until });

Deno.test("of two loads at one computer the one that was over before the other began was first", () => {
  strictEqual(orderOf(load(1, 5), load(6, 9)), "before");
  strictEqual(orderOf(load(6, 9), load(1, 5)), "after");
});

Deno.test("nothing orders loads that ran side by side, never ended, were elsewhere, or are not known", () => {
  for (
    const [a, b] of [
      [load(1, 6), load(5, 9)],
      [load(5, 9), load(1, 6)],
      [load(1, 5), load(5, 9)],
      [load(1, null), load(6, 9)],
      [load(6, 9), load(1, null)],
      [load(1, 5), load(6, 9, "another")],
      [load(1, 5), null],
      [null, load(1, 5)],
      [null, null],
    ] as const
  ) strictEqual(orderOf(a, b), "unknown", JSON.stringify([a, b]));
  strictEqual(
    orderOf(load(6, null), load(1, 5)),
    "after",
    "when it ended matters to the first alone",
  );
});

Deno.test("a sighting from the future is not believed", () => {
  const now = 1e12;
  strictEqual(believable(load(now + CLOCKS_DIFFER_MS + 1, null), now), null);
  strictEqual(believable(undefined, now), null);
  const today = load(now + CLOCKS_DIFFER_MS, null);
  strictEqual(believable(today, now), today);
});
