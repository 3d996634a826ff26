// deno-lint-ignore-file no-control-regex
import { deepStrictEqual, doesNotMatch, match, ok, strictEqual } from "node:assert/strict";
import { join } from "node:path";
import { runProgram } from "./program.ts";
import { onTerminals, playAt } from "./terminal.ts";
import { onTmux, type ScreenOptions, TmuxScreen } from "./tmux.ts";
import { findPartials } from "./trees.ts";
import { TwoComputers } from "./two_computers.ts";

const MIB = 1024 * 1024;

/** A film that takes a while, though it takes no room at the source; the destination is elsewhere. */
class FilmAtSource extends TwoComputers {
  constructor(bytes: number) {
    super();
    this.write("small.jpg", "photo", "2020-01-01T00:00:00Z");
    Deno.truncateSync(this.write("holiday/film.mov", ""), bytes);
    Deno.renameSync(join(this.root, "away"), join(this.root, "away.hidden"));
  }
}

/** A run behind a screen full of other lines. */
function runOn(computers: TwoComputers, options: ScreenOptions, ...args: string[]): TmuxScreen {
  return new TmuxScreen(["--drive", computers.drive, ...args], { linesAbove: 60, ...options });
}

const BAR = /[█▒░]{8}/;

/** Lines of an area among what a window has ever shown. */
const barsIn = (lines: readonly string[]) => lines.filter((line) => BAR.test(line));

/** What stands below the lines that were there before. */
const ownLines = (lines: readonly string[]) =>
  lines.slice(1 + lines.findLastIndex((line) => / above$/.test(line)));

Deno.test({
  ...onTmux,
  name: "a run opens with where it is, shows an area, and leaves of it nothing but words",
  fn: async () => {
    using computers = new FilmAtSource(400 * MIB);
    using screen = runOn(computers, { columns: 120, rows: 24 });
    const area = ownLines(await screen.shows("proving "));
    match(area[0]!, /^media: loading at the source, because the source .*home\/media is here$/);
    deepStrictEqual(area.slice(2).map((line) => line.split(" ")[0]), [
      "loading",
      "",
      "copying",
      "proving",
    ]);
    match(area[2]!, /^loading {4}[█▒░]{40} {2,4}\d+%/);
    match(area[4]!, /^copying {4}[█▒░]{19} {2,4}\d+% .* of 400 MiB {2}holiday\/film\.mov$/);
    strictEqual(await screen.ends(), 0);
    match(
      ownLines(screen.lines).join("\n"),
      new RegExp(
        "^media: loading .*\n" +
          "media: 2 files, 400 MiB to go to the drive now\n" +
          "media: 2 files, 400 MiB now on the drive\\.\n" +
          "  Every byte was read back .*proven.* Took \\d+ s\\.\n" +
          "Next: take the drive to .*backup and run\\s+waterlock there\\.\n" +
          "ended with 0$",
      ),
    );
  },
});

Deno.test({
  ...onTmux,
  name: "a window that gets narrower, lower and wider in the middle keeps no line of an old area",
  fn: async () => {
    using computers = new FilmAtSource(900 * MIB);
    using screen = runOn(computers, { columns: 100, rows: 24 }, "--no-color");
    await screen.shows("proving ");
    screen.resize(40, 24);
    const narrow = await screen.shows(/^copying [█▒░]{6} {2,4}\d+% {2}.*film\.mov$/m);
    for (const line of narrow) ok(line.length <= 40, line);
    screen.resize(70, 10);
    await screen.shows(/^copying {4}[█▒░]{11} /m);
    screen.resize(90, 24);
    deepStrictEqual(barsIn(await screen.shows(/^copying {4}[█▒░]{14} /m)).length, 2);
    strictEqual(await screen.ends(), 0);
    deepStrictEqual(barsIn(screen.lines), []);
    match(screen.text, /\nline 59 above\nline 60 above\nmedia: loading/);
  },
});

Deno.test({
  ...onTmux,
  name: "Ctrl-C once stops cleanly, leaves nothing of the area, and says what that means",
  fn: async () => {
    using computers = new FilmAtSource(400 * MIB);
    using screen = runOn(computers, { columns: 40, rows: 24 });
    await screen.shows("proving ");
    screen.press("C-c");
    strictEqual(await screen.ends(), 130);
    const closed = screen.lines.join("\n");
    match(closed, /media: 1 file, 5 bytes now on the drive\./);
    match(closed, /1 file, 400 MiB waits at the source,/);
    match(closed, /Interrupted; all of that is proven and/);
    match(closed, /Next: run waterlock here again/);
    deepStrictEqual(barsIn(closed.split("\n")), []);
    deepStrictEqual(findPartials(computers.root), []);
  },
});

Deno.test({
  ...onTmux,
  name: "a problem stands above the area and stays, and what to do about it is said at the end",
  fn: async () => {
    using computers = new FilmAtSource(400 * MIB);
    Deno.writeTextFileSync(join(computers.source, "holiday", "x.waterlock-partial"), "x");
    using screen = runOn(computers, { columns: 100, rows: 24 });
    const area = ownLines(await screen.shows("proving "));
    const at = area.findIndex((line) => line.includes("x.waterlock-partial"));
    ok(at >= 0 && at < area.findIndex((line) => line.startsWith("loading ")), area.join("\n"));
    strictEqual(await screen.ends(), 3);
    const closed = screen.text;
    match(closed, /x\.waterlock-partial/);
    match(closed, /1 file with a name that Waterlock needs for itself: rename at the source/);
  },
});

Deno.test({
  ...onTmux,
  name: "the area has colours, and none with NO_COLOR",
  fn: async () => {
    for (const env of [{}, { NO_COLOR: "1" }]) {
      using computers = new FilmAtSource(300 * MIB);
      using screen = runOn(computers, { columns: 100, rows: 24, env });
      await screen.shows("proving ");
      const { coloured } = screen;
      strictEqual(/\x1b\[/.test(coloured), !("NO_COLOR" in env), coloured);
      strictEqual(await screen.ends(), 0);
    }
  },
});

Deno.test({
  ...onTerminals,
  name: "with --plain, WATERLOCK_PLAIN or ACCESSIBLE a terminal gets whole lines and nothing else",
  fn: async () => {
    const ways: [string[], Record<string, string>][] = [
      [["--plain"], {}],
      [[], { WATERLOCK_PLAIN: "1" }],
      [[], { ACCESSIBLE: "1" }],
    ];
    for (const [args, env] of ways) {
      using computers = new TwoComputers();
      Deno.truncateSync(computers.write("film.mov", ""), 96 * MIB);
      const { code, output } = await playAt("source", computers, args, async () => {}, { env });
      strictEqual(code, 0);
      doesNotMatch(output, /[\x00-\x09\x0b\x0c\x0e-\x1f\x7f-\x9f█▒░]/);
      match(output, /media: 1 file, 96 MiB now on the drive\./);
    }
  },
});

Deno.test("a pipe gets whole lines, as long as they are, and no control character", async () => {
  using computers = new FilmAtSource(96 * MIB);
  const { code, stdout, stderr } = await runProgram(["--drive", computers.drive]);
  strictEqual(code, 0);
  doesNotMatch(stdout + stderr, /[\x00-\x09\x0b-\x1f\x7f-\x9f█▒░]/);
  match(stdout, /^media: loading at the source, because .* is here\n/);
  match(stdout, /\nNext: take the drive to .*backup and run waterlock there\.\n$/);
});
