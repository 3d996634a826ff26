import { match, ok, strictEqual } from "node:assert/strict";
import { RateMeter, renderProgressLine } from "../../../lib/cli/terminal/progress_line.ts";

const MIB = 1024 ** 2;
const STATE = {
  done: { files: 3, bytes: 50 * MIB },
  total: { files: 10, bytes: 200 * MIB },
  path: "2026/05/holiday on the island/GX010042.MP4",
  bytesPerSecond: 10 * MIB,
};

Deno.test("160 columns hold bar, files, bytes, rate, rest and file", () => {
  strictEqual(
    renderProgressLine(STATE, 160),
    "██████░░░░░░░░░░░░░░░░░░ 25%  3/10 files  50 MiB of 200 MiB  10 MiB/s  15 s left  " +
      "2026/05/holiday on the island/GX010042.MP4",
  );
});

Deno.test("80 columns leave out the file when there is no room for a part worth reading", () => {
  strictEqual(
    renderProgressLine(STATE, 80),
    "████░░░░░░░░░░░░ 25%  3/10 files  50 MiB of 200 MiB  10 MiB/s  15 s left",
  );
});

Deno.test("where a part of the file's path fits, its end is shown, to the last column", () => {
  const line = renderProgressLine(STATE, 100);
  strictEqual(line.length, 100);
  match(line, /15 s left {2}….*GX010042\.MP4$/);
});

Deno.test("40 columns hold bar and files, cut between parts and never within one", () => {
  strictEqual(renderProgressLine(STATE, 40), "██░░░░░░ 25%  3/10 files");
});

Deno.test("no line is ever longer than the columns", () => {
  for (let columns = 20; columns <= 200; columns++) {
    for (const files of [1, 1_000_000]) {
      const total = { files, bytes: files * MIB };
      const line = renderProgressLine({ ...STATE, total }, columns);
      ok(Array.from(line).length <= columns, `${columns}: ${line}`);
    }
  }
});

Deno.test("a stage without bytes is full, one without a rate says nothing of time", () => {
  const none = { files: 0, bytes: 0 };
  const line = renderProgressLine({ ...STATE, done: none, total: none, bytesPerSecond: 0 }, 160);
  match(line, /^█{24} 100% {2}0\/0 files {2}0 bytes of 0 bytes {2}2026/);
});

Deno.test("more bytes than were planned stay within the bar", () => {
  const done = { files: 10, bytes: 500 * MIB };
  match(renderProgressLine({ ...STATE, done }, 160), /^█{24} 100% .* under 1 s left/);
});

Deno.test("a hostile name moves no cursor", () => {
  const line = renderProgressLine({ ...STATE, path: "a\n\x1b[2Jb" }, 160);
  ok(line.endsWith("  a\\n\\u001b[2Jb"), line);
});

Deno.test("the rate is that of the last ten seconds, and none before there is enough to tell", () => {
  const meter = new RateMeter();
  strictEqual(meter.measure(0, 0), 0);
  strictEqual(meter.measure(400, 4 * MIB), 0);
  strictEqual(meter.measure(2000, 20 * MIB), 10 * MIB);
  strictEqual(meter.measure(60_000, 30 * MIB), 0, "after a pause it begins anew");
  strictEqual(meter.measure(62_000, 32 * MIB), MIB);
});

Deno.test("bytes that have to be copied again make no negative rate", () => {
  const meter = new RateMeter();
  meter.measure(0, 10 * MIB);
  strictEqual(meter.measure(1000, 0), 0);
});
