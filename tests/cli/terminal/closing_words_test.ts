import { deepStrictEqual, doesNotMatch, match } from "node:assert/strict";
import { closingLines } from "../../../lib/cli/terminal/closing_words.ts";
import { StageAccount } from "../../../lib/cli/terminal/stage_account.ts";
import type { ProgressEvent } from "../../../lib/operations/mod.ts";
import { leftOf, MANY, NOTHING, ONE, planOf, stageEndOf, talliesOf } from "./events.ts";

type StageEnd = Extract<ProgressEvent, { event: "stage-end" }>;

/** The closing words of a stage of which so much was told before. */
function closing(facts: Partial<StageEnd>, told: readonly ProgressEvent[] = []): string[] {
  const account = new StageAccount();
  for (const event of told) account.add(event);
  return closingLines(stageEndOf(facts), account);
}

const waiting = (reason: "no-room" | "never-fits" | "in-parts", bytes: number): ProgressEvent => {
  return { event: "waiting", pair: "films", path: "a", bytes, reason };
};
const problem = (code: "unreadable" | "damaged" | "special-file" | "missing"): ProgressEvent => {
  return { event: "problem", pair: "films", path: "a", code, message: "No" };
};

Deno.test("the close of a load says what is where now, what waits and why, and for how many trips", () => {
  const told = [waiting("no-room", 1024), waiting("no-room", 1024), waiting("never-fits", 4096)];
  deepStrictEqual(
    closing({
      tallies: talliesOf({ carried: MANY, instructed: ONE, waiting: { files: 3, bytes: 6144 } }),
      left: leftOf({
        source: { files: 3, bytes: 6144 },
        drive: { files: 2000, bytes: 4 * 1024 ** 3 },
      }),
      tripsRemaining: 2,
      seconds: 200,
    }, told),
    [
      "films: 1,204 files, 3 GiB now on the drive.",
      "  1 file, 1 byte settled without copying.",
      "  Aboard in all: 2,000 files, 4 GiB.",
      "  Every byte was read back from the medium and proven. Took 3 min 20 s.",
      "  3 files, 6 KiB wait at the source, for about 2 more trips:",
      "    2 files, 2 KiB: no room left on the drive this time",
      "    1 file, 4 KiB: can never fit on this drive: even with no other cargo aboard there is too " +
      "little room beside the reserve and what else lies there",
    ],
  );
});

Deno.test("the close tells whole files from parts of one that is not complete, and not of one that is", () => {
  const stage = "unload", proof = "cold", pair = "films";
  const part = (path: string): ProgressEvent => {
    return { event: "part", pair, stage, path, bytes: 512, of: 4096, proof };
  };
  const last = {
    event: "file",
    pair,
    stage,
    path: "b",
    bytes: 512,
    how: "carried",
    proof,
  } as const;
  const end = { stage, tallies: talliesOf({ carried: MANY }) } as const;
  deepStrictEqual(closing(end, [part("a"), part("b"), part("a"), last]).slice(0, 2), [
    "films: 1,204 files, 3 GiB now at the destination.",
    "  Of that 1 KiB are parts of 1 more file, which is not complete yet.",
  ]);
  doesNotMatch(closing(end, [part("b"), last]).join(), /parts/);
});

Deno.test("the close of an unload says what arrived, what was removed, and what stays aboard", () => {
  deepStrictEqual(
    closing({
      stage: "unload",
      tallies: talliesOf({ carried: MANY, removed: ONE, waiting: ONE }),
      substituted: ONE,
      tripsRemaining: 1,
    }, [waiting("no-room", 1)]),
    [
      "films: 1,204 files, 3 GiB now at the destination.",
      "  1 file, 1 byte of it under another name (waterlock find tells which).",
      "  1 file, 1 byte removed at the destination.",
      "  Every byte was read back from the medium and proven. Took 1 s.",
      "  1 file, 1 byte stays on the drive: no room left at the destination",
      "  More waits at the source: about 1 more trip.",
    ],
  );
});

Deno.test("after problems the close says what to do about each kind, and nothing of what is harmless", () => {
  const two = { files: 2, bytes: 2 };
  const told = [planOf(), problem("unreadable"), problem("unreadable"), problem("special-file")];
  deepStrictEqual(
    closing({ tallies: talliesOf({ failed: two }), proofs: { cold: 0, reread: 0 } }, told),
    [
      "films: nothing new now on the drive.",
      "  Aboard in all: 1 file, 1 byte.",
      "  2 files, 2 bytes could not be carried (see above).",
      "    2 files could not be read: allow it to this user, or look at the disk, and run waterlock again",
    ],
  );
  const unload = closing({ stage: "unload", tallies: talliesOf({ failed: two }) }, [
    problem("damaged"),
    problem("missing"),
  ]);
  match(unload.join("\n"), /1 file damaged in cargo: nothing is lost, to be carried again/);
  match(unload.join("\n"), /1 file no longer where it should be: to be carried again/);
});

