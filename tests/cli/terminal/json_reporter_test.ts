import { deepStrictEqual, strictEqual } from "node:assert/strict";
import { JsonReporter } from "../../../lib/cli/terminal/json_reporter.ts";
import type { ProgressEvent } from "../../../lib/operations/mod.ts";
import { progressOf } from "./events.ts";
import { RecordedOutput } from "./recorded_output.ts";

const FILE: ProgressEvent = {
  event: "file",
  pair: "films",
  stage: "load",
  path: "a\nb\x1b[2J\u2028.mov",
  bytes: 5,
  how: "carried",
  proof: "cold",
};

function progress(bytes: number): ProgressEvent {
  return progressOf({ done: { files: 0, bytes }, total: { files: 9, bytes: 9 } });
}

Deno.test("an event is one line, whatever a file is called, and comes back as it was", () => {
  const out = new RecordedOutput();
  new JsonReporter(out, () => 0).report(FILE);
  strictEqual(out.lines.length, 1);
  deepStrictEqual(JSON.parse(out.lines[0]!), FILE);
});

Deno.test("every file is reported, progress at most once a second", () => {
  let now = 1_000_000;
  const out = new RecordedOutput();
  const reporter = new JsonReporter(out, () => now);
  for (let tick = 0; tick < 25; tick++, now += 100) {
    reporter.report(progress(tick));
    reporter.report(FILE);
  }
  const events = out.lines.map((line) => JSON.parse(line).event);
  strictEqual(events.filter((event) => event === "file").length, 25);
  strictEqual(events.filter((event) => event === "progress").length, 3);
});
