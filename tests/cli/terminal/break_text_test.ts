import { deepStrictEqual, ok, strictEqual } from "node:assert/strict";
import fc from "fast-check";
import { widthOf } from "../../../lib/cli/terminal/fit.ts";
import { breakText } from "../../../lib/cli/terminal/break_text.ts";

Deno.test("breakText() breaks at blanks, keeps line breaks, and cuts what is wider than a line", () => {
  deepStrictEqual(breakText("one two three", 7), ["one two", "three"]);
  deepStrictEqual(breakText("one\n\ntwo", 7), ["one", "", "two"]);
  deepStrictEqual(breakText("see /srv/media/films now", 8), ["see", "/srv/med", "ia/films", "now"]);
  deepStrictEqual(breakText("映画映画 a", 5), ["映画", "映画", "a"]);
  deepStrictEqual(breakText("", 5), [""]);
});

Deno.test("breakText() loses nothing and makes no line wider than the screen", () => {
  fc.assert(
    fc.property(
      fc.string({ unit: "grapheme" }),
      fc.integer({ min: 4, max: 160 }),
      (text, columns) => {
        const lines = breakText(text, columns);
        for (const line of lines) {
          ok(
            widthOf(line) <= columns || Array.from(line).length === 1,
            line,
          );
        }
        const plain = (text: string) => text.replaceAll(/[ \n]/g, "");
        strictEqual(plain(lines.join("")), plain(text));
      },
    ),
  );
});
