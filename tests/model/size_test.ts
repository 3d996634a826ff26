import { strictEqual } from "node:assert/strict";
import { parseSize } from "../../lib/model/size.ts";

Deno.test("parseSize() reads what a person writes", () => {
  const cases: [string, number][] = [
    ["0", 0],
    ["1", 1],
    ["1 GiB", 1_073_741_824],
    ["1gib", 1_073_741_824],
    ["500MB", 500_000_000],
    ["4k", 4096],
    ["4kB", 4000],
    ["1.5 KiB", 1536],
    ["0.1 KiB", 102],
    ["2T", 2 * 2 ** 40],
    ["2 TB", 2e12],
    ["  7 b  ", 7],
  ];
  for (const [text, bytes] of cases) strictEqual(parseSize(text), bytes, text);
});

Deno.test("parseSize() gives nothing for what is not a size", () => {
  const wrong = ["", " ", "GiB", "-1", "+1", "1,5 GiB", "1e3", "0x10", "1.", ".5", "1 GiB 2", "∞"]
    .concat(["1 foot", "1 constructor", "1 __proto__", "NaN", "1\n2"]);
  for (const text of wrong) strictEqual(parseSize(text), undefined, JSON.stringify(text));
});

Deno.test("parseSize() refuses what a number could not hold exactly", () => {
  strictEqual(parseSize("9007199254740991"), Number.MAX_SAFE_INTEGER);
  strictEqual(parseSize("9007199254740993"), undefined);
  strictEqual(parseSize("8192 TiB"), undefined);
  strictEqual(parseSize("9".repeat(400)), undefined);
});
