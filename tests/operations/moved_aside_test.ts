import { deepStrictEqual, strictEqual } from "node:assert/strict";
import { join } from "node:path";
import { assertSameTrees, describeTree } from "../e2e/trees.ts";
import { TwoComputers } from "../e2e/two_computers.ts";
import { countFiles, performStage, servicesWith } from "./perform_stage.ts";

const DATE = "2020-05-01T12:00:00Z", LATER = "2020-06-01T12:00:00Z";

/** Makes of `name` at the source what is asked for, and loads, deciding nothing about what is gone. */
async function become(computers: TwoComputers, what: "file" | "folder", date: string) {
  const name = what === "file" ? "name" : "name/inside";
  Deno.removeSync(join(computers.source, "name"), { recursive: true });
  computers.write(name, `${what} of ${date}`, date);
  await performStage(computers.drive, "load");
}

/** Two computers; a file `name` has been delivered. */
async function delivered(): Promise<TwoComputers> {
  const computers = new TwoComputers();
  computers.write("beside", "beside", DATE);
  computers.write("name", `file of ${DATE}`, DATE);
  await performStage(computers.drive, "load");
  await performStage(computers.drive, "unload");
  return computers;
}

/** Trips in which everything that is gone is removed; the last one must find nothing left to do. */
async function settle({ drive }: TwoComputers) {
  const remove = servicesWith(undefined, undefined, "remove");
  for (let trip = 0; trip < 2; trip++) {
    await performStage(drive, "load", remove);
    await performStage(drive, "unload", remove);
  }
  const last = await performStage(drive, "load", remove);
  deepStrictEqual([last.result, last.tallies.carried.files], ["done", 0]);
}

Deno.test("unload() claims nothing as delivered that it moved away again for other cargo", async () => {
  using computers = await delivered();
  await become(computers, "folder", DATE);
  await become(computers, "file", LATER);
  await performStage(computers.drive, "unload");
  await settle(computers);
  strictEqual(computers.arrived("name"), `file of ${LATER}`);
  await assertSameTrees(computers.source, computers.destination);
});

Deno.test("a file that gave way to a folder and comes back as it was is at the destination again", async () => {
  using computers = await delivered();
  await become(computers, "folder", DATE);
  await performStage(computers.drive, "unload");
  await become(computers, "file", DATE);
  await performStage(computers.drive, "unload");
  await settle(computers);
  strictEqual(computers.arrived("name"), `file of ${DATE}`);
  strictEqual((await countFiles(computers.drive)).delivered, 2);
  await assertSameTrees(computers.source, computers.destination);
});

Deno.test("folders that only a removed file needed go with it, also where they were never recorded", async () => {
  using computers = await delivered();
  const { drive, source, destination } = computers;
  computers.write("x/y/z", "z", DATE);
  await performStage(drive, "load");
  Deno.removeSync(join(source, "x"), { recursive: true });
  await performStage(drive, "load");
  await performStage(drive, "unload");
  strictEqual(computers.arrived("x/y/z"), "z");
  await settle(computers);
  deepStrictEqual((await describeTree(destination)).length, 2);
});
