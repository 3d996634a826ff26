import { deepStrictEqual, ok } from "node:assert/strict";
import { withoutPaint, withPaint } from "../../../lib/cli/terminal/paint.ts";
import { renderRunArea, type RunState } from "../../../lib/cli/terminal/run_area.ts";
import { widthOf } from "../../../lib/cli/terminal/fit.ts";
import { NOTHING, progressOf } from "./events.ts";

const MIB = 1024 ** 2, GIB = 1024 ** 3;
const FOLDER = "2026/05/holiday on the island";
const FILM = { path: `${FOLDER}/GX010042.MP4`, bytes: 4 * GIB, copied: 2.5 * GIB, proven: 2 * GIB };

const PROGRESS = progressOf({
  done: { files: 1204, bytes: 13 * GIB },
  provenBytes: 11 * GIB,
  total: { files: 8000, bytes: 36 * GIB },
  path: FILM.path,
  proving: `${FOLDER}/GX010041.MP4`,
  large: [FILM],
});

const STATE: RunState = {
  progress: PROGRESS,
  bytesPerSecond: 98 * MIB,
  timeLeft: "about 4 min left",
  isSilent: false,
  isStopping: false,
};

/** The lines on a screen; the area is given a column and a line less. */
const onScreen = (state: Partial<RunState>, columns: number, rows = 24) =>
  renderRunArea({ ...STATE, ...state }, { columns: columns - 1, rows: rows - 1 }, withoutPaint);

Deno.test("160 columns hold everything, with the whole path", () => {
  deepStrictEqual(onScreen({}, 160), [
    "loading    ████████████▒▒░░░░░░░░░░░░░░░░░░░░░░░░░░  33%  about 4 min left",
    "           12 GiB of 36 GiB, 1,204 of 8,000 files, 98 MiB/s",
    `copying    ████████████▒▒▒░░░░░░░░░  56%  2.3 GiB of 4 GiB  ${FOLDER}/GX010042.MP4`,
    `proving    ${FOLDER}/GX010041.MP4`,
  ]);
});

Deno.test("80 columns show of a path its end", () => {
  deepStrictEqual(onScreen({}, 80), [
    "loading    ████████████▒▒░░░░░░░░░░░░░░░░░░░░░░░░░░  33%  about 4 min left",
    "           12 GiB of 36 GiB, 1,204 of 8,000 files, 98 MiB/s",
    "copying    ██████▒▒░░░░░  56%  2.3 GiB of 4 GiB  …ay on the island/GX010042.MP4",
    "proving    2026/05/holiday on the island/GX010041.MP4",
  ]);
});

Deno.test("40 columns hold the same on one line more", () => {
  deepStrictEqual(onScreen({}, 40), [
    "████▒░░░░░░░░░░░  33%  about 4 min left",
    "12 GiB of 36 GiB, 1,204 of 8,000 files",
    "98 MiB/s",
    "copying ███░░░  56%  …land/GX010042.MP4",
    "proving …day on the island/GX010041.MP4",
  ]);
});

Deno.test("where there are few lines the bar stays longest, and that it stops", () => {
  deepStrictEqual(onScreen({ isStopping: true }, 40, 5), [
    "████▒░░░░░░░░░░░  33%  about 4 min left",
    "copying ███░░░  56%  …land/GX010042.MP4",
    "proving …day on the island/GX010041.MP4",
    "Stopping … (Ctrl-C again: abandon)",
  ]);
  deepStrictEqual(onScreen({ isStopping: true }, 40, 3), [
    "████▒░░░░░░░░░░░  33%  about 4 min left",
    "Stopping … (Ctrl-C again: abandon)",
  ]);
  deepStrictEqual(onScreen({}, 40, 1).length, 1);
});

Deno.test("small files are named while they are copied, and while they are proven", () => {
  const progress = { ...PROGRESS, path: "a.jpg", proving: null, large: [] };
  deepStrictEqual(onScreen({ progress, timeLeft: undefined, bytesPerSecond: 0 }, 80), [
    "loading    ████████████▒▒░░░░░░░░░░░░░░░░░░░░░░░░░░  33%",
    "           12 GiB of 36 GiB, 1,204 of 8,000 files",
    "copying    a.jpg",
  ]);
  deepStrictEqual(onScreen({ progress: { ...progress, proving: "a.jpg" } }, 80).slice(2), [
    "proving    a.jpg",
  ]);
});

