import { doesNotMatch, ok } from "node:assert/strict";
import { formatBytes } from "../../../lib/vocabulary.ts";
import { withoutPaint } from "../../../lib/cli/terminal/paint.ts";
import { renderRunArea } from "../../../lib/cli/terminal/run_area.ts";
import { progressOf } from "./events.ts";

/** Columns that a terminal gives a text: emoji and CJK take two (Unicode's UAX #11). */
function columnsOf(text: string): number {
  const wide =
    /\p{Emoji_Presentation}|\p{Script=Han}|\p{Script=Hiragana}|\p{Script=Katakana}|\p{Script=Hangul}/u;
  return Array.from(text).reduce((sum, character) => sum + (wide.test(character) ? 2 : 1), 0);
}

Deno.test("no line is wider than the columns, also where a name has wide characters", () => {
  const facts = { bytesPerSecond: 0, timeLeft: undefined, isSilent: false, isStopping: false };
  for (const path of ["映画/休日の島の映画.mp4", "🎬🎬🎬🎬🎬🎬🎬🎬🎬🎬🎬🎬🎬🎬🎬🎬🎬🎬.mp4"]) {
    const large = [{ path, bytes: 100 * 1024 ** 2, copied: 50 * 1024 ** 2, proven: 0 }];
    const progress = progressOf({ path, proving: path, large });
    for (let columns = 10; columns <= 160; columns++) {
      for (
        const line of renderRunArea({ ...facts, progress }, { columns, rows: 9 }, withoutPaint)
      ) {
        ok(columnsOf(line) <= columns, `${columns} columns: ${columnsOf(line)}: ${line}`);
      }
    }
  }
});

Deno.test("no amount reads as 1024 of a unit", () => {
  for (const unit of [1024, 1024 ** 2, 1024 ** 3, 1024 ** 4]) {
    for (const share of [1023.5, 1023.6, 1023.9, 1023.94]) {
      doesNotMatch(formatBytes(Math.floor(share * unit)), /^1024 /, String(share * unit));
    }
  }
});
