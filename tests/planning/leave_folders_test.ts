import { deepStrictEqual, strictEqual } from "node:assert/strict";
import { parseRelativePath } from "../../lib/model/relative_path.ts";
import { decisionOn, type MissingDecision } from "../../lib/model/stage.ts";
import { leaveFoldersOfUndecided } from "../../lib/planning/leave_folders.ts";

const PATHS = ["a/", "a/b/", "a/b/1", "a/c/", "a/c/2", "d/"].map(parseRelativePath);
const ENTRIES = PATHS.map((path) => ({ path, bytes: 0 }));

/** What becomes of each path in the end. */
function settle(each: Record<string, MissingDecision>, rest: MissingDecision): MissingDecision[] {
  const decided = Object.entries(each).map(([path, one]) =>
    [parseRelativePath(path), one] as const
  );
  const answer = leaveFoldersOfUndecided({ each: new Map(decided), rest }, ENTRIES);
  return PATHS.map((path) => decisionOn(answer, path));
}

Deno.test("a folder waits for what is left in it, and only such a one", () => {
  deepStrictEqual(settle({ "a/b/1": "leave" }, "remove"), [
    "leave",
    "leave",
    "leave",
    "remove",
    "remove",
    "remove",
  ]);
  deepStrictEqual(settle({ "a/": "remove", "d/": "remove" }, "leave").at(0), "leave");
  deepStrictEqual(settle({ "a/": "remove", "d/": "remove" }, "leave").at(-1), "remove");
});

Deno.test("a folder that is kept is kept, and one decision for all stays what it is", () => {
  deepStrictEqual(settle({ "a/": "skip", "a/b/1": "leave" }, "remove").slice(0, 2), [
    "skip",
    "leave",
  ]);
  strictEqual(leaveFoldersOfUndecided("remove", ENTRIES), "remove");
});
