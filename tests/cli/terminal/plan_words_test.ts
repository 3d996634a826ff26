import { deepStrictEqual, match, ok, strictEqual } from "node:assert/strict";
import { widthOf } from "../../../lib/cli/terminal/fit.ts";
import { forecastLines, forecastTable, planLine } from "../../../lib/cli/terminal/plan_words.ts";
import { forecastOf, MANY, ONE, planOf } from "./events.ts";

const GIB = 1024 ** 3;

const FORECAST = forecastOf({
  folders: [
    { folder: "2026/", files: 804, bytes: 20 * GIB },
    { folder: "holiday on the island 東京/", files: 300, bytes: 10 * GIB },
    { folder: "", files: 100, bytes: 2048 },
  ],
  others: { folders: 12, files: 13, bytes: 4096 },
  waits: [
    { reason: "no-room", files: 12_040, bytes: 310 * GIB, example: "2025/a.mov" },
    { reason: "in-parts", files: 1, bytes: 40 * GIB, example: "2025/day.mov" },
  ],
  instructed: { files: 3, bytes: 12 * 1024 },
  duration: { seconds: 1480, bytesPerSecond: 21 * 1024 ** 2, stages: 3 },
  tripsRemaining: 11,
  habit: {
    everyDays: 14.2,
    trips: 6,
    next: ["07", "21"].map((day) => `2026-12-${day}T12:00:00.000Z`),
    last: "2027-05-03T12:00:00.000Z",
  },
});

Deno.test("a plan says what goes, what stays and how many trips that makes", () => {
  const line = planLine(planOf({ carry: ONE, waiting: MANY, tripsRemaining: 3 }));
  match(line, /^films: 1 file, 1 byte .*1,204 files, 3 GiB .*about 3 more trips$/);
  match(planLine(planOf({ carry: MANY, waiting: ONE, tripsRemaining: 1 })), /1 more trip$/);
  match(planLine(planOf({ stage: "unload" })), /^films: nothing to unload$/);
});

Deno.test("a plan that goes on says how much of what goes is written already", () => {
  const line = (stage: "load" | "unload") =>
    planLine(planOf({ stage, carry: MANY, begunBytes: GIB }));
  const what = "films: 1,204 files, 3 GiB to go to the";
  strictEqual(line("load"), `${what} drive now, 1 GiB of it written there already`);
  strictEqual(line("unload"), `${what} destination now, 1 GiB of it written there already`);
});

Deno.test("what is held is told behind what goes and what waits, also where there is nothing else", () => {
  const held = "; 1,204 files, 3 GiB held at the source, as the config says (hold)";
  strictEqual(planLine(planOf({ held: MANY })), `films: nothing to load${held}`);
  ok(planLine(planOf({ carry: ONE, waiting: ONE, held: MANY })).endsWith(`must wait${held}`));
});

Deno.test("80 columns hold what goes by folder, what waits and why, how long it takes and what follows", () => {
  deepStrictEqual(forecastTable(FORECAST, 80), [
    "",
    "  goes now                     files   bytes",
    "  2026/                          804  20 GiB",
    "  holiday on the island 東京/    300  10 GiB",
    "  outside any folder             100   2 KiB",
    "  … and 12 more folders           13   4 KiB",
    "  in all                       1,217  30 GiB",
    "",
    "  must wait",
    "  12,040  310 GiB  no room left on the drive this time",
    "       1   40 GiB  larger than all the room on this drive, so it goes in parts;",
    "                   the rest on later trips (2025/day.mov)",
    "",
    "  known  3 files, 12 KiB are there or aboard already, and need not be carried",
    "  takes  about 25 min, at 21 MiB/s as the last 3 loads here",
    "  then   about 11 more trips: about 7 Dec 2026, 21 Dec 2026 … and the last 3 May",
    "         2027, if you go on every 14 days as on the last 6 trips",
    "",
  ]);
});

Deno.test("160 columns make no table wider than the eye can follow", () => {
  const lines = forecastTable(FORECAST, 160)!;
  deepStrictEqual(lines.slice(1, 3), [
    "  goes now                     files   bytes",
    "  2026/                          804  20 GiB",
  ]);
  ok(lines.every((line) => widthOf(line) <= 96));
});

Deno.test("40 columns cut the names of folders and no number, and wrap the reasons", () => {
  deepStrictEqual(forecastTable(FORECAST, 40), [
    "",
    "  goes now                 files   bytes",
    "  2026/                      804  20 GiB",
    "  holiday on the island …    300  10 GiB",
    "  outside any folder         100   2 KiB",
    "  … and 12 more folders       13   4 KiB",
    "  in all                   1,217  30 GiB",
    "",
    "  must wait",
    "  12,040  310 GiB  no room left on the",
    "                   drive this time",
    "       1   40 GiB  larger than all the",
    "                   room on this drive,",
    "                   so it goes in parts;",
    "                   the rest on later",
    "                   trips (2025/day.mov)",
    "",
    "  known  3 files, 12 KiB are there or",
    "         aboard already, and need not be",
    "         carried",
    "  takes  about 25 min, at 21 MiB/s as",
    "         the last 3 loads here",
    "  then   about 11 more trips: about 7",
    "         Dec 2026, 21 Dec 2026 … and the",
    "         last 3 May 2027, if you go on",
    "         every 14 days as on the last 6",
    "         trips",
    "",
  ]);
});

