import { doesNotMatch, match, ok, strictEqual } from "node:assert/strict";
import { formatBytes } from "../../../lib/cli/terminal/format.ts";
import { renderProgressLine } from "../../../lib/cli/terminal/progress_line.ts";
import { PlainReporter } from "../../../lib/cli/terminal/plain_reporter.ts";
import { LiveLine, ScreenReporter } from "../../../lib/cli/terminal/screen_reporter.ts";

/** Columns that a terminal gives a text: emoji and CJK take two (Unicode's UAX #11). */
function columnsOf(text: string): number {
  const wide =
    /\p{Emoji_Presentation}|\p{Script=Han}|\p{Script=Hiragana}|\p{Script=Katakana}|\p{Script=Hangul}/u;
  return Array.from(text).reduce((sum, character) => sum + (wide.test(character) ? 2 : 1), 0);
}

Deno.test("no line is wider than the columns, also where a name has wide characters", () => {
  const done = { files: 1, bytes: 1 }, total = { files: 2, bytes: 2 };
  for (const path of ["映画/休日の島の映画.mp4", "🎬🎬🎬🎬🎬🎬🎬🎬🎬🎬🎬🎬🎬🎬🎬🎬🎬🎬.mp4"]) {
    for (let columns = 40; columns <= 160; columns++) {
      const line = renderProgressLine({ done, total, path, bytesPerSecond: 0 }, columns);
      ok(columnsOf(line) <= columns, `${columns} columns: ${columnsOf(line)}: ${line}`);
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

Deno.test("a rate below a KiB is told in whole bytes", () => {
  const done = { files: 1, bytes: 10 }, total = { files: 2, bytes: 20 };
  match(
    renderProgressLine({ done, total, path: "a", bytesPerSecond: 10 / 3 }, 160),
    / {2}3 bytes\/s {2}/,
  );
});

Deno.test("the line of a scan is no wider than the terminal, and counts as a person does", () => {
  const written: string[] = [];
  const out = { write: (text: string) => void written.push(text) };
  const plain = new PlainReporter({ out, err: out }, { isQuiet: false, now: () => 0 });
  const screen = new ScreenReporter(plain, new LiveLine(out, () => 40), () => 0);
  screen.report({ event: "scan", pair: "films", files: 1 });
  match(written.at(-1)!, / 1 file$/);
  screen.report({ event: "scan", pair: "films", files: 1_234_567 });
  const line = written.at(-1)!.replace("\r\x1b[2K", "");
  ok(line.length < 40, line);
  strictEqual(line.includes("1,234,567"), true);
});
