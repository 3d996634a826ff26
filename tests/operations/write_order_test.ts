import { deepStrictEqual, ok, strictEqual } from "node:assert/strict";
import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Stage } from "../../lib/model/stage.ts";
import type { WriteStep } from "../../lib/operations/services.ts";
import { assertSameTrees, findPartials } from "../e2e/trees.ts";
import { TwoComputers } from "../e2e/two_computers.ts";
import { isMountingPermitted, SmallDisk } from "../fixtures/small_disk.ts";
import { codesOf, countFiles, performStage, servicesWith } from "./perform_stage.ts";

const DATE = "2020-05-01T12:00:00Z", LATER = "2021-05-01T12:00:00Z";
const STEPS: readonly WriteStep[] = [
  "begun",
  "copied",
  "synced",
  "proven",
  "published",
  "recorded",
];

/** Services with a medium that keeps nothing of one file as it was written. */
function badMedium(name: string) {
  return servicesWith((step, path) => {
    if (step === "synced" && path.includes(name)) Deno.writeTextFileSync(path, "something else");
  });
}

Deno.test("load() leaves the old cargo alone when the new copy fails", async () => {
  using computers = new TwoComputers();
  const { drive } = computers;
  computers.write("film", "version 1", DATE);
  await performStage(drive, "load");
  computers.write("film", "version 2", LATER);
  computers.write("other", "other", LATER);
  const failed = await performStage(drive, "load", badMedium("film"));
  strictEqual(failed.result, "damaged");
  deepStrictEqual(codesOf(failed), [["film", "mismatch"]]);
  deepStrictEqual([failed.tallies.carried.files, failed.tallies.failed.files], [1, 1]);
  strictEqual(Deno.readTextFileSync(computers.cargo("film")), "version 1");
  deepStrictEqual(findPartials(drive), []);

  strictEqual((await performStage(drive, "unload")).result, "done");
  strictEqual(computers.arrived("film"), "version 1", "what is whole aboard arrives");
  strictEqual((await countFiles(drive)).pending, 1);
  strictEqual((await performStage(drive, "load")).tallies.carried.files, 1);
  strictEqual((await performStage(drive, "unload")).result, "done");
  await assertSameTrees(computers.source, computers.destination);
});

Deno.test("unload() leaves the destination's old version alone when the new copy fails", async () => {
  using computers = new TwoComputers();
  const { drive, destination } = computers;
  computers.write("film", "version 1", DATE);
  await performStage(drive, "load");
  await performStage(drive, "unload");
  Deno.writeTextFileSync(join(destination, "film"), "edited by hand");
  computers.write("film", "version 2", LATER);
  await performStage(drive, "load");
  const failed = await performStage(drive, "unload", badMedium("film"));
  deepStrictEqual(codesOf(failed), [["film", "mismatch"]]);
  strictEqual(computers.arrived("film"), "edited by hand");
  ok(!existsSync(join(destination, ".waterlock/replaced")));
  deepStrictEqual(findPartials(destination), []);
  strictEqual((await countFiles(drive)).aboard, 1, "it is still aboard, and tried again");
  strictEqual((await performStage(drive, "unload")).result, "done");
  strictEqual(computers.arrived("film"), "version 2");
});

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
