import { deepStrictEqual, doesNotMatch, match, strictEqual } from "node:assert/strict";
import {
  differingLine,
  provenLines,
  verificationEndLines,
  verificationLine,
} from "../../../lib/cli/terminal/verification_words.ts";
import type { ProgressEvent } from "../../../lib/operations/mod.ts";
import { MANY, NO_VERDICTS, NOTHING, ONE } from "./events.ts";

type EndEvent = Extract<ProgressEvent, { event: "verification-end" }>;

function endOf(tallies: Partial<EndEvent["tallies"]>, facts: Partial<EndEvent> = {}): EndEvent {
  return {
    event: "verification-end",
    pair: "films",
    end: "destination",
    result: "done",
    tallies: { ...NO_VERDICTS, ...tallies },
    seconds: 200,
    proofs: { cold: 1, reread: 0 },
    ...facts,
  };
}

Deno.test("the end of a verification names what was found, and hides what is nothing", () => {
  const well = verificationEndLines(endOf({ verified: MANY })).join("\n");
  match(well, /^films: 1,204 files, 3 GiB verified at the destination\.\n.*from the medium.*3 min/);
  doesNotMatch(well, /damaged|missing|edited|left|interrupted/i);
  const bad = { damaged: ONE, missing: ONE, edited: ONE, unreadable: ONE, left: MANY };
  const text = verificationEndLines(endOf(bad)).join("\n");
  match(text, /nothing verified .*; 1 file, 1 byte damaged .*missing .*edited .*not be read/);
  match(text, /1,204 files, 3 GiB left, .*first the next time/);
  deepStrictEqual(verificationEndLines(endOf({})), []);
});

Deno.test("a proof that a cache may have answered is not called one of the medium", () => {
  const proofs = { cold: 2, reread: 3 };
  const text = verificationEndLines(endOf({ verified: MANY }, { proofs })).join("\n");
  match(text, /of 3 files perhaps from the computer's memory/);
});

Deno.test("an interrupted verification says that what was verified is recorded", () => {
  const text = verificationEndLines(endOf({ left: ONE }, { result: "interrupted" })).join("\n");
  match(text, /Interrupted; what was verified is recorded/);
});

Deno.test("the beginning of a verification shows the part that the budget allows for", () => {
  const event = {
    event: "verification",
    pair: "films\x1b",
    end: "drive",
    root: "/drive/cargo",
    total: MANY,
    within: ONE,
    isDryRun: false,
  } as const;
  match(verificationLine(event), /films\\u001b: verifying .*1 file, 1 byte of 1,204 files, 3 GiB/);
  match(verificationLine({ ...event, isDryRun: true }), /would be verified/);
  match(
    verificationLine({ ...event, total: NOTHING, within: NOTHING }),
    /nothing is aboard to verify$/,
  );
});

Deno.test("what is changed or gone at the source is told apart, its name on one line", () => {
  const event = { pair: "films", end: "source", path: "a\nb", bytes: 1 } as const;
  match(differingLine({ event: "changed", ...event }), /a\\nb \(1 byte\): changed/);
  match(differingLine({ event: "missing", ...event }), /gone from the source/);
});

Deno.test("the status tells since when all is proven, how much is, and what never was", () => {
  const since = Date.UTC(2026, 10, 1, 12);
  deepStrictEqual(provenLines({ ...NOTHING, since: null, never: NOTHING, edited: NOTHING }), []);
  deepStrictEqual(provenLines({ ...ONE, since, never: NOTHING, edited: NOTHING }), [
    "all proven since 1 Nov 2026",
  ]);
  const lines = provenLines({ ...ONE, since, never: MANY, edited: NOTHING });
  strictEqual(lines.length, 2);
  match(lines[0]!, /^proven since 1 Nov 2026: 1 file, 1 byte$/);
  match(lines[1]!, /never verified: 1,204 files/);
});
