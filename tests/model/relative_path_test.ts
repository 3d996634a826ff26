import { deepStrictEqual, ok, strictEqual, throws } from "node:assert/strict";
import { Buffer } from "node:buffer";
import {
  comparePaths,
  foldersAbove,
  joinRelative,
  nameOf,
  parentOf,
  parseRelativePath,
} from "../../lib/model/relative_path.ts";

Deno.test("comparePaths() puts an emoji behind the last character of the basic plane", () => {
  ok("\uffee" > "\u{1f600}", "JavaScript's own order is the other way round");
  ok(comparePaths("\uffee", "\u{1f600}") < 0);
  ok(comparePaths("a/\ue000b", "a/\u{10000}a") < 0);
});

Deno.test("comparePaths() orders 20,000 random pairs as their UTF-8 bytes", () => {
  const alphabet = ["", "a", "A", "/", ".", " ", "é", "\u0301", "߿", "ࠀ", "\ud7ff", "\ue000"]
    .concat(["\uffff", "\u{10000}", "\u{1f600}", "\u{10ffff}"]);
  const random = (length: number) =>
    Array.from({ length }, () => alphabet[Math.floor(Math.random() * alphabet.length)]).join("");
  for (let round = 0; round < 20_000; round++) {
    const stem = random(3), a = stem + random(3), b = stem + random(3);
    const bytes = Buffer.compare(Buffer.from(a), Buffer.from(b));
    strictEqual(Math.sign(comparePaths(a, b)), bytes, JSON.stringify([a, b]));
  }
});

Deno.test("comparePaths() keeps a folder's contents right behind it", () => {
  const walk = ["a", "a b", "a.txt", "a/", "a/0", "a/b/", "a/b/c", "a/b0", "a0", "ab"];
  deepStrictEqual(walk.toReversed().sort(comparePaths), walk);
});

Deno.test("parseRelativePath() refuses whatever could lead out of its root", () => {
  const hostile = ["", "/", "//", ".", "..", "./", "../", "../a", "a/..", "a/../b", "a/./b"]
    .concat(["/etc/passwd", "a//b", "a//", "//a", "a\0b", "a/\0"]);
  for (const text of hostile) {
    throws(() => parseRelativePath(text), TypeError, JSON.stringify(text));
  }
});

Deno.test("parseRelativePath() refuses Waterlock's own folder, as any system may write it", () => {
  for (
    const text of [".waterlock", ".waterlock/pair.json", ".Waterlock/", ".WATERLOCK/PAIR.JSON"]
      .concat([".water\u200dlock/pair.json", "\ufeff.waterlock", ".waterloc\u212a/x"])
  ) {
    throws(() => parseRelativePath(text), TypeError, text);
  }
  for (const text of [".waterlocks", "a/.waterlock/b", "waterlock"]) {
    strictEqual(parseRelativePath(text), text);
  }
});

Deno.test("parseRelativePath() takes names that only look odd", () => {
  for (const text of ["a", "a/", "...", "..a", "a..", " ", "-rf", "a\nb", "a\\b", "é/日本/"]) {
    strictEqual(parseRelativePath(text), text);
  }
});

Deno.test("a path comes apart into its folder and its name, and joins again", () => {
  const cases: [string, string, string][] = [
    ["a", "", "a"],
    ["a/", "", "a"],
    ["a/b", "a/", "b"],
    ["a/b/", "a/", "b"],
    ["a/b/c.txt", "a/b/", "c.txt"],
  ];
  for (const [text, parent, name] of cases) {
    const path = parseRelativePath(text);
    strictEqual(parentOf(path), parent);
    strictEqual(nameOf(path), name);
    strictEqual(joinRelative(parentOf(path), nameOf(path), path.endsWith("/")), text);
  }
});

Deno.test("foldersAbove() gives the folders above a path, outermost first, without itself", () => {
  const above = (text: string) => foldersAbove(parseRelativePath(text));
  deepStrictEqual(above("a"), []);
  deepStrictEqual(above("a/"), []);
  deepStrictEqual(above("a/b"), ["a/"]);
  deepStrictEqual(above("a/b/c/"), ["a/", "a/b/"]);
});
