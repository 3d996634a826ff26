import { deepStrictEqual, strictEqual } from "node:assert/strict";
import { join } from "node:path";
import { initialiseFrom } from "../../lib/operations/initialise_from.ts";
import type { Stage } from "../../lib/model/stage.ts";
import { assertSameTrees, findPartials } from "../e2e/trees.ts";
import { dumpCargo, KIB, LIMIT, loadUntil, noise } from "./film_in_parts.ts";
import { codesOf, countFiles, performStage, servicesWith } from "./perform_stage.ts";
import { Rotation } from "./rotation.ts";

const DATE = "2020-05-01T12:00:00Z", LATER = "2021-05-01T12:00:00Z";

const perform = (drive: string, stage: Stage, services = servicesWith()) =>
  performStage(drive, stage, services, LIMIT);

/** Both ends agree, no drive has anything left to do, and nothing is left anywhere. */
async function assertSettled({ computers, a, b }: Rotation, ...others: string[]): Promise<void> {
  await assertSameTrees(computers.source, computers.destination);
  for (const drive of [a, b, ...others]) {
    await perform(drive, "unload");
    const { result, tallies: { carried } } = await perform(drive, "load");
    deepStrictEqual([result, carried.bytes], ["done", 0]);
    strictEqual((await perform(drive, "unload")).result, "done");
    const { pending, aboard, damaged } = await countFiles(drive);
    deepStrictEqual({ pending, aboard, damaged }, { pending: 0, aboard: 0, damaged: 0 });
    deepStrictEqual(await dumpCargo(drive), []);
  }
  deepStrictEqual(findPartials(computers.root), []);
}

for (const [what, arrived] of [["aboard", 0], ["aboard and at the destination", 1]] as const) {
  Deno.test(`a film of which one drive has parts ${what} is finished by another, and neither is told of damage`, async () => {
    using rotation = new Rotation();
    const { a, b, computers } = rotation;
    computers.write("film", noise(150 * KIB), DATE);
    if (arrived > 0) {
      await loadUntil(a, 1 + arrived);
      await perform(a, "unload");
    }
    await loadUntil(a, 3);
    strictEqual((await perform(b, "load")).result, "done");
    strictEqual((await perform(b, "unload")).result, "done");
    const late = await perform(a, "unload");
    deepStrictEqual([late.result, codesOf(late)], ["done", []]);
    strictEqual(late.tallies.carried.bytes, 0);
    await assertSettled(rotation);
  });
}

Deno.test("two drives bring parts of one film under one partial name, and the first that has all finishes it", async () => {
  using rotation = new Rotation();
  const { a, b, computers } = rotation;
  computers.write("film", noise(150 * KIB), DATE);
  for (const [drive, bytes] of [[a, 128 * KIB], [b, 0]] as const) {
    await loadUntil(drive, 3);
    const { tallies } = await perform(drive, "unload");
    deepStrictEqual(tallies.carried, { files: 0, bytes });
    await dumpCargo(drive);
  }
  strictEqual(findPartials(computers.destination).length, 1);
  for (const drive of [a, b]) strictEqual((await perform(drive, "load")).result, "done");
  const [first, second] = [await perform(a, "unload"), await perform(b, "unload")];
  deepStrictEqual([first.result, first.tallies.carried.bytes], ["done", 22 * KIB]);
  deepStrictEqual([second.result, second.tallies.carried.bytes], ["done", 0]);
  await assertSettled(rotation);
});

Deno.test("what one drive gives up the other may have brought, and still finishes", async () => {
  using rotation = new Rotation();
  const { a, b, computers } = rotation;
  const content = noise(150 * KIB), film = computers.write("film", content, DATE);
  for (const name of ["stays", "stays too"]) computers.write(name, name, DATE);
  for (const drive of [a, b]) {
    await loadUntil(drive, 3);
    await perform(drive, "unload");
    await dumpCargo(drive);
  }
  await perform(a, "load");
  Deno.removeSync(film);
  await perform(b, "load");
  await perform(b, "unload");
  await perform(a, "load", servicesWith(undefined, undefined, "skip"));
  const unloaded = await perform(a, "unload");
  deepStrictEqual([unloaded.result, codesOf(unloaded)], ["done", []]);
  deepStrictEqual(Deno.readFileSync(join(computers.destination, "film")), content);
  await perform(b, "unload");
  deepStrictEqual(findPartials(computers.root), []);
});

