import { doesNotMatch, match, strictEqual } from "node:assert/strict";
import {
  FILE_AT_DESTINATION,
  formatBytes,
  formatCount,
  formatDay,
  formatDuration,
  formatTally,
  formatTime,
  LEFT_BY_IMPORT,
  listSome,
  NOTICE,
  showPath,
  UNFIT_DESTINATION,
} from "../lib/vocabulary.ts";

const KIB = 1024, MIB = KIB ** 2, GIB = KIB ** 3, TIB = KIB ** 4;

const BYTES: readonly [bytes: number, text: string][] = [
  [0, "0 bytes"],
  [1, "1 byte"],
  [2, "2 bytes"],
  [1023, "1023 bytes"],
  [KIB, "1 KiB"],
  [1.5 * KIB, "1.5 KiB"],
  [99.9 * KIB, "99.9 KiB"],
  [100 * KIB, "100 KiB"],
  [1023 * KIB, "1023 KiB"],
  [MIB - 1, "1 MiB"],
  [MIB, "1 MiB"],
  [GIB - 1, "1 GiB"],
  [1.24 * GIB, "1.2 GiB"],
  [40 * GIB, "40 GiB"],
  [TIB - 1, "1 TiB"],
  [30 * TIB, "30 TiB"],
  [2000 * 1024 * TIB, "2000 PiB"],
];

for (const [bytes, text] of BYTES) {
  Deno.test(`${bytes} bytes read as ${text}`, () => strictEqual(formatBytes(bytes), text));
}

Deno.test("one is one, all other numbers are many, and large ones are grouped", () => {
  strictEqual(formatCount(0, "file"), "0 files");
  strictEqual(formatCount(1, "file"), "1 file");
  strictEqual(formatCount(2, "more trip"), "2 more trips");
  strictEqual(formatCount(1_204_000, "file"), "1,204,000 files");
  strictEqual(formatTally({ files: 1, bytes: 1 }), "1 file, 1 byte");
  strictEqual(formatTally({ files: 2, bytes: 2048 }), "2 files, 2 KiB");
});

const DURATIONS: readonly [seconds: number, text: string][] = [
  [0, "under 1 s"],
  [0.4, "under 1 s"],
  [59.4, "59 s"],
  [59.6, "1 min 0 s"],
  [200, "3 min 20 s"],
  [3599.9, "1 h 0 min"],
  [7500, "2 h 5 min"],
  [200 * 3600, "200 h 0 min"],
  [-3, "under 1 s"],
];

for (const [seconds, text] of DURATIONS) {
  Deno.test(`${seconds} seconds read as ${text}`, () => strictEqual(formatDuration(seconds), text));
}

Deno.test("a moment reads as the clock here shows it, and one that no calendar has does not throw", () => {
  const noon = new Date(2026, 8, 1, 12).getTime();
  strictEqual(formatTime(noon), "1 Sept 2026, 12:00");
  strictEqual(formatDay(noon), "1 Sept 2026");
  for (const none of [NaN, 8.64e15 + 1]) {
    strictEqual(formatTime(none), "a time that no calendar has");
    strictEqual(formatDay(none), "a day that no calendar has");
  }
});

Deno.test("showPath() leaves what people write alone", () => {
  for (const path of ["a b/c.mov", "Größe/映画/🎬", 'it\'s \\ "quoted"', "C:\\films"]) {
    strictEqual(showPath(path), path);
  }
});

Deno.test("showPath() keeps a hostile name on its line and away from the cursor", () => {
  strictEqual(showPath("a\nb\r\tc"), "a\\nb\\r\\tc");
  strictEqual(showPath("\x1b[2J\x1b]0;title\x07"), "\\u001b[2J\\u001b]0;title\\u0007");
  const all = Array.from({ length: 0xa0 }, (_, code) => String.fromCharCode(code)).join("");
  // deno-lint-ignore no-control-regex
  doesNotMatch(showPath(`${all}\u2028\u2029`), /[\x00-\x1f\x7f-\x9f\u2028\u2029]/);
});

Deno.test("what is said of several files, parts or bytes is said of one as well", () => {
  const { otherSize, partsBad } = FILE_AT_DESTINATION;
  match(otherSize(1, 2000), /has 1 byte where 2,000 were proven/);
  match(otherSize(0, 1), /has 0 bytes where 1 was proven/);
  match(partsBad(1, 3), /1 of its 3 parts is not what was brought there; it is carried again/);
  match(partsBad(2, 3), /2 of its 3 parts are not what was brought there; they are carried again/);
  match(NOTICE.damageKnown(1), /^1 file that was found damaged waits for/);
  match(NOTICE.damageKnown(2), /^2 files that were found damaged wait for/);
  match(UNFIT_DESTINATION.suddenlyEmpty("/b", 1)[0], /though 1 file is recorded/);
  match(UNFIT_DESTINATION.suddenlyEmpty("/b", 2000)[0], /though 2,000 files are recorded/);
  match(LEFT_BY_IMPORT.otherSources(1, "/a"), /^1 file in the database is of another source/);
  match(LEFT_BY_IMPORT.otherSources(2, "/a"), /^2 files in the database are of other sources/);
  match(LEFT_BY_IMPORT.otherCargo(1, "a", "b"), /put 1 file that is on its way.* to keep it$/);
  match(LEFT_BY_IMPORT.otherCargo(2, "a", "b"), /put 2 files that are on their.* to keep them$/);
});

Deno.test("listSome() says how many more there are only where there are more", () => {
  strictEqual(listSome(["a", "b"], 0), "a, b");
  strictEqual(listSome(["a"], -2), "a");
  strictEqual(listSome(["a", "b", "c"], 1200), "a, b, c and 1,200 more");
});
