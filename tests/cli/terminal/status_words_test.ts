import { deepStrictEqual, doesNotMatch, match, ok } from "node:assert/strict";
import { withoutPaint, withPaint } from "../../../lib/cli/terminal/paint.ts";
import { widthOf } from "../../../lib/cli/terminal/fit.ts";
import { formatTime } from "../../../lib/vocabulary.ts";
import { drawStatus, statusLines } from "../../../lib/cli/terminal/status_words.ts";
import { MANY, NOTHING, ONE } from "./events.ts";
import { driveStatusOf, newPairStatus, pairStatusOf, statesOf } from "./status_of.ts";

const LOADED = formatTime(Date.UTC(2026, 9, 18, 12));
const PROVEN_SINCE = formatTime(Date.UTC(2026, 8, 1, 12));
const VERIFIED = formatTime(Date.UTC(2026, 9, 4, 12));

Deno.test("without a screen the status is lines: each end, what is there, what was done and what is wrong", () => {
  const pair = pairStatusOf();
  deepStrictEqual(statusLines(driveStatusOf(pair)), [
    "Drive /media/drive: 12 GiB free; 1 GiB is the reserve and stays free",
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
    `  verified     destination, ${VERIFIED}: that time 30,000 files, 1.1 TiB verified; 112 files, ` +
    `100 GiB left for the next time; so far all of 30,112 files there proven since ${PROVEN_SINCE}`,
    "  proven       drive, 312 proven from the medium",
    "               destination, 30,000 proven from the medium, 112 perhaps from memory",
    "               destination, all proven since 1 Sept 2026",
    "  problems     none known",
  ]);
});

