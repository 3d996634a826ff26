import { deepStrictEqual } from "node:assert/strict";
import { wrapWords } from "../../../lib/cli/terminal/wrap.ts";

Deno.test("wrapWords() begins the lines behind the first one below the end of what leads it", () => {
  deepStrictEqual(wrapWords("a lock has two gates", 13, "why  "), [
    "why  a lock",
    "     has two",
    "     gates",
  ]);
});

Deno.test("wrapWords() counts wide letters as two, and cuts a word that is wider than a line", () => {
  deepStrictEqual(wrapWords("東京 東京東京東京 x", 8), ["東京", "東京東…", "x"]);
  deepStrictEqual(wrapWords("", 8, "- "), ["- "]);
});
