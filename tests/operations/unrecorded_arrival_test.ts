import { strictEqual } from "node:assert/strict";
import { join } from "node:path";
import { TwoComputers } from "../e2e/two_computers.ts";
import { performStage, servicesWith } from "./perform_stage.ts";

const DATE = "2020-05-01T12:00:00Z";

Deno.test("what was published at the destination but not recorded is removed too, when that is decided", async () => {
  using computers = new TwoComputers();
  const { drive, source } = computers;
  for (const name of ["a", "b", "gone"]) computers.write(name, name, DATE);
  await performStage(drive, "load");
  await performStage(
    drive,
    "unload",
    servicesWith((step, path) => {
      if (step === "published" && path.endsWith("gone")) throw new Error("pulled");
    }),
  );
  Deno.removeSync(join(source, "gone"));
  const remove = servicesWith(undefined, undefined, "remove");
  for (let trip = 0; trip < 2; trip++) {
    await performStage(drive, "load", remove);
    await performStage(drive, "unload", remove);
  }
  strictEqual(computers.arrived("gone"), undefined);
});
