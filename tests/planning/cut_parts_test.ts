import { deepStrictEqual, strictEqual } from "node:assert/strict";
import { cutParts, leastPart } from "../../lib/planning/cut_parts.ts";

const stretch = (start: number, size: number) => ({ start, size });

Deno.test("cutParts() cuts from the beginning, as much as may go, in parts that are not too large", () => {
  deepStrictEqual(cutParts(10, [], 7, 4), [stretch(0, 4), stretch(4, 3)]);
  deepStrictEqual(cutParts(10, [], 99, Infinity), [stretch(0, 10)]);
  deepStrictEqual(cutParts(10, [], 0, 4), []);
});

Deno.test("cutParts() goes on behind what is known, and fills what was lost of it", () => {
  deepStrictEqual(cutParts(10, [stretch(0, 4)], 99, 4), [stretch(4, 4), stretch(8, 2)]);
  deepStrictEqual(cutParts(10, [stretch(2, 2), stretch(6, 4)], 3, 9), [
    stretch(0, 2),
    stretch(4, 1),
  ]);
  deepStrictEqual(cutParts(10, [stretch(0, 10)], 99, 4), []);
});

Deno.test("leastPart() asks for a share of the room, and never for more than is copied in a minute", () => {
  strictEqual(leastPart(16_000), 1000);
  strictEqual(leastPart(2 ** 42), 256 * 1024 * 1024);
  strictEqual(leastPart(0), 1);
});
