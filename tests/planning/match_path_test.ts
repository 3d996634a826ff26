import { strictEqual } from "node:assert/strict";
import { parseRelativePath } from "../../lib/model/relative_path.ts";
import { matchPath } from "../../lib/planning/match_path.ts";

const CASES: readonly [pattern: string, path: string, isMatch: boolean][] = [
  ["film", "2019/A Film.mov", true],
  ["9/a", "2019/A Film.mov", true],
  ["films", "2019/A Film.mov", false],
  ["ÉTÉ", "e\u0301te\u0301/1", true],
  ["*E\u0301T\u00c9*", "\u00e9t\u00e9", true],
  ["*.mov", "a/b/c.MOV", true],
  ["*.mov", "c.mov.txt", false],
  ["a/*.mov", "a/c.mov", true],
  ["a/*.mov", "a/b/c.mov", false],
  ["a/*.mov", "b/a/c.mov", false],
  ["a/**", "a/b/c.mov", true],
  ["**/b/*", "a/b/c.mov", true],
  ["c.m?v", "a/c.mov", true],
  ["c.m[nop]v", "a/c.mov", true],
  ["c.m[!nop]v", "a/c.mov", false],
  ["!*", "!important", true],
  ["!*", "important", false],
  ["#*", "#1", true],
  ["* ", "ends with a space ", true],
  ["* ", "ends without", false],
  ["\\[x\\]*", "[x] y", true],
  ["a[", "a[b", true],
  ["a\nb*", "x", false],
  ["*line*", "a\nline\n", true],
  ["*", "..dots", true],
];

for (const [pattern, path, isMatch] of CASES) {
  Deno.test(`${JSON.stringify(pattern)} ${isMatch ? "matches" : "does not match"} ${JSON.stringify(path)}`, () => {
    strictEqual(matchPath(pattern)(parseRelativePath(path)), isMatch);
  });
}

Deno.test("matchPath() goes on matching over more paths than it remembers", () => {
  const isWanted = matchPath("*7.mov");
  let found = 0;
  for (let number = 0; number < 25_000; number++) {
    if (isWanted(parseRelativePath(`a/${number}.mov`))) found += 1;
  }
  strictEqual(found, 2500);
});
