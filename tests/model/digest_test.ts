import { strictEqual, throws } from "node:assert/strict";
import { parseDigest } from "../../lib/model/digest.ts";

const hex = "0123456789abcdef".repeat(8);

Deno.test("parseDigest() takes 128 lower-case hexadecimal digits and nothing else", () => {
  strictEqual(parseDigest(hex), hex);
  const wrong = ["", hex.slice(1), hex + "0", hex.toUpperCase(), hex.slice(1) + "g", hex + "\n"];
  for (const text of wrong) throws(() => parseDigest(text), TypeError, JSON.stringify(text));
});
