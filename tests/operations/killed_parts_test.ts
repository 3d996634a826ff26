import { deepStrictEqual, strictEqual } from "node:assert/strict";
import { join } from "node:path";
import type { Stage } from "../../lib/model/stage.ts";
import { assertSameTrees, findPartials } from "../e2e/trees.ts";
import { TwoComputers } from "../e2e/two_computers.ts";
import { dieAt } from "./die_at.ts";
import { dumpCargo, KIB, LIMIT, loadUntil, noise, PARTS } from "./film_in_parts.ts";
import { codesOf, countFiles, performStage, servicesWith } from "./perform_stage.ts";

const KILLS: readonly (readonly [Stage, string, string])[] = [
  ...["begun", "proven", "published", "recorded"].map((step) => ["load", step, PARTS[1]!] as const),
  ...["begun", "proven", "recorded", "published"].map((step) => ["unload", step, "film"] as const),
];

/** Makes sure that the next trip brings all there is, and that nothing lies about then. */
async function assertGoesOn(computers: TwoComputers): Promise<void> {
  const { drive } = computers;
  for (const stage of ["load", "unload"] as const) {
    strictEqual((await performStage(drive, stage, servicesWith(), LIMIT)).result, "done");
  }
  await assertSameTrees(computers.source, computers.destination);
  deepStrictEqual(await dumpCargo(drive), []);
  deepStrictEqual(Array.from(Deno.readDirSync(computers.cargo(""))), []);
  deepStrictEqual(findPartials(computers.root), []);
}

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
    await assertGoesOn(computers);
  });
}

for (const [what, bytes] of [["whole", 10], ["in parts", 150 * KIB]] as const) {
  for (
    const [step, part] of [["begun", 1], ["published", 1], ["proven", 2], ["published", 2]] as const
  ) {
    Deno.test(`an older version that is aboard ${what} arrives where a load of a newer one dies at "${step}" of ${PARTS[part]!}`, async () => {
      using computers = new TwoComputers();
      const { drive } = computers;
      const perform = (stage: Stage) => performStage(drive, stage, servicesWith(), LIMIT);
      const older = noise(bytes, "older");
      for (const name of ["stays", "stays too"]) computers.write(name, name);
      computers.write("film", older, "2020-05-01T12:00:00Z");
      strictEqual((await perform("load")).result, "done");
      const film = computers.write("film", noise(150 * KIB, "newer"), "2021-05-01T12:00:00Z");
      await dieAt(drive, "load", step, PARTS[part]!, LIMIT.mostFileBytes);
      Deno.renameSync(film, join(computers.root, "film"));
      strictEqual((await perform("unload")).result, "done");
      deepStrictEqual(Deno.readFileSync(join(computers.destination, "film")), older);
      Deno.renameSync(join(computers.root, "film"), film);
      await assertGoesOn(computers);
    });
  }
}

Deno.test("an older version that is aboard stays where a newer one changes while its parts are loaded", async () => {
  using computers = new TwoComputers();
  const { drive } = computers;
  const perform = (services = servicesWith()) => performStage(drive, "load", services, LIMIT);
  const older = noise(150 * KIB, "older");
  computers.write("film", older, "2020-05-01T12:00:00Z");
  computers.write("stays", "stays");
  await perform();
  const film = computers.write("film", noise(150 * KIB, "newer"), "2021-05-01T12:00:00Z");
  const loaded = await perform(servicesWith((step, path) => {
    if (step === "recorded" && path.includes("film")) throw new Error("nothing of it is recorded");
    if (step === "begun" && path.includes(PARTS[1]!)) Deno.utimeSync(film, 1, 1);
  }));
  deepStrictEqual(codesOf(loaded), [["film", "changing"]]);
  deepStrictEqual(loaded.tallies.carried.bytes, 0);
  strictEqual((await performStage(drive, "unload", servicesWith(), LIMIT)).result, "done");
  deepStrictEqual(Deno.readFileSync(join(computers.destination, "film")), older);
  deepStrictEqual(await dumpCargo(drive), []);
  deepStrictEqual(Array.from(Deno.readDirSync(computers.cargo(""))), []);
});
