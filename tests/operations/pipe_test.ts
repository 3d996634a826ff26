import { deepStrictEqual, strictEqual } from "node:assert/strict";
import { join } from "node:path";
import { TwoComputers } from "../e2e/two_computers.ts";
import { runCommand } from "../fixtures/run_command.ts";
import { codesOf, performStage, servicesWith } from "./perform_stage.ts";

const DATE = "2020-05-01T12:00:00Z";

for (const jobs of ["few small ones", "large ones"]) {
  Deno.test({
    ignore: Deno.build.os !== "linux",
    name: `load() does not wait for a writer when a file has become a pipe among ${jobs}`,
    async fn() {
      using computers = new TwoComputers({ lines: ["jobs = 1"] });
      const bytes = jobs === "large ones" ? 17 * 1024 * 1024 : 10;
      for (const name of ["a", "b"]) computers.write(name, name.repeat(bytes), DATE);
      const services = servicesWith((step, path) => {
        if (step !== "begun" || !path.includes("/a")) return;
        Deno.removeSync(join(computers.source, "b"));
        runCommand("mkfifo", join(computers.source, "b"));
      });
      const outcome = await performStage(computers.drive, "load", services);
      deepStrictEqual(codesOf(outcome).map(([path]) => path), ["b"]);
      strictEqual(outcome.tallies.carried.files, 1);
    },
  });
}
