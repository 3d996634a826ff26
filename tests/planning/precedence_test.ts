import { deepStrictEqual, strictEqual } from "node:assert/strict";
import { parseRelativePath } from "../../lib/model/relative_path.ts";
import { rankPaths } from "../../lib/planning/precedence.ts";

/** The ranks of paths, by path. */
function ranks(first: readonly string[], hold: readonly string[], paths: readonly string[]) {
  const rankOf = rankPaths({ first, hold })!;
  return Object.fromEntries(paths.map((path) => [path, rankOf(parseRelativePath(path))]));
}

Deno.test("where nothing is said no path need be looked at", () => {
  strictEqual(rankPaths({ first: [], hold: [] }), undefined);
});

Deno.test("a path goes by the earliest pattern of first that matches it", () => {
  deepStrictEqual(
    ranks(["2026/**", "*.jpg"], [], ["2026/a.jpg", "2026/b", "x/c.jpg", "d", "2026/"]),
    {
      "2026/a.jpg": 0,
      "2026/b": 0,
      "x/c.jpg": 1,
      d: undefined,
      "2026/": undefined,
    },
  );
});

Deno.test("what hold matches is held, whatever first says of it; case counts", () => {
  deepStrictEqual(
    ranks(["2026/**"], ["raw/", "*.nef"], ["raw/", "2026/raw/x", "2026/a.nef", "Raw/x"]),
    {
      "raw/": "held",
      "2026/raw/x": "held",
      "2026/a.nef": "held",
      "Raw/x": undefined,
    },
  );
});

Deno.test("a pattern with ! takes back what those before it match, in both lists", () => {
  const paths = ["a.jpg", "keep.jpg", "x/keep.jpg", "raw/a", "raw/keep"];
  deepStrictEqual(ranks(["*.jpg", "!keep.jpg", "x/**"], ["raw/**", "!raw/keep"], paths), {
    "a.jpg": 0,
    "keep.jpg": undefined,
    "x/keep.jpg": 2,
    "raw/a": "held",
    "raw/keep": undefined,
  });
});