Deno.test("a screen of 40 columns has no room for the picture, and gets the same as lines", () => {
  const lines = drawStatus(driveStatusOf(pairStatusOf()), 40, withoutPaint);
  deepStrictEqual(lines.slice(0, 12), [
    "Drive /media/drive: 12 GiB free; 1 GiB",
    "  is the reserve and stays free",
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
    "Drive /media/drive: 12 GiB free; 1 GiB is the reserve and stays free",
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
  deepStrictEqual(lines.slice(-6), [
    "  gone         1 file, 1 byte gone from the source, kept at the destination",
    "               1 file, 1 byte gone from the source, to be removed at the",
    "               destination",
    "  problems     1 file, 1 byte damaged; the next trip brings it again",
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
  match(text, /\n {15}destination, .*; interrupted; so far /);
  const none = { source: null, drive: null, destination: null };
  const unseen = statusLines(driveStatusOf(pairStatusOf({ verifications: none }))).join("\n");
  match(
    unseen,
    /verified +never, as far as this drive remembers \(waterlock verify destination\)\n/,
  );
});

Deno.test("a problem is said of one file as of one, and of a kind that nobody knows as well", () => {
  const tallied = (code: string, tally = ONE) => ({ code, ...tally, example: "a.mov" });
  const problems = [
    tallied("bytes-gone"),
    tallied("changing"),
    tallied("changing", MANY),
    tallied("toString"),
  ];
  const lines = statusLines(driveStatusOf(pairStatusOf({ problems }))).slice(-4);
  deepStrictEqual(lines, [
    "  problems     1 file, 1 byte not where its bytes were known to be, carried by the next load: a.mov",
    "               1 file, 1 byte changed while it was copied: a.mov",
    "               1,204 files, 3 GiB changed while they were copied: such as a.mov",
    "               1 file, 1 byte could not be carried (toString): a.mov",
  ]);
});

Deno.test("what is gone and not decided is red, with what to do, and no pair with it is said to be well", () => {
  const gone = (undecided: typeof ONE) => driveStatusOf(pairStatusOf({ undecided }));
  deepStrictEqual(statusLines(gone(ONE)).slice(-1), [
    "  gone         1 file, 1 byte gone from the source, not decided yet: waterlock load on a " +
    "terminal asks what becomes of it",
  ]);
  match(statusLines(gone(MANY)).at(-1)!, /1,204 files, 3 GiB gone .* asks what becomes of them$/);
  ok(drawStatus(gone(ONE), 80, withPaint).some((line) => line.startsWith("\x1b[31m  gone ")));
});

Deno.test("what the last load passed over is told with one name of each kind, and nobody says that all is well", () => {
  const passedOver = [
    { code: "name-not-utf8", names: 1, example: "a\\xff" },
    { code: "name-reserved", names: 2, example: "b.waterlock-partial" },
    { code: "toString", names: 1, example: "c\x1b" },
  ];
  deepStrictEqual(statusLines(driveStatusOf(pairStatusOf({ passedOver }))).slice(-3), [
    "  problems     1 name at the source is no text, so what is called so is not carried; rename it " +
    "there: a\\xff",
    "               2 names at the source are some that Waterlock needs for itself, so what is called " +
    "so is not carried; rename them there: such as b.waterlock-partial",
    "               1 name at the source could not be carried (toString): c\\u001b",
  ]);
});

Deno.test("what a verification found edited is told apart from what nobody has read, with what to do", () => {
  const proven = { files: 5, bytes: 50, since: Date.UTC(2026, 8, 1, 12) };
  const of = (never: typeof ONE, edited: typeof ONE) =>
    statusLines(driveStatusOf(pairStatusOf({ proven: { ...proven, never, edited } }))).slice(-2);
  deepStrictEqual(of(ONE, ONE), [
    "               destination, proven since 1 Sept 2026: 5 files, 50 bytes",
    "  edited       1 file, 1 byte edited at the destination since it was delivered, and kept " +
    "there; to have it brought anew, move it away and run waterlock verify destination",
  ]);
  match(of(MANY, ONE)[0]!, /never verified: 1,203 files, /);
});

Deno.test("what the last verification found is red, and no pair is well, until a stage comes behind it", () => {
  const visit = pairStatusOf().verifications.destination!;
  const since = (startedAt: number) => {
    const destination = { ...visit, faulty: ONE, startedAt };
    const verifications = { source: null, drive: null, destination };
    return drawStatus(driveStatusOf(pairStatusOf({ verifications })), 80, withPaint).join("\n");
  };
  const loadedAt = pairStatusOf().lastStage!.startedAt;
  match(since(loadedAt + 1), /\[31m {2}verified /);
  doesNotMatch(since(loadedAt + 1), /none known/);
  doesNotMatch(since(loadedAt - 1), /\[31m/);
  match(since(loadedAt - 1), /none known/);
});

Deno.test("what travels in parts is told with how much of it is where", () => {
  const partsOf = (aboardBytes: number, arrivedBytes: number) =>
    statusLines(
      driveStatusOf(
        pairStatusOf({ inParts: { files: 2, bytes: 7168, aboardBytes, arrivedBytes } }),
      ),
    ).find((line) => line.startsWith("  in parts"));
  deepStrictEqual([partsOf(0, 2048), partsOf(1024, 0), partsOf(1024, 2048)], [
    "  in parts     2 files: 2 KiB of 7 KiB at the destination already",
    "  in parts     2 files: 1 KiB of 7 KiB on the drive",
    "  in parts     2 files: 2 KiB of 7 KiB at the destination already, 1 KiB on the drive",
  ]);
});

Deno.test("a visit that left something says how much was verified at any time, one that left nothing does not", () => {
  const visit = pairStatusOf().verifications.destination!;
  const drive = { ...visit, end: "drive", verified: ONE, left: ONE } as const;
  const of = (left: typeof ONE, since: number | null = null) =>
    statusLines(driveStatusOf(pairStatusOf({
      verifications: { source: null, drive: { ...drive, left }, destination: null },
      verifiedSoFar: {
        ...pairStatusOf().verifiedSoFar,
        drive: left.files > 0 ? { files: 14, of: 15, since } : null,
      },
    }))).find((line) => line.startsWith("  verified"))!;
  const since = visit.startedAt;
  match(of(ONE, since), /: that time 1 file, .*; so far 14 of 15 files there proven since /);
  doesNotMatch(of(ONE), /so far/);
  doesNotMatch(of(NOTHING), /so far|that time/);
});

Deno.test("only what somebody should look at is red, and the words say so without it", () => {
  const bad = driveStatusOf(pairStatusOf({ states: statesOf({ delivered: MANY, damaged: ONE }) }));
  const red = drawStatus(bad, 80, withPaint).filter((line) => line.startsWith("\x1b[31m"));
  deepStrictEqual(red, [
    "\x1b[31m  problems     1 file, 1 byte damaged; the next trip brings it again\x1b[39m",
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
