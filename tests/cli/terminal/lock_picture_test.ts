import { deepStrictEqual, match, ok, strictEqual } from "node:assert/strict";
import { withoutPaint, withPaint } from "../../../lib/cli/terminal/paint.ts";
import { widthOf } from "../../../lib/cli/terminal/fit.ts";
import {
  chambersOf,
  drawLock,
  formatShare,
  NARROWEST,
  sharesOf,
} from "../../../lib/cli/terminal/lock_picture.ts";
import type { PairStatus } from "../../../lib/operations/mod.ts";
import { newPairStatus, pairStatusOf, statesOf } from "./status_of.ts";

// deno-lint-ignore no-control-regex
const COLOUR = /\x1b\[\d+m/g;

/** The rows that water may stand in, of the three chambers. */
function waterIn(status: PairStatus): string[][] {
  const rows = drawLock(status, 80, withoutPaint).slice(3, 8);
  return rows.map((row) => row.trim().slice(1, -1).split("║║").map((cell) => cell[0]!));
}

Deno.test("80 columns: three chambers, each filled by its share of all that is known", () => {
  deepStrictEqual(drawLock(pairStatusOf(), 80, withoutPaint), [
    "     source                  drive                   destination",
    "     /srv/media/films        cargo/films             /backup/far away/films",
    "  ──┐                      ╔╗                      ╔╗                      ┌──",
    "    │                      ║║                      ║║                      │",
    "    │                      ║║                      ║║▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆│",
    "    │                      ║║                      ║║██████████████████████│",
    "    │                      ║║                      ║║██████████████████████│",
    "    │██████████████████████║║▃▃▃▃▃▃▃▃▃▃▃▃▃▃▃▃▃▃▃▃▃▃║║██████████████████████│",
    "    └──────────────────────╨╨──────────────────────╨╨──────────────────────┘",
    "     waiting 19%             aboard 6%               delivered 75%",
    "     1,204 files             312 files               30,112 files",
    "     300 GiB                 100 GiB                 1.2 TiB",
  ]);
});

Deno.test("60 columns: the same, what does not fit is cut at its beginning", () => {
  deepStrictEqual(drawLock(pairStatusOf(), 60, withoutPaint).slice(0, 4), [
    "     source            drive             destination",
    "     /srv/media/films  cargo/films       …/far away/films",
    "  ──┐                ╔╗                ╔╗                ┌──",
    "    │                ║║                ║║                │",
  ]);
});

Deno.test("160 columns: the chambers do not grow beyond what can be taken in at a glance", () => {
  const lines = drawLock(pairStatusOf(), 160, withoutPaint);
  strictEqual(Math.max(...lines.map(widthOf)), 96);
  match(lines[7]!, /│█{28}║║▃{28}║║█{28}│$/);
});

Deno.test("no line is wider than the screen, whatever names and numbers there are", () => {
  const many = { files: 123_456_789_012, bytes: 2 ** 60 };
  const status = pairStatusOf({
    source: `/東京/${"x".repeat(200)}\x1b[2J`,
    destination: "/" + "東".repeat(100),
    states: statesOf({ pending: many, aboard: many, delivered: many }),
  });
  for (let columns = NARROWEST; columns <= 200; columns++) {
    for (const one of [status, pairStatusOf(), newPairStatus()]) {
      for (const line of drawLock(one, columns, withoutPaint)) {
        ok(widthOf(line) <= columns, `${columns}: ${line}`);
      }
    }
  }
});

Deno.test("what is not all never looks like all, and what is something never like nothing", () => {
  const one = { files: 1, bytes: 1 }, most = { files: 1_000_000, bytes: 2 ** 45 };
  const status = pairStatusOf({ states: statesOf({ pending: one, delivered: most }) });
  const rows = waterIn(status);
  deepStrictEqual(rows[0], [" ", " ", "▇"]);
  deepStrictEqual(rows[4], ["▁", " ", "█"]);
  deepStrictEqual(sharesOf(chambersOf(status)).map(formatShare), ["<1%", "0%", ">99%"]);
});

Deno.test("when all has been delivered the last chamber is full to its brim, the others are dry", () => {
  const status = pairStatusOf({ states: statesOf({ delivered: { files: 2, bytes: 5 } }) });
  deepStrictEqual(waterIn(status), Array(5).fill([" ", " ", "█"]));
  deepStrictEqual(sharesOf(chambersOf(status)).map(formatShare), ["0%", "0%", "100%"]);
});

Deno.test("files without bytes count by their number where there are no others, and never for nothing", () => {
  const three = { files: 3, bytes: 0 }, one = { files: 1, bytes: 0 };
  const empty = pairStatusOf({ states: statesOf({ pending: three, delivered: one }) });
  deepStrictEqual(sharesOf(chambersOf(empty)).map(formatShare), ["75%", "0%", "25%"]);
  const delivered = { files: 1, bytes: 100 };
  const beside = pairStatusOf({ states: statesOf({ pending: one, delivered }) });
  deepStrictEqual(sharesOf(chambersOf(beside)).map(formatShare), ["<1%", "0%", ">99%"]);
});

Deno.test("what is damaged waits at the source to be carried again", () => {
  const states = statesOf({ pending: { files: 1, bytes: 5 }, damaged: { files: 1, bytes: 15 } });
  const [source] = chambersOf(pairStatusOf({ states }));
  deepStrictEqual(source.tally, { files: 2, bytes: 20 });
});

Deno.test("before the first load nothing is known of the source, and that is what is said", () => {
  const lines = drawLock(newPairStatus(), 80, withoutPaint);
  match(lines[9]!, /^ {5}nothing known +aboard 0% +delivered 0%$/);
  deepStrictEqual(waterIn(newPairStatus()), Array(5).fill([" ", " ", " "]));
});

Deno.test("colours are in the water alone, one to each chamber, and change no letter", () => {
  const painted = drawLock(pairStatusOf(), 80, withPaint);
  const plain = drawLock(pairStatusOf(), 80, withoutPaint);
  deepStrictEqual(painted.map((line) => line.replace(COLOUR, "")), plain);
  const codes = [33, 39, 36, 39, 32, 39].map((code) => `\x1b[${code}m`);
  deepStrictEqual(painted[7]!.match(COLOUR), codes);
  ok([...painted.slice(0, 3), ...painted.slice(8)].every((line) => !line.includes("\x1b")));
});
