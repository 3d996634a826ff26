import { ok, strictEqual } from "node:assert/strict";
import type { RelativePath } from "../../lib/model/relative_path.ts";
import { gitignoreRules } from "../../lib/planning/gitignore_rules.ts";

Deno.test("no patterns match nothing", () => {
  strictEqual(gitignoreRules([], { ignorecase: false })("a.tmp" as RelativePath), false);
});

Deno.test("rules hold as well for the path after ten thousand others", () => {
  const isMatch = gitignoreRules(["*.tmp", "!keep.tmp"], { ignorecase: false });
  for (let number = 0; number < 25_000; number++) {
    const path = `folder/${number}${number % 2 ? ".tmp" : ".mp4"}` as RelativePath;
    strictEqual(isMatch(path), number % 2 === 1, path);
  }
  ok(!isMatch("keep.tmp" as RelativePath) && isMatch("other.tmp" as RelativePath));
});