Deno.test("a large file that is copied is proven on its own bar; more than three are counted", () => {
  const film = { ...FILM, copied: 4 * GIB, proven: 2 * GIB };
  const large = ["a", "b", "c", "d", "e"].map((path) => ({ ...film, path }));
  const progress = { ...PROGRESS, path: "e", proving: "a", large };
  deepStrictEqual(onScreen({ progress }, 80).slice(2), [
    "proving    ██████▒▒▒▒▒▒▒  75%  3 GiB of 4 GiB  a",
    "proving    ██████▒▒▒▒▒▒▒  75%  3 GiB of 4 GiB  b",
    "proving    ██████▒▒▒▒▒▒▒  75%  3 GiB of 4 GiB  c",
    "           and 2 more large files",
  ]);
});

Deno.test("when nothing is heard, the disks are waited for", () => {
  deepStrictEqual(onScreen({ isSilent: true }, 80).at(-1), "waiting    for the disks");
});

Deno.test("a verification shows what it reads", () => {
  const progress = { ...PROGRESS, stage: "verify", provenBytes: 13 * GIB } as const;
  deepStrictEqual(onScreen({ progress }, 80), [
    "verifying  ██████████████░░░░░░░░░░░░░░░░░░░░░░░░░░  36%  about 4 min left",
    "           13 GiB of 36 GiB, 1,204 of 8,000 files, 98 MiB/s",
    "reading    ████████░░░░░  62%  2.5 GiB of 4 GiB  …ay on the island/GX010042.MP4",
  ]);
  deepStrictEqual(
    onScreen({ progress: { ...progress, large: [] } }, 40).at(-1),
    "reading …day on the island/GX010042.MP4",
  );
});

Deno.test("before there is a plan it says what is read, and why", () => {
  const progress = { ...PROGRESS, total: NOTHING, large: [], path: "a.jpg" };
  deepStrictEqual(onScreen({ progress }, 80), [
    "Reading files that may not need to be carried",
    "reading    a.jpg",
  ]);
  deepStrictEqual(onScreen({ progress }, 40)[0], "Reading what is perhaps there already");
});

Deno.test("what is read before there is a plan has an end of its own", () => {
  const reading = { done: { files: 2, bytes: GIB }, total: { files: 9, bytes: 4 * GIB } };
  const progress = { ...PROGRESS, total: NOTHING, reading, large: [], path: "a.jpg" };
  deepStrictEqual(onScreen({ progress }, 80), [
    "Reading files that may not need to be carried",
    "reading    ██████████░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░  25%  about 4 min left",
    "           1 GiB of 4 GiB, 2 of 9 files, 98 MiB/s",
    "reading    a.jpg",
  ]);
});

Deno.test("an unload in which nothing is carried says of files that it copies them", () => {
  const progress = { ...PROGRESS, stage: "unload", total: NOTHING, large: [], path: "a" } as const;
  deepStrictEqual(onScreen({ progress: { ...progress, proving: null } }, 80), ["copying    a"]);
});

Deno.test("what has no bytes is counted, and more bytes than were planned are not all of it", () => {
  const none = { ...PROGRESS, done: { files: 1, bytes: 0 }, provenBytes: 0, large: [] };
  deepStrictEqual(
    onScreen({ progress: { ...none, total: { files: 2, bytes: 0 } } }, 40)[0],
    "████████░░░░░░░░  50%  about 4 min left",
  );
  const total = { files: 8000, bytes: GIB };
  deepStrictEqual(onScreen({ progress: { ...PROGRESS, total } }, 40).slice(0, 2), [
    "████████████████  99%  about 4 min left",
    "1 GiB of 1 GiB, 1,204 of 8,000 files",
  ]);
});

Deno.test("a hostile name moves no cursor", () => {
  const progress = { ...PROGRESS, path: "a\n\x1b[2Jb", proving: null, large: [] };
  deepStrictEqual(onScreen({ progress }, 80).at(-1), "copying    a\\n\\u001b[2Jb");
});

Deno.test("no line is ever wider than the columns, nor are there more than lines, with colours or without", () => {
  for (let columns = 1; columns <= 200; columns++) {
    for (const rows of [1, 2, 3, 4, 24]) {
      for (const isStopping of [false, true]) {
        const state = { ...STATE, isStopping };
        const plain = renderRunArea(state, { columns, rows }, withoutPaint);
        ok(plain.length <= rows, `${columns} × ${rows}: ${plain.length} lines`);
        for (const line of plain) ok(widthOf(line) <= columns, `${columns}: ${line}`);
        const coloured = renderRunArea(state, { columns, rows }, withPaint);
        // deno-lint-ignore no-control-regex
        deepStrictEqual(coloured.map((line) => line.replace(/\x1b\[\d+m/g, "")), plain);
      }
    }
  }
});
