import { match, ok, strictEqual } from "node:assert/strict";
import { formatShare, shorten, troubleWords } from "../../../lib/cli/report/words.ts";

const tally = (files: number, bytes: number) => ({ files, bytes });

Deno.test("100% is said only when every file is safe, however little is missing", () => {
  strictEqual(formatShare(tally(3, 30), tally(3, 30)), "100%");
  strictEqual(formatShare(tally(999_999, 1e15), tally(1_000_000, 1e15 + 1)), "99.9%");
  strictEqual(formatShare(tally(1, 30), tally(2, 30)), "99.9%", "an empty file is one too");
});

Deno.test("0% is said only when no file is", () => {
  strictEqual(formatShare(tally(0, 0), tally(3, 30)), "0%");
  strictEqual(formatShare(tally(1, 1), tally(2, 1e9)), "<0.1%");
});

Deno.test("a share is never rounded up, and of nothing there is none", () => {
  strictEqual(formatShare(tally(1, 6669), tally(2, 10_000)), "66.6%");
  strictEqual(formatShare(tally(0, 0), tally(0, 0)), "–");
  strictEqual(formatShare(tally(1, 0), tally(2, 0)), "50%", "files without bytes are counted");
});

Deno.test("a long path keeps its beginning and its end", () => {
  strictEqual(shorten("a/b.mov", 10), "a/b.mov");
  const short = shorten(`folder/${"x".repeat(300)}/last.mov`, 40);
  strictEqual(Array.from(short).length, 40);
  match(short, /^folder\/x.*….*x\/last\.mov$/);
  strictEqual(shorten("two\nlines", 20), "two\\nlines");
});

Deno.test("a code that nobody knows is shown, whatever it is called", () => {
  match(troubleWords("unreadable").words, /could not be read/i);
  match(troubleWords("constructor").words, /could not settle it \(constructor\)/);
  ok(troubleWords("x".repeat(9999)).words.length < 100);
});
