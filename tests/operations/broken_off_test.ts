import { deepStrictEqual, ok, strictEqual } from "node:assert/strict";
import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Stage } from "../../lib/model/stage.ts";
import type { WriteStep } from "../../lib/transfer/transfer.ts";
import { assertSameTrees, findPartials } from "../e2e/trees.ts";
import { TwoComputers } from "../e2e/two_computers.ts";
import { isMountingPermitted, SmallDisk } from "../fixtures/small_disk.ts";
import { countFiles, performStage, servicesWith } from "./perform_stage.ts";

const DATE = "2020-05-01T12:00:00Z", LATER = "2021-05-01T12:00:00Z";
const STEPS: readonly WriteStep[] = [
  "begun",
  "copied",
  "synced",
  "proven",
  "published",
  "recorded",
];

/** Room in memory, which is synced in no time. */
function memory(): Disposable & { path?: string } {
  return isMountingPermitted() ? new SmallDisk(16 * 1024 * 1024) : { [Symbol.dispose]() {} };
}

/** Two computers, about to do a stage of a new file and of a new version. */
async function begun(stage: Stage, place: string | undefined): Promise<TwoComputers> {
  const computers = new TwoComputers({}, undefined, place);
  computers.write("old", "version 1", DATE);
  await performStage(computers.drive, "load");
  await performStage(computers.drive, "unload");
  computers.write("old", "version 2", LATER);
  computers.write("new", "new", LATER);
  if (stage === "unload") await performStage(computers.drive, "load");
  return computers;
}

/** What must be the case after a stage was stopped, and once everything was run again. */
async function assertFinishes(
  computers: TwoComputers,
  stage: Stage,
  step: WriteStep,
  name: string,
) {
  const { drive, source, destination } = computers;
  const counts = await countFiles(drive);
  const isRecorded = step === "recorded";
  const side = stage === "load" ? computers.cargo(name) : join(destination, name);
  const content = name === "new" ? "new" : "version 2";
  const claims = stage === "load" ? counts.aboard! : counts.delivered!;
  const isThere = existsSync(side) && Deno.readTextFileSync(side) === content;
  if (isRecorded) ok(claims >= 1 && isThere, "what is recorded is there");
  strictEqual(isThere, isRecorded || step === "published", "a final name holds proven bytes only");

  strictEqual((await performStage(drive, "load")).result, "done");
  strictEqual((await performStage(drive, "unload")).result, "done");
  await assertSameTrees(source, destination);
  deepStrictEqual([...findPartials(drive), ...findPartials(destination)], []);
  ok(!existsSync(join(destination, ".waterlock/replaced")));
  strictEqual((await countFiles(drive)).delivered, 2);
  strictEqual((await performStage(drive, "load")).tallies.carried.files, 0);
}

for (const stage of ["load", "unload"] as const) {
  Deno.test(`${stage}() that breaks off at any step claims nothing wrongly, and the next one finishes`, async () => {
    using disk = memory();
    for (const [index, step] of STEPS.entries()) {
      const name = index % 2 === 0 ? "new" : "old";
      using computers = await begun(stage, disk.path);
      const broken = servicesWith((reached, path) => {
        if (reached === step && path.includes(name)) throw new Error("pulled");
      });
      strictEqual((await performStage(computers.drive, stage, broken)).result, "failed");
      await assertFinishes(computers, stage, step, name);
    }
  });

  Deno.test(`${stage}() that is killed at any step claims nothing wrongly, and the next one finishes`, async () => {
    using disk = memory();
    const kills: WriteStep[] = ["copied", "proven", "published", "recorded"];
    const script = join(import.meta.dirname!, "die_at_step.ts");
    for (const [index, step] of kills.entries()) {
      const name = index % 2 === 0 ? "old" : "new";
      using computers = await begun(stage, disk.path);
      const args = ["run", "--quiet", "--no-prompt", "--allow-all", script];
      const { signal } = await new Deno.Command(Deno.execPath(), {
        args: [...args, computers.drive, stage, step, name],
      }).output();
      strictEqual(signal, "SIGKILL");
      await assertFinishes(computers, stage, step, name);
    }
  });
}
