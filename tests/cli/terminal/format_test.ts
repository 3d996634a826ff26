import { doesNotMatch, strictEqual } from "node:assert/strict";
import {
  formatBytes,
  formatCount,
  formatDuration,
  formatTally,
  showPath,
} from "../../../lib/cli/terminal/format.ts";

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
