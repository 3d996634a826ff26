import { deepStrictEqual, strictEqual } from "node:assert/strict";
import { join } from "node:path";
import { assertSameTrees, findPartials } from "../e2e/trees.ts";
import { performStage, servicesWith } from "./perform_stage.ts";
import { Rotation } from "./rotation.ts";

const DIE = join(import.meta.dirname!, "die_at_step.ts");

/** Unloads in another process, which kills itself where it has begun to write a film. */
function unloadMeanwhile(drive: string): { code: number; signal: Deno.Signal | null } {
  const run = ["run", "--quiet", "--no-prompt", "--allow-all", DIE];
  const args = [...run, drive, "unload", "begun", "film"];
  return new Deno.Command(Deno.execPath(), { args, stderr: "null" }).outputSync();
}

Deno.test("a drive does not unload where another one is unloading, and half of what it brings gets no name", async () => {
  using rotation = new Rotation();
  const { a, b, computers } = rotation;
  computers.write("film", "all of the film", "2020-05-01T12:00:00Z");
  for (const drive of [a, b]) await performStage(drive, "load");
  const others: ReturnType<typeof unloadMeanwhile>[] = [];
  const reached = (step: string, path: string) => {
    if (step === "proven" && path.includes("film")) others.push(unloadMeanwhile(b));
  };
  strictEqual((await performStage(a, "unload", servicesWith(reached))).result, "done");
  strictEqual(computers.arrived("film"), "all of the film");
  deepStrictEqual(others.map(({ code, signal }) => [code, signal]), [[1, null]]);
  strictEqual((await performStage(b, "unload")).result, "done");
  await assertSameTrees(computers.source, computers.destination);
  deepStrictEqual(findPartials(computers.destination), []);
});
