import { deepStrictEqual } from "node:assert/strict";
import { parseRelativePath } from "../../lib/model/relative_path.ts";
import { findLargestFolders } from "../../lib/planning/largest_folders.ts";

const entriesOf = (sizes: Record<string, number>) =>
  Object.entries(sizes).map(([path, bytes]) => ({ path: parseRelativePath(path), bytes }));

Deno.test("findLargestFolders() sums up what lies directly in each, the most bytes first", () => {
  const entries = entriesOf({
    "a": 1,
    "b/c": 5,
    "b/d/e": 9,
    "b/f": 5,
    "g/h": 10,
    "b/": 0,
    "x/": 0,
  });
  deepStrictEqual(findLargestFolders(entries, 3), {
    largest: [
      { folder: "b/", files: 2, bytes: 10 },
      { folder: "g/", files: 1, bytes: 10 },
      { folder: "b/d/", files: 1, bytes: 9 },
    ],
    others: 1,
  });
  deepStrictEqual(findLargestFolders(entriesOf({ a: 3 }), 3), {
    largest: [{ folder: "", files: 1, bytes: 3 }],
    others: 0,
  });
});

Deno.test("findLargestFolders() tells of folders where nothing else is gone", () => {
  deepStrictEqual(findLargestFolders(entriesOf({ "b/": 0, "a/": 0 }), 1), {
    largest: [{ folder: "a/", files: 0, bytes: 0 }],
    others: 1,
  });
});