Deno.test("no line of a forecast is wider than the screen, as long as a table fits at all", () => {
  const names = ["\x1b[2J/", `${"東京".repeat(40)}/`, `${"a".repeat(200)}/`];
  const folders = names.map((folder) => ({ folder, ...MANY }));
  const waits = [{ reason: "name-not-possible", ...MANY, example: "x".repeat(300) }] as const;
  for (let columns = 24; columns <= 200; columns++) {
    for (const event of [FORECAST, forecastOf({ folders, waits })]) {
      const lines = forecastTable(event, columns);
      if (columns >= 30) ok(lines, `${columns}`);
      for (const line of lines ?? []) ok(widthOf(line) <= columns, `${columns}: ${line}`);
    }
  }
});

Deno.test("without a screen a forecast is a line for each folder, each reason and each estimate", () => {
  deepStrictEqual(forecastLines(FORECAST), [
    "  of it: 2026/: 804 files, 20 GiB",
    "  of it: holiday on the island 東京/: 300 files, 10 GiB",
    "  of it: outside any folder: 100 files, 2 KiB",
    "  of it: … and 12 more folders: 13 files, 4 KiB",
    "  waiting: 12,040 files, 310 GiB: no room left on the drive this time",
    "  waiting: 1 file, 40 GiB: larger than all the room on this drive, so it goes in parts; the " +
    "rest on later trips (2025/day.mov)",
    "  known: 3 files, 12 KiB are there or aboard already, and need not be carried",
    "  takes: about 25 min, at 21 MiB/s as the last 3 loads here",
    "  then: about 11 more trips: about 7 Dec 2026, 21 Dec 2026 … and the last 3 May 2027, if you " +
    "go on every 14 days as on the last 6 trips",
  ]);
});

Deno.test("of one file that is known there a forecast speaks as of one", () => {
  deepStrictEqual(forecastLines(forecastOf({ instructed: { files: 1, bytes: 4 } })), [
    "  known: 1 file, 4 bytes is there or aboard already, and need not be carried",
  ]);
});

Deno.test("what nobody knows is not told: no duration, no dates, no table where nothing goes", () => {
  deepStrictEqual(forecastTable(forecastOf({}), 80), []);
  strictEqual(forecastTable(FORECAST, 20), undefined, "there the lines are printed");
  deepStrictEqual(forecastLines(forecastOf({ tripsRemaining: 3 })), []);
  const unload = forecastLines(forecastOf({ stage: "unload", tripsRemaining: 3 }));
  deepStrictEqual(unload, ["  then: about 3 more trips"]);
});

Deno.test("a single trip has one date, a single measured stage is called one", () => {
  const duration = { seconds: 100_000, bytesPerSecond: 1024 ** 2, stages: 1 };
  const last = "2026-12-07T12:00:00.000Z";
  const habit = { everyDays: 1, trips: 4, next: [last], last };
  const event = forecastOf({ stage: "unload", duration, tripsRemaining: 1, habit });
  deepStrictEqual(forecastLines(event), [
    "  takes: about 27 h 50 min, at 1 MiB/s as the last unload here",
    "  then: about 1 more trip: about 7 Dec 2026, if you go on every day as on the last 4 trips",
  ]);
});

Deno.test("how long a stage takes is told no finer than anybody knows it", () => {
  const told = (seconds: number) => {
    const duration = { seconds, bytesPerSecond: 1, stages: 2 };
    return forecastLines(forecastOf({ duration }))[0]!.split(",")[0]!.slice("  takes: ".length);
  };
  deepStrictEqual([5, 61, 3600, 4000, 500_000].map(told), [
    "about a minute",
    "about 2 min",
    "about 1 h",
    "about 1 h 10 min",
    "about 6 days",
  ]);
});

Deno.test("where delivered cargo takes the room a plan says so instead of counting trips", () => {
  const full = { waiting: ONE, tripsRemaining: 1 };
  const toDump = { files: 3, bytes: 440 * 1024 ** 2 };
  strictEqual(
    planLine(planOf({ ...full, toDump })),
    "films: nothing can go now; 1 file, 1 byte must wait: delivered cargo takes 440 MiB of the drive",
  );
});

Deno.test("an unload that has only something to remove does not say that there is nothing", () => {
  strictEqual(
    planLine(planOf({ stage: "unload", removal: ONE })),
    "films: 1 file, 1 byte to be removed there once that is confirmed",
  );
});
