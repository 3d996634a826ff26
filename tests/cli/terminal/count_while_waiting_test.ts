import { deepStrictEqual, doesNotMatch, match, ok, rejects, strictEqual } from "node:assert/strict";
import { PassThrough } from "node:stream";
import { countWhileWaiting, type Keys } from "../../../lib/cli/terminal/count_while_waiting.ts";
import { TemporaryFolder } from "../../fixtures/temporary_folder.ts";
import { RecordedOutput } from "./recorded_output.ts";

const FILES = 1200;

/** Counts files of one byte each, on a clock that shows 150 ms more at each glance. */
async function count(pressed: string, { isPlain = false, columns = 80 } = {}) {
  using folder = new TemporaryFolder();
  for (let number = 0; number < FILES; number += 1) folder.write(`${number}`, "x");
  const output = new RecordedOutput(), modes: boolean[] = [];
  const keys = Object.assign(new PassThrough(), {
    setRawMode: (mode: boolean) => modes.push(mode),
  });
  if (pressed) keys.write(pressed);
  let shown = 0;
  const { signal } = new AbortController();
  const waiting = {
    out: output,
    columns: () => columns,
    isPlain,
    now: () => shown += 150,
    signal,
  };
  const counted = await countWhileWaiting(folder.path, waiting, keys as unknown as Keys);
  return { counted, output: output.text, modes };
}

Deno.test("a source is counted to its end, and shown while it is", async () => {
  const { counted, output, modes } = await count("");
  deepStrictEqual([counted.tally, counted.isWhole], [{ files: FILES, bytes: FILES }, true]);
  match(output, /Counting: [\d,]+ files, \S+ \S+\. Enter: go on without/);
  ok(output.endsWith("\r\x1b[2K"), "the line is gone at the end");
  deepStrictEqual(modes, [true, false]);
});

for (const [name, key] of Object.entries({ Enter: "\r", Escape: "\x1b" })) {
  Deno.test(`${name} ends the counting with what was counted`, async () => {
    const { counted, modes } = await count(key);
    strictEqual(counted.isWhole, false);
    ok(counted.tally.files > 0 && counted.tally.files < FILES, `${counted.tally.files}`);
    deepStrictEqual(modes, [true, false]);
  });
}

Deno.test("another key does not end the counting, and Ctrl-C ends all", async () => {
  strictEqual((await count("\x1b[A")).counted.isWhole, true);
  await rejects(count("\x03"), { code: "interrupted" });
});

Deno.test("the line that is drawn over is no wider than a narrow screen", async () => {
  const { output } = await count("", { columns: 40 });
  match(output, /│ {2}Counting: [\d,]+ files, [^…]+…/);
  doesNotMatch(output, /go on without/);
});

Deno.test("in whole lines the counting says where it is now and then, and draws nothing over", async () => {
  const { counted, output, modes } = await count("", { isPlain: true, columns: 40 });
  strictEqual(counted.isWhole, true);
  match(output, /^(Counting: [\d,]+ files, \S+ \S+\. Enter: go on without\n)+$/);
  const lines = output.split("\n").length - 1;
  ok(lines < FILES * 150 / 30_000 + 2, `${lines} lines`);
  deepStrictEqual(modes, []);
  strictEqual((await count("\n", { isPlain: true })).counted.isWhole, false);
});
