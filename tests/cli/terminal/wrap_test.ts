import { deepStrictEqual, ok, strictEqual } from "node:assert/strict";
import fc from "fast-check";
import { widthOf } from "../../../lib/cli/terminal/fit.ts";
import { wrapLine, wrapSentences, wrapWords } from "../../../lib/cli/terminal/wrap.ts";

Deno.test("wrapWords() breaks between words, keeps line breaks, and breaks what is wider than a line", () => {
  deepStrictEqual(wrapWords("one two three", 7), ["one two", "three"]);
  deepStrictEqual(wrapWords("one\n\ntwo", 7), ["one", "", "two"]);
  deepStrictEqual(wrapWords("see /srv/media/films now", 8), ["see", "/srv/med", "ia/films", "now"]);
  deepStrictEqual(wrapWords("映画映画 a", 5), ["映画", "映画", "a"]);
  deepStrictEqual(wrapWords("", 5), [""]);
});

Deno.test("wrapWords() begins the lines behind the first one below the end of what leads it", () => {
  deepStrictEqual(wrapWords("a lock has two gates", 13, "why  "), [
    "why  a lock",
    "     has two",
    "     gates",
  ]);
  deepStrictEqual(wrapWords("東京東京 x\ny", 8, "- "), ["- 東京東", "  京 x", "  y"]);
  deepStrictEqual(wrapWords("", 8, "- "), ["- "]);
});

Deno.test("wrapWords() loses nothing and makes no line wider than the screen", () => {
  fc.assert(
    fc.property(
      fc.string({ unit: "grapheme" }),
      fc.integer({ min: 4, max: 160 }),
      (text, columns) => {
        const lines = wrapWords(text, columns);
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

Deno.test("wrapLine() breaks between words and goes on set in", () => {
  deepStrictEqual(wrapLine("  one two three", 12), ["  one two", "    three"]);
  deepStrictEqual(wrapLine("one two three", 13), ["one two three"]);
});

Deno.test("wrapLine() leaves a word whole that is wider than the screen, or breaks it; without a screen every line is whole", () => {
  deepStrictEqual(wrapLine("to /a/very/long/path here", 8), [
    "to",
    "  /a/very/long/path",
    "  here",
  ]);
  deepStrictEqual(wrapLine("to /a/very/long/path here", 8, "broken"), [
    "to",
    "  /a/ver",
    "  y/long",
    "  /path",
    "  here",
  ]);
  deepStrictEqual(wrapLine("one two three", undefined), ["one two three"]);
});

Deno.test("sentences are set in alike on every line, and a word that is wider than the screen stays whole", () => {
  deepStrictEqual(wrapSentences("one two three\nfour", 9, "  "), [
    "  one two",
    "  three",
    "  four",
  ]);
  deepStrictEqual(wrapSentences("to /a/very/long/path", 8), ["to", "/a/very/long/path"]);
  deepStrictEqual(wrapSentences("one two three", undefined, "  "), ["  one two three"]);
});
