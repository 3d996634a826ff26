// deno-lint-ignore-file no-control-regex
import { deepStrictEqual, match, strictEqual } from "node:assert/strict";
import { LiveArea } from "../../../lib/cli/terminal/live_area.ts";
import { withoutPaint } from "../../../lib/cli/terminal/paint.ts";
import { PlainReporter } from "../../../lib/cli/terminal/plain_reporter.ts";
import { ScreenReporter } from "../../../lib/cli/terminal/screen_reporter.ts";
import { progressOf, stageEndOf } from "./events.ts";
import { RecordedOutput } from "./recorded_output.ts";

const PROBLEM = {
  event: "problem",
  pair: "films",
  path: "bad.mov",
  code: "unreadable",
  message: "No",
} as const;

/** A reporter on a screen of 40 columns whose width and clock a test may change. */
function onScreen() {
  const out = new RecordedOutput(), world = { columns: 40, rows: 24, now: 0 };
  const live = new LiveArea(out, () => world);
  const now = () => world.now, above = live.above(out);
  const plain = new PlainReporter({ out: above, err: above }, { isQuiet: false, now });
  const screen = new ScreenReporter(plain, live, now, withoutPaint);
  const take = () => {
    const { text } = out;
    out.text = "";
    return text;
  };
  return { world, live, screen, take };
}

const DONE = { files: 1, bytes: 1024 ** 3 };

Deno.test("an area is drawn over from its first letter, and the cursor stays there", () => {
  const { screen, take } = onScreen();
  using _ = screen;
  screen.report(progressOf({ done: DONE }));
  strictEqual(
    take(),
    "\x1b[?7l\r\x1b[2K███████████░░░░░░░░░░░░░░░░░░░░░░░  33%\r\n" +
      "\x1b[2K1 GiB of 3 GiB, 1 of 1,204 files\r\n\x1b[2Kcopying a.mov\x1b[J\x1b[2A\r\x1b[?7h",
  );
});

Deno.test("what is heard too often is not drawn, and each time for the width that there is now", () => {
  const { world, screen, take } = onScreen();
  using _ = screen;
  screen.report(progressOf({ done: DONE }));
  take();
  world.now += 100;
  screen.report(progressOf({ done: DONE }));
  strictEqual(take(), "");
  world.now += 200;
  world.columns = 30;
  screen.report(progressOf({ done: DONE }));
  match(take(), /^\x1b\[\?7l\r\x1b\[2K████████░░░░░░░░░░░░░░░░ {2}33%\r/);
});

Deno.test("a problem is printed above the area and stays, and the area is there again at once", () => {
  const { screen, take } = onScreen();
  using _ = screen;
  screen.report(progressOf({ done: DONE }));
  const area = take();
  screen.report(PROBLEM);
  strictEqual(take(), `\r\x1b[2K\x1b[B\x1b[J\x1b[Afilms: bad.mov: No\n${area}`);
});

Deno.test("the end of a stage takes the area's place, and nothing is drawn any more", () => {
  const { screen, live, take } = onScreen();
  using _ = screen;
  screen.report(progressOf({ done: DONE }));
  take();
  screen.report(stageEndOf());
  match(take(), /^\r\x1b\[2K\x1b\[B\x1b\[J\x1b\[Afilms: 1 file, 1 byte now on the drive\.\n/);
  strictEqual(live.isShown, false);
});

Deno.test("who asks to stop is told so in the area, or hears that there is none", () => {
  const { screen, take } = onScreen();
  using _ = screen;
  strictEqual(screen.stop(), false);
  screen.report(progressOf({ done: DONE }));
  match(take(), /Stopping/);
});

Deno.test("what makes way for a question does not come back over it", async () => {
  const { screen, live, take } = onScreen();
  using _ = screen;
  screen.report(progressOf({ done: DONE }));
  live.clear();
  take();
  await new Promise((resolve) => setTimeout(resolve, 600));
  strictEqual(take(), "");
});

Deno.test("the area is drawn now and then though nothing is heard", async () => {
  const { world, screen, take } = onScreen();
  using _ = screen;
  screen.report(progressOf({ done: DONE }));
  take();
  world.now += 3000;
  await new Promise((resolve) => setTimeout(resolve, 400));
  match(take(), /waiting for the disks/);
});

Deno.test("the line of a scan is no wider than the terminal, and counts as a person does", () => {
  const { screen, take } = onScreen();
  using _ = screen;
  screen.report({ event: "scan", pair: "films", files: 1 });
  match(take(), /Looking through the source: 1 file\x1b\[J/);
  screen.report({ event: "scan", pair: "films", files: 1_234_567 });
  deepStrictEqual(take(), "");
});
