import { deepStrictEqual, ok, strictEqual } from "node:assert/strict";
import { createHash } from "node:crypto";
import { join } from "node:path";
import type { ProgressEvent } from "../../lib/operations/progress_reporter.ts";
import type { Services } from "../../lib/operations/services.ts";
import type { Stage } from "../../lib/model/stage.ts";
import { assertSameTrees, findPartials } from "../e2e/trees.ts";
import { TwoComputers } from "../e2e/two_computers.ts";
import { isLoopPermitted, LoopDisk } from "../fixtures/loop_disk.ts";
import { performStage, servicesWith } from "./perform_stage.ts";

const MIB = 1024 * 1024, DATE = "2020-05-01T12:00:00Z", LATER = "2021-05-01T12:00:00Z";

/** An interruption undoes no more than this. */
const UNDONE = { undoneBytes: MIB };

/** Bytes that are the same nowhere else. */
function noise(bytes: number, seed: string): Uint8Array<ArrayBuffer> {
  const content = new Uint8Array(bytes);
  for (let at = 0; at < bytes; at += 64) {
    const block = createHash("blake2b512").update(`${seed} ${at}`).digest();
    content.set(block.subarray(0, Math.min(64, bytes - at)), at);
  }
  return content;
}

const perform = ({ drive }: TwoComputers, stage: Stage, reached?: Services["reached"]) =>
  performStage(drive, stage, servicesWith(reached), UNDONE);

/** The plug is pulled when most of the film has been written. */
async function breakOff(computers: TwoComputers, stage: Stage): Promise<void> {
  const { result } = await perform(computers, stage, (step, path) => {
    if (step === "copied" && path.includes("film")) throw new Error("pulled");
  });
  strictEqual(result, "failed");
}

/** How large the partial is when the copying begins: what of it is not written again. */
async function performFrom(
  computers: TwoComputers,
  stage: Stage,
  name = "film",
): Promise<number> {
  let begunBytes = -1;
  const { result } = await perform(computers, stage, (step, path) => {
    if (step !== "begun" || !path.includes(name)) return;
    if (begunBytes < 0) begunBytes = Deno.statSync(path).size;
  });
  strictEqual(result, "done");
  return begunBytes;
}

async function assertArrived(computers: TwoComputers): Promise<void> {
  await assertSameTrees(computers.source, computers.destination);
  deepStrictEqual(findPartials(computers.root), []);
}

// On the main thread, and on one of its own.
for (const mib of [2.5, 6.5]) {
  Deno.test(`a load and an unload of ${mib} MiB that were broken off go on where they were synced`, async () => {
    using computers = new TwoComputers();
    computers.write("film", noise(mib * MIB, "film"), DATE);
    await breakOff(computers, "load");
    strictEqual(await performFrom(computers, "load"), Math.floor(mib) * MIB);
    await breakOff(computers, "unload");
    strictEqual(computers.arrived("film"), undefined);
    strictEqual(await performFrom(computers, "unload"), Math.floor(mib) * MIB);
    await assertArrived(computers);
  });
}

for (const stage of ["load", "unload"] as const) {
  Deno.test(`${stage}() that goes on has one total from its plan to its end, and never all before it`, async () => {
    using computers = new TwoComputers();
    computers.write("film", noise(6.5 * MIB, "film"), DATE);
    if (stage === "unload") await perform(computers, "load");
    await breakOff(computers, stage);
    const events: ProgressEvent[] = [];
    let now = Date.now();
    const { result } = await performStage(computers.drive, stage, {
      ...servicesWith(),
      // Every step is told.
      clock: { now: () => now += 1000 },
      reporter: { report: (event) => void events.push(event) },
    }, UNDONE);
    strictEqual(result, "done");
    const of = <E extends ProgressEvent["event"]>(name: E) =>
      events.filter((event) => event.event === name) as Extract<ProgressEvent, { event: E }>[];
    const [plan] = of("plan"), [end] = of("stage-end"), progress = of("progress");
    strictEqual(plan!.begunBytes, 6 * MIB);
    deepStrictEqual(plan!.carry, { files: 1, bytes: 6.5 * MIB });
    deepStrictEqual(end!.tallies.carried, plan!.carry);
    ok(progress.length > 0);
    for (const { done, provenBytes, total } of progress) {
      deepStrictEqual(total, plan!.carry);
      ok(done.bytes >= 6 * MIB && done.bytes <= total.bytes, `${done.bytes} of ${total.bytes}`);
      ok(provenBytes <= done.bytes, `${provenBytes} of ${done.bytes}`);
    }
    ok(progress[0]!.provenBytes < MIB, `${progress[0]!.provenBytes}`);
  });
}