Deno.test("an interrupted stage says that what it names is proven, and what was not finished", () => {
  const text = closing({
    result: "interrupted",
    tallies: talliesOf({ carried: ONE, waiting: { files: 5, bytes: 5 } }),
  }, [waiting("no-room", 1)]).join("\n");
  match(text, /\n {4}4 files: not finished before it was stopped\n/);
  match(text, /\n {2}Interrupted; all of that is proven and recorded\.$/);
});

Deno.test("a stage that was interrupted before anything was finished says nothing of proofs", () => {
  const carried = NOTHING, waiting = { files: 5, bytes: 5 };
  const text = closing({ result: "interrupted", tallies: talliesOf({ carried, waiting }) }).join(
    "\n",
  );
  match(text, /\n {2}Interrupted before anything was finished\.$/);
  doesNotMatch(text, /all of that|proven and recorded/);
});

Deno.test("the close says how the bytes were proven, and nothing of it where there were none", () => {
  const proven = (cold: number, reread: number) =>
    closing({ proofs: { cold, reread } }).slice(1).join("\n");
  match(proven(3, 0), /^ {2}Every byte was read back from the medium and proven\. Took 1 s\.$/);
  match(proven(0, 3), /read back and proven.*memory instead of the medium\./);
  match(proven(3, 1), /1 file .*memory instead of the medium\./);
  deepStrictEqual(proven(0, 0), "");
});

Deno.test("a stage with nothing to do closes without a word, one with parts alone counts their bytes", () => {
  deepStrictEqual(closing({ tallies: talliesOf({ carried: NOTHING }) }), []);
  const carried = { files: 0, bytes: 2048 };
  match(
    closing({ tallies: talliesOf({ carried }) })[0]!,
    /parts of files \(2 KiB\) now on the drive/,
  );
});

Deno.test("a load that had nothing to do but leave what is held says so", () => {
  const idle = {
    tallies: talliesOf({}),
    proofs: { cold: 0, reread: 0 },
    left: leftOf({ source: MANY }),
  };
  deepStrictEqual(closing({ ...idle, held: MANY }), [
    "films: nothing new now on the drive.",
    "  1,204 files, 3 GiB held at the source, as the config says (hold).",
  ]);
  deepStrictEqual(closing({ ...idle, held: NOTHING }), []);
});

Deno.test("what no plan could take is counted as well, and what to do about it hangs under that", () => {
  const named = (code: "name-not-utf8" | "name-reserved"): ProgressEvent => {
    return { event: "problem", pair: "films", path: "a", code, message: "No" };
  };
  const told = [named("name-not-utf8"), named("name-reserved"), planOf(), problem("unreadable")];
  const failed = {
    tallies: talliesOf({ carried: ONE, failed: ONE }),
    left: leftOf({ drive: ONE }),
  };
  deepStrictEqual(closing({ ...failed, result: "partial" }, told).slice(2), [
    "  3 files could not be carried (see above).",
    "    1 file with a name that is no text: rename at the source",
    "    1 file with a name that Waterlock needs for itself: rename at the source",
    "    1 file could not be read: allow it to this user, or look at the disk, and run waterlock again",
  ]);
});

Deno.test("a load after which something is to be removed says so, and how that goes on", () => {
  deepStrictEqual(
    closing({
      tallies: talliesOf({}),
      proofs: { cold: 0, reread: 0 },
      left: leftOf({ removal: MANY }),
    }),
    [
      "films: nothing new now on the drive.",
      "  1,204 files, 3 GiB are to be removed at the destination, when confirmed there.",
    ],
  );
});

Deno.test("an unload that only removed says what it removed, and not that nothing was done", () => {
  deepStrictEqual(
    closing({
      stage: "unload",
      tallies: talliesOf({ removed: MANY }),
      proofs: { cold: 0, reread: 0 },
      left: leftOf({}),
    }),
    ["films: 1,204 files, 3 GiB removed at the destination."],
  );
});

Deno.test("where delivered cargo takes the room, no trip is counted that alone would change nothing", () => {
  const full = { tallies: talliesOf({ waiting: ONE }), tripsRemaining: 1, left: leftOf({}) };
  const lines = (toDump: typeof MANY) =>
    closing({ ...full, toDump }, [waiting("no-room", 1)]).join("\n");
  match(lines(MANY), /1 file, 1 byte waits at the source: no room left on the drive this time$/);
  match(lines(NOTHING), /1 file, 1 byte waits at the source, for about 1 more trip: no room/);
});
