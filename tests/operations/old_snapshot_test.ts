import { deepStrictEqual, strictEqual } from "node:assert/strict";
import { join } from "node:path";
import { findPartials } from "../e2e/trees.ts";
import { TwoComputers } from "../e2e/two_computers.ts";
import { dumpCargo, KIB, LIMIT, loadUntil, noise, pulledAt } from "./film_in_parts.ts";
import { performStage, servicesWith } from "./perform_stage.ts";

const DATE = "2020-05-01T12:00:00Z";

/** Keeps the drive's snapshot as it is now. @returns puts it in the place of the catalogue, as a person may */
function keepSnapshot({ drive, root }: TwoComputers): () => void {
  const old = join(root, "old snapshot"), catalogue = join(drive, "config/waterlock.db");
  Deno.copyFileSync(join(drive, "config/waterlock.db.bak"), old);
  return () => Deno.renameSync(old, catalogue);
}

Deno.test("a file in cargo stays there when a snapshot is put back from when a load of it was broken off", async () => {
  using computers = new TwoComputers();
  const { drive } = computers;
  const film = computers.write("film", "the only copy", DATE);
  computers.write("stays", "stays", DATE);
  strictEqual(
    (await performStage(drive, "load", servicesWith(pulledAt("begun", "film")))).result,
    "failed",
  );
  const putBack = keepSnapshot(computers);
  strictEqual((await performStage(drive, "load")).result, "done");
  Deno.removeSync(film);
  putBack();
  for (const stage of ["unload", "load", "unload"] as const) await performStage(drive, stage);
  strictEqual(Deno.readTextFileSync(computers.cargo("film")), "the only copy");
});

Deno.test("what a broken-off load left half done goes all the same when its snapshot is put back", async () => {
  using computers = new TwoComputers();
  const { drive } = computers;
  const film = computers.write("film", "film", DATE);
  computers.write("stays", "stays", DATE);
  const stop = servicesWith(pulledAt("begun", "film"));
  strictEqual((await performStage(drive, "load", stop)).result, "failed");
  const putBack = keepSnapshot(computers);
  Deno.writeTextFileSync(computers.cargo("film.waterlock-partial"), "half");
  putBack();
  Deno.removeSync(film);
  await performStage(drive, "load");
  deepStrictEqual(findPartials(computers.root), []);
});

Deno.test("parts at a destination stay there when a snapshot is put back from before they came", async () => {
  using computers = new TwoComputers();
  const { drive } = computers;
  const perform = (stage: "load" | "unload", reached = () => {}) =>
    performStage(drive, stage, servicesWith(reached, undefined, "skip"), LIMIT);
  const content = noise(150 * KIB), film = computers.write("film", content, DATE);
  for (const name of ["stays", "stays too"]) computers.write(name, name, DATE);
  await loadUntil(drive, 3);
  const cut = pulledAt("copied", "film");
  strictEqual(
    (await performStage(drive, "unload", servicesWith(cut), LIMIT)).result,
    "failed",
  );
  const putBack = keepSnapshot(computers);
  await perform("unload");
  await dumpCargo(drive);
  strictEqual((await perform("load")).result, "done");
  Deno.removeSync(film);
  putBack();
  for (const stage of ["unload", "load", "unload"] as const) await perform(stage);
  const [partial] = findPartials(computers.destination);
  deepStrictEqual(Deno.readFileSync(partial!).slice(0, 128 * KIB), content.slice(0, 128 * KIB));
});
