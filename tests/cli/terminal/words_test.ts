import { deepStrictEqual, doesNotMatch, match, ok, strictEqual } from "node:assert/strict";
import {
  carryLine,
  closingLines,
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
import { MANY, NOTHING, ONE, planOf, stageEndOf, talliesOf } from "./events.ts";

Deno.test("a stage opens with why it is this one", () => {
  const event = { event: "stage", pair: "films", source: "/a", destination: "/b" } as const;
  match(
    stageLine({ ...event, stage: "unload", reason: "the destination /b is here" }),
    /films.*unloading.*the destination \/b is here/,
  );
  match(stageLine({ ...event, stage: "load", reason: "" }), /films.*loading.*as you asked/);
});

Deno.test("a plan says what goes, what stays and how many trips that makes", () => {
  const line = planLine(planOf({ carry: ONE, waiting: MANY, tripsRemaining: 3 }));
  match(line, /^films: 1 file, 1 byte .*1,204 files, 3 GiB .*about 3 more trips$/);
  match(planLine(planOf({ carry: MANY, waiting: ONE, tripsRemaining: 1 })), /1 more trip$/);
  match(planLine(planOf({ stage: "unload" })), /^films: nothing to unload$/);
});

Deno.test("what is held is told behind what goes and what waits, also where there is nothing else", () => {
  const HELD = "; 1,204 files, 3 GiB held at the source, as the config says (hold)";
  strictEqual(planLine(planOf({ held: MANY })), `films: nothing to load${HELD}`);
  ok(planLine(planOf({ carry: ONE, waiting: ONE, held: MANY })).endsWith(`must wait${HELD}`));
  const idle = stageEndOf({ tallies: talliesOf({}), held: MANY, proofs: { cold: 0, reread: 0 } });
  deepStrictEqual(closingLines(idle), [`films: nothing new now on the drive${HELD}.`]);
  deepStrictEqual(closingLines({ ...idle, held: NOTHING }), []);
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

Deno.test("the close of a stage says what is where now, each number with its noun", () => {
  const tallies = talliesOf({ carried: MANY, instructed: ONE, failed: ONE, waiting: MANY });
  const load = closingLines(stageEndOf({ tallies, tripsRemaining: 1 })).join("\n");
  match(load, /^films: 1,204 files, 3 GiB now on the drive; 1 file, 1 byte settled without/);
  match(load, /1 file, 1 byte could not be carried .*1,204 files.*about 1 more trip\./);
  doesNotMatch(load, /removed/);
  const removed = talliesOf({ carried: ONE, removed: ONE });
  const unload = closingLines(stageEndOf({ stage: "unload", tallies: removed })).join("\n");
  match(unload, /1 file, 1 byte now at the destination; 1 file, 1 byte removed at the destination/);
});

Deno.test("what is at the destination under another name is named, and counted at the close", () => {
  const event = { event: "substitute", pair: "films", path: "a:b", place: "a%3Ab" } as const;
  match(substituteLine(event), /a%3Ab.*a:b/);
  match(moreSubstitutesLine(2), /2 more names/);
  const closing = closingLines(stageEndOf({ stage: "unload", substituted: ONE })).join("\n");
  match(closing, /1 file, 1 byte of it under another name/);
});

Deno.test("the close says how the bytes were proven, and nothing of it where there were none", () => {
  const closing = (cold: number, reread: number) =>
    closingLines(stageEndOf({ proofs: { cold, reread } })).join("\n");
  match(closing(3, 0), /Every byte was read back from the medium and proven\. Took 1 s\./);
  match(closing(0, 3), /read back and proven.*cache.* was not bypassed\./);
  match(closing(3, 1), /1 file .*cache.* was not bypassed\./);
  doesNotMatch(closing(0, 0), /Every byte/);
});

Deno.test("an interrupted stage says that nothing is lost and what to do", () => {
  const closing = closingLines(stageEndOf({ result: "interrupted" })).join("\n");
  match(closing, /interrupted.*recorded.*[Rr]un/s);
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
    held: NOTHING,
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
  doesNotMatch(text, /gone|damaged|held|waterlock dump/);
  const held = statusLines({ ...status, pairs: [{ ...pair, held: ONE }] }).join("\n");
  match(held, /waiting: .*\n {6}1 file, 1 byte held at the source, as the config says \(hold\)\n/);
  const damaged = { ...pair, states: { ...states, damaged: ONE, removal: ONE, skipped: ONE } };
  const more = statusLines({ ...status, toDump: ONE, pairs: [damaged] }).join("\n");
  match(more, /1 file, 1 byte .*waterlock dump/);
  strictEqual(more.match(/(damaged|gone).*: 1 file, 1 byte/g)?.length, 3);
});
