import { deepStrictEqual, doesNotMatch, match, ok } from "node:assert/strict";
import { withoutPaint, withPaint } from "../../../lib/cli/terminal/colours.ts";
import { widthOf } from "../../../lib/cli/terminal/fit.ts";
import { formatTime } from "../../../lib/cli/terminal/format.ts";
import { drawStatus, statusLines } from "../../../lib/cli/terminal/status_words.ts";
import { MANY, NOTHING, ONE } from "./events.ts";
import { driveStatusOf, newPairStatus, pairStatusOf, statesOf } from "./status_of.ts";

const LOADED = formatTime(Date.UTC(2026, 9, 18, 12));
const VERIFIED = formatTime(Date.UTC(2026, 9, 4, 12));

Deno.test("without a screen the status is lines: each end, what is there, what was done and what is wrong", () => {
  const pair = pairStatusOf();
  deepStrictEqual(statusLines(driveStatusOf(pair)), [
    "Drive /media/drive: 12 GiB free; 1 GiB are the reserve and stay free",
    "",
    "films",
    "  source       /srv/media/films",
    "    waiting: 1,204 files, 300 GiB (19%)",
    "  drive        cargo/films",
    "    aboard: 312 files, 100 GiB (6%)",
    "  destination  /backup/far away/films",
    "    delivered: 30,112 files, 1.2 TiB (75%)",
    "  to come      about 3 more trips for what waits",
    `  last trip    ${LOADED}: trip 7, load at home, 312 files, 100 GiB; done in part, 1,204 waited`,
    `  verified     destination, ${VERIFIED}: 30,000 files, 1.1 TiB verified; 112 files, 100 GiB ` +
    "left for the next time",
    "  proven       drive, 312 proven from the medium",
    "               destination, 30,000 proven from the medium, 112 by a second reading, perhaps " +
    "from the cache",
    "               destination, all proven since 2026-09-01",
    "  problems     none known",
  ]);
});

Deno.test("a screen of 40 columns has no room for the picture, and gets the same as lines", () => {
  const lines = drawStatus(driveStatusOf(pairStatusOf()), 40, withoutPaint);
  deepStrictEqual(lines.slice(0, 12), [
    "Drive /media/drive: 12 GiB free; 1 GiB",
    "  are the reserve and stay free",
    "",
    "films",
    "  source       /srv/media/films",
    "    waiting: 1,204 files, 300 GiB (19%)",
    "  drive        cargo/films",
    "    aboard: 312 files, 100 GiB (6%)",
    "  destination  /backup/far away/films",
    "    delivered: 30,112 files, 1.2 TiB",
    "      (75%)",
    "  to come      about 3 more trips for",
  ]);
  const wordsOf = (some: readonly string[]) => some.join(" ").split(/\s+/);
  deepStrictEqual(wordsOf(lines), wordsOf(statusLines(driveStatusOf(pairStatusOf()))));
});

Deno.test("80 columns have the picture, and below it what was done and what is wrong", () => {
  const problems = [{
    code: "unreadable",
    ...MANY,
    example: "2024/05/a film with a long name.mov",
  }];
  const states = statesOf({ delivered: MANY, damaged: ONE, skipped: ONE, removal: ONE });
  const status = driveStatusOf(pairStatusOf({ problems, states, tripsRemaining: 0 }));
  const lines = drawStatus({ ...status, toDump: ONE }, 80, withoutPaint);
  deepStrictEqual(lines.slice(0, 5), [
    "Drive /media/drive: 12 GiB free; 1 GiB are the reserve and stay free",
    "  1 file, 1 byte of delivered cargo can be deleted: waterlock dump",
    "",
    "films",
    "     source                  drive                   destination",
  ]);
  const from = lines.findIndex((line) => line.startsWith("  last trip"));
  deepStrictEqual(lines.slice(from - 1, from + 2), [
    "",
    `  last trip    ${LOADED}: trip 7, load at home, 312 files, 100 GiB;`,
    "               done in part, 1,204 waited",
  ]);
  deepStrictEqual(lines.slice(-5), [
    "  gone         1 file, 1 byte gone from the source, kept there",
    "               1 file, 1 byte gone from the source, to be removed there",
    "  problems     1 file, 1 byte damaged, will be carried again by the next load",
    "               1,204 files, 3 GiB could not be read: such as 2024/05/a film with",
    "               a long name.mov",
  ]);
});

Deno.test("what nothing was done with yet has neither verifications nor problems to tell of", () => {
  deepStrictEqual(statusLines(driveStatusOf(newPairStatus())).slice(2), [
    "films",
    "  source       /srv/media/films",
    "    not loaded from yet, so nothing is known of it",
    "  drive        cargo/films",
    "    aboard: 0 files, 0 bytes (0%)",
    "  destination  /backup/far away/films",
    "    delivered: 0 files, 0 bytes (0%)",
    "  last trip    none yet",
  ]);
});

Deno.test("each end tells of its own last verification, and where none is recorded that is said", () => {
  const visit = pairStatusOf().verifications.destination!;
  const faulty = { ...visit, end: "drive", faulty: ONE, left: NOTHING, result: "damaged" } as const;
  const pair = pairStatusOf({
    verifications: {
      source: null,
      drive: faulty,
      destination: { ...visit, result: "interrupted" },
    },
  });
  const text = statusLines(driveStatusOf(pair)).join("\n");
  match(
    text,
    /verified +drive, .*: 30,000 files, 1\.1 TiB verified; 1 file, 1 byte damaged, gone or unreadable\n/,
  );
  match(text, /\n {15}destination, .*; interrupted\n/);
  const none = { source: null, drive: null, destination: null };
  const unseen = statusLines(driveStatusOf(pairStatusOf({ verifications: none }))).join("\n");
  match(
    unseen,
    /verified +never, as far as this drive remembers \(waterlock verify destination\)\n/,
  );
});

Deno.test("only what somebody should look at is red, and the words say so without it", () => {
  const bad = driveStatusOf(pairStatusOf({ states: statesOf({ delivered: MANY, damaged: ONE }) }));
  const red = drawStatus(bad, 80, withPaint).filter((line) => line.startsWith("\x1b[31m"));
  deepStrictEqual(red, [
    "\x1b[31m  problems     1 file, 1 byte damaged, will be carried again by the next load\x1b[39m",
  ]);
  doesNotMatch(drawStatus(driveStatusOf(pairStatusOf()), 80, withPaint).join("\n"), /\[31m/);
});

Deno.test("no line of a status is wider than the screen, and none of it moves the cursor", () => {
  const problems = [{ code: "what\x1b[2J", ...MANY, example: "x".repeat(300) }];
  const pair = pairStatusOf({
    pair: "films\x1b",
    source: `/${"東京".repeat(60)}`,
    destination: "/a\nb",
    problems,
  });
  for (let columns = 30; columns <= 200; columns++) {
    for (const line of drawStatus(driveStatusOf(pair), columns, withoutPaint)) {
      ok(widthOf(line) <= columns, `${columns}: ${line}`);
      // deno-lint-ignore no-control-regex
      doesNotMatch(line, /[\x00-\x1f]/);
    }
  }
});

Deno.test("what the config holds at the source is told where there is any", () => {
  const lines = statusLines(driveStatusOf(pairStatusOf({ held: { files: 2, bytes: 2048 } })));
  ok(lines.includes("  held         2 files, 2 KiB held at the source, as the config says (hold)"));
  ok(!statusLines(driveStatusOf(pairStatusOf())).some((line) => line.includes("hold")));
});
