import { strictEqual } from "node:assert/strict";
import {
  EXIT,
  exitCodeOfError,
  exitCodeOfRun,
  exitCodeOfVerify,
} from "../../lib/cli/exit_codes.ts";
import { type StageOutcome, WaterlockError } from "../../lib/operations/mod.ts";
import { NO_VERDICTS, NOTHING } from "./terminal/events.ts";

function stage(result: StageOutcome["result"]): StageOutcome {
  return {
    pair: "films",
    stage: "load",
    tallies: {
      carried: NOTHING,
      instructed: NOTHING,
      waiting: NOTHING,
      failed: NOTHING,
      removed: NOTHING,
    },
    substituted: NOTHING,
    held: NOTHING,
    problems: [],
    result,
    seconds: 0,
    tripsRemaining: 0,
    toDump: { files: 0, bytes: 0 },
  };
}

function refusal(code: WaterlockError["code"]) {
  return { pair: "photos", error: new WaterlockError(code, "It went wrong", "Try again") };
}

Deno.test("every end of a stage has the exit code that the README names", () => {
  const codes = { done: 0, failed: 1, partial: 3, damaged: 4, interrupted: 130 } as const;
  for (const [result, code] of Object.entries(codes)) {
    const stages = [stage(result as StageOutcome["result"])];
    strictEqual(exitCodeOfRun({ stages, refusals: [] }), code, result);
  }
});

Deno.test("every error that ends everything has the exit code that the README names", () => {
  const codes: Record<WaterlockError["code"], number> = {
    usage: 2,
    config: 2,
    refused: 1,
    failed: 1,
    "no-space": 1,
    interrupted: 130,
  };
  for (const [code, exitCode] of Object.entries(codes)) {
    const refused = refusal(code as WaterlockError["code"]);
    strictEqual(exitCodeOfError(refused.error), exitCode, code);
    strictEqual(exitCodeOfRun({ stages: [], refusals: [refused] }), exitCode, code);
  }
});

Deno.test("nothing to do is all done", () => {
  strictEqual(exitCodeOfRun({ stages: [], refusals: [] }), EXIT.done);
});

Deno.test("of several pairs the gravest end counts, in whichever order they come", () => {
  const results = ["done", "partial", "damaged", "failed", "interrupted"] as const;
  for (const [index, worst] of results.entries()) {
    const alone = exitCodeOfRun({ stages: [stage(worst)], refusals: [] });
    for (const other of results.slice(0, index)) {
      const stages = [stage(other), stage(worst)];
      strictEqual(exitCodeOfRun({ stages, refusals: [] }), alone, `${other}, ${worst}`);
      strictEqual(exitCodeOfRun({ stages: stages.reverse(), refusals: [] }), alone);
    }
  }
});

Deno.test("a pair that could not be begun beside one that was done leaves the run done in part", () => {
  for (const code of ["usage", "config", "refused", "failed"] as const) {
    const refusals = [refusal(code)];
    strictEqual(exitCodeOfRun({ stages: [stage("done")], refusals }), EXIT.partial, code);
    strictEqual(exitCodeOfRun({ stages: [stage("damaged")], refusals }), EXIT.damaged, code);
  }
});

Deno.test("an interruption at one pair is one of the whole run, whatever was done before", () => {
  const refusals = [refusal("interrupted")];
  strictEqual(exitCodeOfRun({ stages: [stage("done")], refusals }), EXIT.interrupted);
});

Deno.test("a verification of several pairs ends by the same rule", () => {
  const found = (result: "done" | "damaged") => ({
    pair: "films",
    end: "drive" as const,
    bytesRead: 0,
    tallies: NO_VERDICTS,
    problems: [],
    result,
    seconds: 0,
  });
  const end = (results: ("done" | "damaged")[], refusals: ReturnType<typeof refusal>[]) =>
    exitCodeOfVerify({ verifications: results.map(found), refusals });
  strictEqual(end(["done"], []), EXIT.done);
  strictEqual(end(["done", "damaged"], []), EXIT.damaged);
  strictEqual(end(["done"], [refusal("refused")]), EXIT.partial);
  strictEqual(end(["damaged"], [refusal("refused")]), EXIT.damaged);
  strictEqual(end([], [refusal("usage")]), EXIT.usage);
});
