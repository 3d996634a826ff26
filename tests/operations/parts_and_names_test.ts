import { deepStrictEqual, strictEqual } from "node:assert/strict";
import { join } from "node:path";
import type { Stage } from "../../lib/model/stage.ts";
import { findPartials } from "../e2e/trees.ts";
import { TwoComputers } from "../e2e/two_computers.ts";
import { isLoopPermitted, LoopDisk } from "../fixtures/loop_disk.ts";
import { dumpCargo, KIB, LIMIT, loadUntil, noise } from "./film_in_parts.ts";
import { codesOf, performStage, servicesWith } from "./perform_stage.ts";

const EARLIER = "2019-05-01T12:00:00Z",
  DATE = "2020-05-01T12:00:00Z",
  LATER = "2021-05-01T12:00:00Z";

/** Two computers of which the one at the destination has a disk that takes `film` and `FILM` for one. */
class FoldingDestination implements Disposable {
  readonly disk = new LoopDisk("exfat", 64 * 1024 * 1024);
  readonly computers = new TwoComputers();
  readonly film = noise(150 * KIB);

  constructor(pairLines: readonly string[] = []) {
    this.computers.configure({ pairLines }, this.disk.path);
    this.computers.write("stays", "stays", DATE);
    this.computers.write("stays too", "stays too", DATE);
    this.computers.write("film", this.film, DATE);
  }

  async perform(stage: Stage) {
    const services = servicesWith(undefined, undefined, "skip");
    return await performStage(this.computers.drive, stage, services, LIMIT);
  }

  /** Leaves two thirds of the film under its partial name, and nothing of it in cargo. */
  async bringTwoParts(): Promise<void> {
    await loadUntil(this.computers.drive, 3);
    await this.perform("unload");
    deepStrictEqual(await dumpCargo(this.computers.drive), []);
    strictEqual(findPartials(this.disk.path).length, 1);
  }

  /** What the source has no more is nowhere but on its way. */
  async loadAndLose(...names: string[]): Promise<void> {
    strictEqual((await this.perform("load")).result, "done");
    for (const name of names) Deno.removeSync(join(this.computers.source, name));
    await this.perform("load");
  }

  /** Names at the destination that are some name, or a spelling of it. */
  names(name: string): string[] {
    return Array.from(Deno.readDirSync(this.disk.path), (one) => one.name)
      .filter((one) => one.toLowerCase() === name.toLowerCase());
  }

  read(name: string): Uint8Array {
    return Deno.readFileSync(join(this.disk.path, name));
  }

  [Symbol.dispose](): void {
    this.computers[Symbol.dispose]();
    this.disk[Symbol.dispose]();
  }
}

const onExfat = { ignore: !isLoopPermitted("exfat") };

for (const bytes of [10, 150 * KIB]) {
  Deno.test({
    ...onExfat,
    name:
      `parts wait for the last one where a file of ${bytes} bytes comes whose name is another spelling`,
    async fn() {
      using away = new FoldingDestination();
      await away.bringTwoParts();
      const other = noise(bytes, "other");
      away.computers.write("FILM", other, LATER);
      await away.loadAndLose("film", "FILM");
      const unloaded = await away.perform("unload");
      deepStrictEqual([unloaded.result, codesOf(unloaded)], ["done", []]);
      deepStrictEqual(away.read("film"), away.film);
      deepStrictEqual(away.read("%46ILM"), other);
      deepStrictEqual(findPartials(away.disk.path), []);
    },
  });
}

Deno.test({
  ...onExfat,
  name:
    "two films whose names are spellings of one each have a partial of their own, over several trips",
  async fn() {
    using away = new FoldingDestination();
    const other = noise(150 * KIB, "other");
    await away.bringTwoParts();
    // What is older is loaded first.
    away.computers.write("FILM", other, EARLIER);
    await loadUntil(away.computers.drive, 3, "FILM");
    strictEqual((await away.perform("unload")).tallies.failed.files, 0);
    strictEqual(findPartials(away.disk.path).length, 2);
    await dumpCargo(away.computers.drive);
    await away.loadAndLose("film", "FILM");
    strictEqual((await away.perform("unload")).result, "done");
    deepStrictEqual(away.read("film"), away.film);
    deepStrictEqual(away.read("%46ILM"), other);
    deepStrictEqual(findPartials(away.disk.path), []);
  },
});

Deno.test({
  ...onExfat,
  name: "parts go along when somebody's file has the film's name meanwhile, in another spelling",
  async fn() {
    using away = new FoldingDestination();
    await away.bringTwoParts();
    Deno.writeTextFileSync(join(away.disk.path, "Film"), "somebody's");
    await away.loadAndLose("film");
    const unloaded = await away.perform("unload");
    deepStrictEqual([unloaded.result, codesOf(unloaded)], ["done", []]);
    deepStrictEqual(away.read("%66ilm"), away.film);
    strictEqual(new TextDecoder().decode(away.read("Film")), "somebody's");
    deepStrictEqual(findPartials(away.disk.path), []);
  },
});

Deno.test({
  ...onExfat,
  name: 'with names = "strict" no part is brought of a file whose name the destination cannot hold',
  async fn() {
    using away = new FoldingDestination(['names = "strict"']);
    away.computers.write("a:film", noise(150 * KIB, "other"), LATER);
    await loadUntil(away.computers.drive, 3, "a%3Afilm");
    const { tallies } = await away.perform("unload");
    deepStrictEqual(tallies.waiting, { files: 1, bytes: 128 * KIB });
    strictEqual(tallies.failed.files, 0);
    deepStrictEqual(away.read("film"), away.film);
    deepStrictEqual(findPartials(away.disk.path), []);
  },
});
