import { deepStrictEqual, match, strictEqual } from "node:assert/strict";
import { startJson } from "../../../lib/cli/json/json_lines.ts";
import { SCHEMA_VERSION } from "../../../lib/cli/json/schema_version.ts";
import { RecordedOutput } from "../terminal/recorded_output.ts";

Deno.test("the first object says what is run, by which program, and which schema it follows", () => {
  const out = new RecordedOutput();
  startJson(out, "load");
  const { version, ...start } = JSON.parse(out.lines[0]!);
  deepStrictEqual(start, { event: "start", command: "load", schema: SCHEMA_VERSION });
  match(version, /^\d+\.\d+\.\d+ \(/);
});

Deno.test("an object is one line, whatever a file is called, and comes back as it was", () => {
  const out = new RecordedOutput();
  const write = startJson(out, "find");
  const event = { event: "notice", pair: "films", message: "a\nb\x1b[2J\u2028.mov" } as const;
  write(event);
  strictEqual(out.lines.length, 2);
  deepStrictEqual(JSON.parse(out.lines[1]!), event);
});