for (const bytes of [150 * KIB, 10]) {
  Deno.test(`parts of a film that is nowhere else stay when another drive brings an older one of ${bytes} bytes`, async () => {
    using rotation = new Rotation();
    const { a, b, computers } = rotation;
    for (const name of ["stays", "stays too"]) computers.write(name, name, DATE);
    const path = computers.write("film", noise(bytes, "older"), DATE);
    if (bytes > LIMIT.mostFileBytes) await loadUntil(b, 3);
    else await perform(b, "load");
    const film = noise(150 * KIB);
    computers.write("film", film, LATER);
    await loadUntil(a, 3);
    await perform(a, "unload");
    await dumpCargo(a);
    strictEqual((await perform(a, "load")).result, "done");
    Deno.removeSync(path);
    await perform(b, "unload");
    await perform(b, "unload");
    const unloaded = await perform(a, "unload");
    deepStrictEqual(codesOf(unloaded), []);
    deepStrictEqual(Deno.readFileSync(join(computers.destination, "film")), film);
  });
}

Deno.test("a film that is aboard and at the destination arrives though another drive has begun a newer one", async () => {
  using rotation = new Rotation();
  const { a, b, computers } = rotation;
  for (const name of ["stays", "stays too"]) computers.write(name, name, DATE);
  const film = noise(150 * KIB), path = computers.write("film", film, DATE);
  await loadUntil(a, 3);
  await perform(a, "unload");
  await dumpCargo(a);
  strictEqual((await perform(a, "load")).result, "done");
  computers.write("film", noise(150 * KIB, "newer"), LATER);
  await loadUntil(b, 3);
  await perform(b, "unload");
  Deno.removeSync(path);
  deepStrictEqual(codesOf(await perform(a, "unload")), []);
  deepStrictEqual(Deno.readFileSync(join(computers.destination, "film")), film);
});

Deno.test("a new drive goes on with the parts that a lost one has brought", async () => {
  using rotation = new Rotation();
  const { a, b, computers } = rotation;
  computers.write("film", noise(150 * KIB), DATE);
  await loadUntil(a, 3);
  await perform(a, "unload");
  const root = join(computers.root, "new drive"), { destination } = computers;
  Deno.mkdirSync(root);
  await initialiseFrom(
    { root, destination, told: undefined, programs: undefined },
    servicesWith(),
  );
  const loaded = await perform(root, "load");
  deepStrictEqual([loaded.result, loaded.tallies.carried.bytes], ["done", 22 * KIB]);
  strictEqual((await perform(root, "unload")).result, "done");
  await assertSettled(rotation, root);
  strictEqual((await countFiles(b)).delivered, 1);
});

for (const isFinished of [false, true]) {
  const since = isFinished ? "the film has arrived whole" : "its parts have arrived";
  Deno.test(`a catalogue that was put back from before ${since} claims nothing false, and all arrives`, async () => {
    using rotation = new Rotation();
    const { a, computers } = rotation;
    computers.write("film", noise(150 * KIB), DATE);
    await loadUntil(a, 3);
    const catalogue = join(a, "config/waterlock.db"), old = join(computers.root, "old.db");
    Deno.copyFileSync(catalogue, old);
    await perform(a, "unload");
    if (isFinished) { for (const stage of ["load", "unload"] as const) await perform(a, stage); }
    await dumpCargo(a);
    Deno.renameSync(old, catalogue);
    if (!isFinished) strictEqual((await perform(a, "load")).result, "done");
    const unloaded = await perform(a, "unload");
    deepStrictEqual([unloaded.result, codesOf(unloaded)], ["done", []]);
    strictEqual(unloaded.tallies.carried.bytes, isFinished ? 0 : 22 * KIB);
    await assertSettled(rotation);
  });
}

Deno.test("what is held back in parts is counted as it lies, and goes on when a load has seen it", async () => {
  using rotation = new Rotation();
  const { a, b, computers } = rotation;
  const film = noise(150 * KIB);
  computers.write("film", film, DATE);
  await loadUntil(a, 3);
  await perform(a, "unload");
  await dumpCargo(a);
  await perform(a, "load");
  computers.write("film", "a short cut", LATER);
  await perform(b, "load", { ...servicesWith(), host: "another computer" });
  await perform(b, "unload");
  const held = await perform(a, "unload");
  deepStrictEqual(codesOf(held), [["film", "order-unknown"]]);
  deepStrictEqual(held.tallies.waiting, { files: 0, bytes: 0 });
  strictEqual(computers.arrived("film"), "a short cut");
  computers.write("film", film, DATE);
  await loadUntil(a, 2);
  const going = await perform(a, "unload");
  deepStrictEqual([codesOf(going), going.tallies.carried.bytes], [[], 64 * KIB]);
  strictEqual((await perform(a, "load")).result, "done");
  strictEqual((await perform(a, "unload")).result, "done");
  await assertSettled(rotation);
});
