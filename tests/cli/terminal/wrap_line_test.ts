import { deepStrictEqual } from "node:assert/strict";
import { wrapLine } from "../../../lib/cli/terminal/wrap_line.ts";

Deno.test("a line that stays is broken between words, and goes on set in", () => {
  deepStrictEqual(wrapLine("  one two three", 12), ["  one two", "    three"]);
  deepStrictEqual(wrapLine("one two three", 13), ["one two three"]);
});

Deno.test("a word that is wider than the screen stays whole, and without a screen every line does", () => {
  deepStrictEqual(wrapLine("to /a/very/long/path here", 8), [
    "to",
    "  /a/very/long/path",
    "  here",
  ]);
  deepStrictEqual(wrapLine("one two three", undefined), ["one two three"]);
});
