import { match, strictEqual } from "node:assert/strict";
import {
  carryLine,
  dumpedLine,
  moreLine,
  moreSubstitutesLine,
  problemLine,
  stageLine,
  substituteLine,
  waitLine,
} from "../../../lib/cli/terminal/words.ts";
import { MANY, NOTHING } from "./events.ts";

Deno.test("a stage opens with which end this is, and why", () => {
  const event = { event: "stage", pair: "films", source: "/a", destination: "/b" } as const;
  strictEqual(
    stageLine({ ...event, stage: "unload", reason: "the destination /b is here" }),
    "films: unloading at the destination, because the destination /b is here",
  );
  strictEqual(
    stageLine({ ...event, stage: "load", reason: "" }),
    "films: loading at the source /a, as you asked",
  );
});

Deno.test("a file that waits is named with its size and the reason", () => {
  const event = { event: "waiting", pair: "films", path: "a.mov", bytes: 2048 } as const;
  for (const stage of ["load", "unload"] as const) {
    for (
      const reason of ["no-room", "never-fits", "name-not-possible", "link-not-possible"] as const
    ) {
      match(waitLine(stage, { ...event, reason }), /a\.mov \(2 KiB\): .*(drive|destination)/);
    }
  }
  match(carryLine({ event: "carry", pair: "films", path: "a.mov", bytes: 1 }), /a\.mov \(1 byte\)/);
  match(moreLine("waits", 1), /waits.*1 more file /);
  match(moreLine("goes", 1000), /goes.*1,000 more files /);
});

Deno.test("a problem is told with its file, or without one where it is about none", () => {
  const problem = { event: "problem", pair: "films", code: "unreadable", message: "No" } as const;
  strictEqual(problemLine({ ...problem, path: "a/b" }), "films: a/b: No");
  strictEqual(problemLine({ ...problem, path: "" }), "films: No");
});

Deno.test("what is at the destination under another name is named", () => {
  const event = { event: "substitute", pair: "films", path: "a:b", place: "a%3Ab" } as const;
  match(substituteLine(event), /a%3Ab.*a:b/);
  match(moreSubstitutesLine(2), /2 more names/);
});

Deno.test("a dump says how much of whose cargo it deleted", () => {
  match(
    dumpedLine({ event: "dumped", pair: "films", removed: MANY, undelivered: NOTHING }),
    /films: 1,204 files, 3 GiB .*deleted/,
  );
});
