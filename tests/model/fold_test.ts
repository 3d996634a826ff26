import { notStrictEqual, strictEqual } from "node:assert/strict";
import { fold } from "../../lib/model/fold.ts";

Deno.test("names that some file system takes for one fold to the same", () => {
  const same = [
    ["a.txt", "A.TXT"],
    ["\u00e9", "e\u0301"],
    ["\u00c9", "e\u0301"],
    ["ß", "SS"],
    ["\u1e9e", "ß"],
    ["ς", "Σ"],
    ["\u212a", "k"],
    ["\u01c5", "\u01c4"],
    ["한", "한".normalize("NFD")],
    ["a\u200db", "ab"],
    ["\ufeff\u2764\ufe0f", "\u2764"],
  ];
  for (const [left, right] of same) strictEqual(fold(left!), fold(right!), `${left} ${right}`);
});

Deno.test("names that every file system tells apart fold to different ones", () => {
  const different = [["a", "b"], ["e", "é"], ["1", "①"], ["ff", "ﬁ"], ["a/b", "a／b"]];
  for (const [left, right] of different) notStrictEqual(fold(left!), fold(right!));
});

Deno.test("what was folded folds to itself", () => {
  for (const text of ["A/b", "\u1e9e", "İ", "ΑΣ", "\u0345Α", "ǅ", "É", "e\u034f\u0301\u00ad"]) {
    strictEqual(fold(fold(text)), fold(text), text);
  }
});
