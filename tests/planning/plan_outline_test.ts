import { deepStrictEqual, strictEqual } from "node:assert/strict";
import { PlanOutline } from "../../lib/planning/plan_outline.ts";

Deno.test("a plan's outline adds up what goes by the first folder of each path, the largest first", () => {
  const outline = new PlanOutline();
  outline.goes("2026/05/a.mov", 10);
  outline.goes("2025/b.mov", 30);
  outline.goes("2026/c.mov", 30);
  outline.goes("notes.txt", 1);
  deepStrictEqual(outline.conclude().folders, [
    { folder: "2026/", files: 2, bytes: 40 },
    { folder: "2025/", files: 1, bytes: 30 },
    { folder: "", files: 1, bytes: 1 },
  ]);
});

Deno.test("folders beyond the twenty largest are counted and added up, none is lost", () => {
  const outline = new PlanOutline();
  for (let folder = 1; folder <= 5000; folder++) {
    for (let file = 0; file < 2; file++) outline.goes(`${folder}/${file}`, folder);
  }
  const { folders, others } = outline.conclude();
  strictEqual(folders.length, 20);
  deepStrictEqual(folders[0], { folder: "5000/", files: 2, bytes: 10_000 });
  const rest = 2 * (4980 * 4981) / 2;
  deepStrictEqual(others, { folders: 4980, files: 9960, bytes: rest });
});

Deno.test("what waits is added up by its reason, with one of the files to each", () => {
  const outline = new PlanOutline();
  outline.waits("a", 5, "never-fits");
  outline.waits("b", 3, "no-room");
  outline.waits("c", 4, "no-room");
  deepStrictEqual(outline.conclude().waits, [
    { reason: "no-room", files: 2, bytes: 7, example: "b" },
    { reason: "never-fits", files: 1, bytes: 5, example: "a" },
  ]);
});
