import { strictEqual } from "node:assert/strict";
import type { EntryState, ScannedEntry, Version } from "../../lib/model/entry.ts";
import { parseRelativePath } from "../../lib/model/relative_path.ts";
import {
  hasShrunken,
  judgeEntry,
  type JudgeOptions,
  type KnownEntry,
  stateOf,
  type Verdict,
} from "../../lib/planning/judge_entry.ts";

const path = parseRelativePath("film");
const version: Version = { size: 10, mtimeNs: 5n, mode: 0o644, linkTarget: null };
const newer: Version = { ...version, mtimeNs: 6n };
const scanned: ScannedEntry = { ...version, path, kind: "file" };
const options: JudgeOptions = {
  precisionNs: 1n,
  minSizeBytes: 0,
  isLeftOut: () => false,
  isUnknown: () => false,
};

function known(state: EntryState, facts: Partial<KnownEntry> = {}): KnownEntry {
  const travelled = {
    aboard: state === "aboard" ? version : undefined,
    delivered: state === "delivered" ? version : undefined,
  };
  return { ...version, path, kind: "file", state, ...travelled, ...facts };
}

const UNDECIDED: EntryState[] = ["pending", "aboard", "delivered", "damaged"];
const DECIDED: EntryState[] = ["skipped", "removal", "removed"];

Deno.test("judgeEntry() finds a path new that the catalogue does not know", () => {
  strictEqual(judgeEntry(scanned, undefined, options), "new");
});

Deno.test("judgeEntry() finds an entry unchanged as long as size, time, target and mode stay", () => {
  for (const state of UNDECIDED) {
    strictEqual(judgeEntry(scanned, known(state), options), "unchanged", state);
  }
});

Deno.test("judgeEntry() finds an entry changed whichever way size, time, target or kind differ", () => {
  const changes: Partial<ScannedEntry>[] = [
    { size: 11 },
    { size: 9 },
    { mtimeNs: 6n },
    { mtimeNs: 4n },
    { mtimeNs: -5n },
    { linkTarget: "elsewhere" },
    { kind: "link" },
    { kind: "folder" },
  ];
  for (const change of changes) {
    for (const state of [...UNDECIDED, ...DECIDED]) {
      strictEqual(judgeEntry({ ...scanned, ...change }, known(state), options), "changed");
    }
  }
});

Deno.test("judgeEntry() finds an entry changed that comes back after it was given up", () => {
  for (const state of DECIDED) {
    strictEqual(judgeEntry(scanned, known(state), options), "changed", state);
  }
});

Deno.test("judgeEntry() does not see a change finer than the file system's clock", () => {
  const coarse = { ...options, precisionNs: 10n };
  strictEqual(judgeEntry({ ...scanned, mtimeNs: 9n }, known("delivered"), coarse), "unchanged");
  strictEqual(judgeEntry({ ...scanned, mtimeNs: 10n }, known("delivered"), coarse), "changed");
});

Deno.test("judgeEntry() sees another mode, where the system has modes", () => {
  const judge = (mode: number | null) => judgeEntry({ ...scanned, mode }, known("aboard"), options);
  strictEqual(judge(0o600), "mode");
  strictEqual(judge(null), "unchanged");
});

Deno.test("judgeEntry() asks about what is gone only when some of it travelled, or was damaged on its way", () => {
  const verdicts: [KnownEntry, Verdict][] = [
    [known("pending"), "forgotten"],
    [known("damaged"), "missing"],
    [known("aboard"), "missing"],
    [known("delivered"), "missing"],
    [known("pending", { delivered: version }), "missing"],
    [known("pending", { aboard: version }), "missing"],
    [known("skipped", { delivered: version }), "ignored"],
    [known("removal", { delivered: version }), "ignored"],
    [known("removed"), "ignored"],
  ];
  for (const [entry, verdict] of verdicts) {
    strictEqual(judgeEntry(undefined, entry, options), verdict, entry.state);
  }
});

Deno.test("judgeEntry() finds nothing missing where it could not look", () => {
  const blind = { ...options, isUnknown: (asked: string) => asked === "film" };
  strictEqual(judgeEntry(undefined, known("delivered"), blind), "ignored");
  const elsewhere = { ...options, isUnknown: (asked: string) => asked !== "film" };
  strictEqual(judgeEntry(undefined, known("delivered"), elsewhere), "missing");
});

Deno.test("judgeEntry() leaves files below the smallest size to the network, and nothing else", () => {
  const choosy = { ...options, minSizeBytes: 11 };
  strictEqual(judgeEntry(scanned, undefined, choosy), "ignored");
  strictEqual(judgeEntry(scanned, known("delivered"), choosy), "left-out");
  strictEqual(judgeEntry({ ...scanned, size: 11 }, undefined, choosy), "new");
  strictEqual(judgeEntry({ ...scanned, kind: "folder" }, undefined, choosy), "new");
  strictEqual(judgeEntry(undefined, known("delivered"), choosy), "missing");
});

Deno.test("stateOf() counts what of the version has travelled already", () => {
  strictEqual(stateOf(scanned, undefined, 1n), "pending");
  strictEqual(stateOf(scanned, known("pending"), 1n), "pending");
  strictEqual(stateOf(scanned, known("pending", { aboard: version }), 1n), "aboard");
  const both = known("pending", { aboard: newer, delivered: version });
  strictEqual(stateOf(scanned, both, 1n), "delivered");
  strictEqual(stateOf({ ...scanned, ...newer }, both, 1n), "aboard");
  strictEqual(stateOf({ ...scanned, size: 99 }, both, 1n), "pending");
  strictEqual(stateOf({ ...scanned, kind: "link" }, both, 1n), "pending");
});

Deno.test("hasShrunken() says when a source shows nothing, or less than half of what it had", () => {
  const cases: [known: number, seen: number, hasShrunken: boolean][] = [
    [0, 0, false],
    [1, 0, true],
    [1, 1, false],
    [2, 1, false],
    [3, 1, true],
    [100, 50, false],
    [100, 49, true],
    [0, 5, false],
  ];
  for (const [before, seen, expected] of cases) strictEqual(hasShrunken(before, seen), expected);
});

Deno.test("judgeEntry() settles what the config leaves out by now, and asks nobody about it", () => {
  const excluding = { ...options, isLeftOut: () => true };
  const verdicts: [KnownEntry, Verdict][] = [
    [known("pending"), "forgotten"],
    [known("pending", { delivered: version }), "left-out"],
    [known("delivered"), "left-out"],
    [known("aboard"), "left-out"],
    [known("removal", { delivered: version }), "ignored"],
  ];
  for (const [entry, verdict] of verdicts) {
    strictEqual(judgeEntry(undefined, entry, excluding), verdict, entry.state);
  }
});
