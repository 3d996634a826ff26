import { deepStrictEqual, strictEqual } from "node:assert/strict";
import type { Stage } from "../../lib/model/stage.ts";
import { assertSameTrees, findPartials } from "../e2e/trees.ts";
import { TwoComputers } from "../e2e/two_computers.ts";
import { dieAt } from "./die_at.ts";
import { dumpCargo, KIB, LIMIT, loadUntil, noise, PARTS } from "./film_in_parts.ts";
import { countFiles, performStage, servicesWith } from "./perform_stage.ts";

const KILLS: readonly (readonly [Stage, string, string])[] = [
  ...["begun", "proven", "published", "recorded"].map((step) => ["load", step, PARTS[1]!] as const),
  ...["begun", "proven", "recorded", "published"].map((step) => ["unload", step, "film"] as const),
];

for (const [stage, step, name] of KILLS) {
  Deno.test(`a ${stage} of parts that dies at "${step}" of ${name} leaves nothing false and nothing behind`, async () => {
    using computers = new TwoComputers();
    const { drive } = computers;
    const perform = (stage: Stage) => performStage(drive, stage, servicesWith(), LIMIT);
    computers.write("film", noise(150 * KIB), "2020-05-01T12:00:00Z");
    if (stage === "unload") {
      await loadUntil(drive, 3);
      await perform("unload");
      await dumpCargo(drive);
      strictEqual((await perform("load")).result, "done");
    }
    await dieAt(drive, stage, step, name, LIMIT.mostFileBytes);
    const { aboard, delivered } = await countFiles(drive);
    deepStrictEqual({ aboard, delivered }, { aboard: stage === "unload" ? 1 : 0, delivered: 0 });
    for (const next of ["load", "unload"] as const) {
      strictEqual((await perform(next)).result, "done");
    }
    await assertSameTrees(computers.source, computers.destination);
    deepStrictEqual(await dumpCargo(drive), []);
    deepStrictEqual(Array.from(Deno.readDirSync(computers.cargo(""))), []);
    deepStrictEqual(findPartials(computers.root), []);
  });
}