Deno.test("what is too small for an interruption to matter begins again, and leaves nothing", async () => {
  using computers = new TwoComputers();
  computers.write("film", noise(1.5 * MIB, "film"), DATE);
  await breakOff(computers, "load");
  deepStrictEqual(findPartials(computers.drive), []);
  strictEqual(await performFrom(computers, "load"), 0);
});

for (const stage of ["load", "unload"] as const) {
  Deno.test(`${stage}() copies a partial from its beginning that was altered meanwhile`, async () => {
    using computers = new TwoComputers();
    computers.write("film", noise(6.5 * MIB, "film"), DATE);
    if (stage === "unload") await perform(computers, "load");
    await breakOff(computers, stage);
    const [partial] = findPartials(computers.root);
    {
      using file = Deno.openSync(partial!, { write: true });
      file.writeSync(new Uint8Array([1, 2, 3]));
    }
    strictEqual((await perform(computers, stage)).result, "done");
    if (stage === "load") strictEqual((await perform(computers, "unload")).result, "done");
    await assertArrived(computers);
  });

  Deno.test(`${stage}() begins again where the partial is cut short or gone`, async () => {
    using computers = new TwoComputers();
    computers.write("film", noise(6.5 * MIB, "film"), DATE);
    if (stage === "unload") await perform(computers, "load");
    for (const spoil of [(path: string) => Deno.truncateSync(path, 5), Deno.removeSync]) {
      await breakOff(computers, stage);
      spoil(findPartials(computers.root)[0]!);
    }
    strictEqual(await performFrom(computers, stage), 0);
    if (stage === "load") strictEqual((await perform(computers, "unload")).result, "done");
    await assertArrived(computers);
  });
}

Deno.test("a source that changed since begins again, and the old partial is gone", async () => {
  using computers = new TwoComputers();
  computers.write("film", noise(6.5 * MIB, "film"), DATE);
  await breakOff(computers, "load");
  computers.write("film", noise(6.5 * MIB, "another cut"), LATER);
  strictEqual(await performFrom(computers, "load"), 0);
  strictEqual((await perform(computers, "unload")).result, "done");
  await assertArrived(computers);
});

Deno.test("a source that reads differently since, under the same time and size, arrives as it is now", async () => {
  using computers = new TwoComputers();
  computers.write("film", noise(6.5 * MIB, "film"), DATE);
  await breakOff(computers, "load");
  computers.write("film", noise(6.5 * MIB, "another cut"), DATE);
  strictEqual((await perform(computers, "load")).result, "done");
  strictEqual((await perform(computers, "unload")).result, "done");
  await assertArrived(computers);
});

Deno.test("a partial whose source is gone is swept away", async () => {
  using computers = new TwoComputers();
  const film = computers.write("film", noise(6.5 * MIB, "film"), DATE);
  computers.write("stays", "stays", DATE);
  await breakOff(computers, "load");
  ok(findPartials(computers.drive).length === 1);
  Deno.removeSync(film);
  strictEqual((await perform(computers, "load")).result, "done");
  deepStrictEqual(findPartials(computers.drive), []);
});

Deno.test({
  ignore: !isLoopPermitted("exfat"),
  name:
    "an unload goes on where it was though the file is told apart meanwhile from another spelling",
  async fn() {
    using disk = new LoopDisk("exfat", 64 * MIB);
    using computers = new TwoComputers();
    computers.configure({}, disk.path);
    const film = noise(6.5 * MIB, "film");
    computers.write("film", film, DATE);
    await perform(computers, "load");
    await breakOff(computers, "unload");
    Deno.writeTextFileSync(join(disk.path, "Film"), "somebody's");
    strictEqual(await performFrom(computers, "unload", "%66ilm"), 6 * MIB);
    deepStrictEqual(Deno.readFileSync(join(disk.path, "%66ilm")), film);
    deepStrictEqual(findPartials(disk.path), []);
  },
});
