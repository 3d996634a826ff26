import { deepStrictEqual, match } from "node:assert/strict";
import { closingLines } from "../../../lib/cli/terminal/closing_words.ts";
import { StageAccount } from "../../../lib/cli/terminal/stage_account.ts";
import type { ProgressEvent } from "../../../lib/operations/mod.ts";
import { MANY, NOTHING, ONE, stageEndOf, talliesOf } from "./events.ts";

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
const problem = (code: "unreadable" | "damaged" | "special-file"): ProgressEvent => {
  return { event: "problem", pair: "films", path: "a", code, message: "No" };
};

Deno.test("the close of a load says what is where now, what waits and why, and for how many trips", () => {
  const told = [waiting("no-room", 1024), waiting("no-room", 1024), waiting("never-fits", 4096)];
  deepStrictEqual(
    closing({
      tallies: talliesOf({ carried: MANY, instructed: ONE, waiting: { files: 3, bytes: 6144 } }),
      left: { source: { files: 3, bytes: 6144 }, drive: { files: 2000, bytes: 4 * 1024 ** 3 } },
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
  const told = [problem("unreadable"), problem("unreadable"), problem("special-file")];
  deepStrictEqual(
    closing({ tallies: talliesOf({ failed: two }), proofs: { cold: 0, reread: 0 } }, told),
    [
      "films: nothing new now on the drive.",
      "  Aboard in all: 1 file, 1 byte.",
      "  2 files, 2 bytes could not be carried (see above).",
      "    2 files could not be read: allow it to this user, or look at the disk, and run waterlock again",
    ],
  );
  const unload = closing({ stage: "unload", tallies: talliesOf({ failed: ONE }) }, [
    problem("damaged"),
  ]);
  match(unload.join("\n"), /1 file damaged in cargo: nothing is lost, to be carried again/);
});

Deno.test("an interrupted stage says that nothing is lost, what was not reached, and what to do", () => {
  const text = closing({
    result: "interrupted",
    tallies: talliesOf({ carried: ONE, waiting: { files: 5, bytes: 5 } }),
  }, [waiting("no-room", 1)]).join("\n");
  match(text, /\n {4}4 files: not reached before it was stopped\n/);
  match(text, /Interrupted; all of that is proven and recorded\. Run it again/);
});

Deno.test("the close says how the bytes were proven, and nothing of it where there were none", () => {
  const proven = (cold: number, reread: number) =>
    closing({ proofs: { cold, reread } }).slice(1).join("\n");
  match(proven(3, 0), /^ {2}Every byte was read back from the medium and proven\. Took 1 s\.$/);
  match(proven(0, 3), /read back and proven.*cache.* was not bypassed\./);
  match(proven(3, 1), /1 file .*cache.* was not bypassed\./);
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
    left: { source: MANY, drive: NOTHING },
  };
  deepStrictEqual(closing({ ...idle, held: MANY }), [
    "films: nothing new now on the drive.",
    "  1,204 files, 3 GiB held at the source, as the config says (hold).",
  ]);
  deepStrictEqual(closing({ ...idle, held: NOTHING }), []);
});
