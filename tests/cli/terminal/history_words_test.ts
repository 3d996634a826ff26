import { deepStrictEqual, ok, strictEqual } from "node:assert/strict";
import { widthOf } from "../../../lib/cli/terminal/fit.ts";
import { historyLines } from "../../../lib/cli/terminal/history_words.ts";
import type { PastStage } from "../../../lib/operations/mod.ts";

/** A load that left something waiting. */
function pastLoad(facts: Partial<PastStage> = {}): PastStage {
  const startedAt = new Date(2026, 10, 24, 2, 21).getTime();
  const none = { files: 0, bytes: 0 };
  return {
    pair: "media",
    trip: 1,
    stage: "load",
    host: "at-home",
    startedAt,
    endedAt: startedAt + 4000,
    result: "partial",
    tallies: {
      carried: { files: 5, bytes: 1024 },
      waiting: { files: 12, bytes: 5 },
      instructed: none,
      failed: { files: 3, bytes: 9 },
      removed: none,
    },
    proofs: { cold: 5, reread: 0 },
    ...facts,
  } as PastStage;
}

const RESULT = "done in part, 3 files could not be carried, 12 waited";

Deno.test("a history's table never cuts how a stage ended: it leaves out what is the same, or tells it below", () => {
  strictEqual(historyLines([pastLoad()], 160)[1]!.endsWith(RESULT), true);
  const some = { ...pastLoad().tallies, failed: { files: 0, bytes: 0 } };
  deepStrictEqual(historyLines([pastLoad({ tallies: some })], 90), [
    "trip  when                stage  files  bytes  proven  took  result",
    "   1  24 Nov 2026, 02:21  load       5  1 KiB  medium   4 s  done in part, 12 waited",
  ]);
  deepStrictEqual(historyLines([pastLoad({ tallies: some })], 80), [
    "when                stage  files  bytes  proven  took  result",
    "24 Nov 2026, 02:21  load       5  1 KiB  medium   4 s  done in part, 12 waited",
  ]);
  deepStrictEqual(historyLines([pastLoad()], 80), [
    "trip  when                stage  where    files  bytes  proven  took",
    "    result",
    "   1  24 Nov 2026, 02:21  load   at-home      5  1 KiB  medium   4 s",
    `    ${RESULT}`,
  ]);
});

Deno.test("no line of a history is wider than the screen, and all of how a stage ended can be read", () => {
  const stages = [pastLoad(), pastLoad({ host: "away", stage: "unload", result: "interrupted" })];
  for (let columns = 66; columns <= 160; columns++) {
    const lines = historyLines(stages, columns);
    for (const line of lines) ok(widthOf(line) <= columns, `${columns}: ${line}`);
    const words = lines.join(" ").replaceAll(/\s+/g, " ");
    ok(words.includes(RESULT), `${columns}: ${words}`);
    ok(words.includes("interrupted"), words);
  }
});
