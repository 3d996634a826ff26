import { strictEqual } from "node:assert/strict";
import { chooseJobs, type JobsFacts } from "../../lib/planning/choose_jobs.ts";

function jobs(facts: Partial<JobsFacts>): number {
  return chooseJobs({ flag: undefined, config: undefined, cores: 8, spinning: [], ...facts });
}

Deno.test("as many files are copied side by side as there are cores, at most four", () => {
  for (const [cores, expected] of [[0, 1], [1, 1], [2, 2], [4, 4], [64, 4]] as const) {
    strictEqual(jobs({ cores }), expected, `${cores} cores`);
  }
});

Deno.test("one file at a time is copied where one of the disks spins, and only there", () => {
  strictEqual(jobs({ spinning: [false, true] }), 1);
  strictEqual(jobs({ spinning: [undefined, true] }), 1);
  strictEqual(jobs({ spinning: [false, undefined] }), 4);
});

Deno.test("what the config says comes before the disks, what the command line says before both", () => {
  strictEqual(jobs({ config: 6, spinning: [true] }), 6);
  strictEqual(jobs({ flag: 9, config: 6, spinning: [true] }), 9);
});
