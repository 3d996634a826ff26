import { deepStrictEqual, strictEqual } from "node:assert/strict";
import { assertSameTrees, findPartials } from "../e2e/trees.ts";
import { dieAt } from "./die_at.ts";
import { performStage } from "./perform_stage.ts";
import { carriedBy, Rotation } from "./rotation.ts";

const KILLS = [
  ...["begun", "copied", "synced", "proven", "published", "recorded"].map((step) => [step, "film"]),
  ...["copied", "synced", "proven"].map((step) => [step, "waterlock.db"]),
] as const;

for (const [step, name] of KILLS as [string, string][]) {
  Deno.test(`a drive that dies at "${step}" of ${name} tells the other nothing false, and both finish`, async () => {
    using rotation = new Rotation();
    const { a, b, computers } = rotation;
    computers.write("film", "version 1", "2018-05-01T12:00:00Z");
    computers.write("other", "other", "2018-05-01T12:00:00Z");
    for (const stage of ["load", "unload"] as const) await performStage(a, stage);
    computers.write("film", "version 2, longer", "2019-05-01T12:00:00Z");
    await performStage(a, "load");
    await dieAt(a, "unload", step, name);
    const isThere = computers.arrived("film") === "version 2, longer";
    await performStage(b, "unload");
    const loaded = await performStage(b, "load");
    const isKnown = carriedBy(loaded)[0] === 0;
    if (isKnown) strictEqual(isThere, true, "what is not there is claimed by nobody");
    if (step === "recorded" || name !== "film") strictEqual(isKnown, true, "it was told of first");
    for (const drive of [b, a]) strictEqual((await performStage(drive, "unload")).result, "done");
    await assertSameTrees(computers.source, computers.destination);
    for (const drive of [a, b]) {
      await performStage(drive, "unload");
      deepStrictEqual(carriedBy(await performStage(drive, "load")), [0, 0]);
    }
    deepStrictEqual(findPartials(computers.destination), []);
  });
}
