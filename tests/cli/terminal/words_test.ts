import { doesNotMatch, match, strictEqual } from "node:assert/strict";
import {
  carryLine,
  dumpedLine,
  moreLine,
  moreSubstitutesLine,
  planLine,
  problemLine,
  stageLine,
  statusLines,
  substituteLine,
  waitLine,
} from "../../../lib/cli/terminal/words.ts";
import { MANY, NOTHING, ONE, planOf } from "./events.ts";

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

Deno.test("a plan says what goes, what stays and how many trips that makes", () => {
  const line = planLine(planOf({ carry: ONE, waiting: MANY, tripsRemaining: 3 }));
  match(line, /^films: 1 file, 1 byte .*1,204 files, 3 GiB .*about 3 more trips$/);
  match(planLine(planOf({ carry: MANY, waiting: ONE, tripsRemaining: 1 })), /1 more trip$/);
  match(planLine(planOf({ stage: "unload" })), /^films: nothing to unload$/);
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

Deno.test("the status names each end with its path and what is there, and hides what is nothing", () => {
  const states = {
    pending: MANY,
    aboard: ONE,
    delivered: MANY,
    skipped: NOTHING,
    removal: NOTHING,
    damaged: NOTHING,
  };
  const pair = {
    pair: "films",
    source: "/a\x1b",
    destination: "/b",
    states,
    tripsRemaining: 2,
    hasBeenLoaded: true,
    proofs: { aboard: { cold: 1, reread: 0 }, delivered: { cold: 2, reread: 1234 } },
    proven: { ...MANY, since: Date.UTC(2026, 10, 1, 12), never: NOTHING },
  };
  const status = {
    root: "/drive",
    freeBytes: 1024,
    reserveBytes: 0,
    toDump: NOTHING,
    pairs: [pair],
  };
  const text = statusLines(status).join("\n");
  match(text, /Drive \/drive: 1 KiB free/);
  match(text, /source +\/a\\u001b\n.*1,204 files, 3 GiB: about 2 more trips\n/);
  match(text, /all proven since 2026-11-01/);
  match(text, /cargo\/films\n.*1 file, 1 byte\n.*destination +\/b\n.*1,204 files/s);
  match(text, /aboard: .*\n +1 proven from the medium\n/);
  match(text, /delivered: .*\n +2 proven from the medium, 1,234 by a second reading, perhaps/);
  doesNotMatch(text, /gone|damaged|waterlock dump/);
  const damaged = { ...pair, states: { ...states, damaged: ONE, removal: ONE, skipped: ONE } };
  const more = statusLines({ ...status, toDump: ONE, pairs: [damaged] }).join("\n");
  match(more, /1 file, 1 byte .*waterlock dump/);
  strictEqual(more.match(/(damaged|gone).*: 1 file, 1 byte/g)?.length, 3);
});
