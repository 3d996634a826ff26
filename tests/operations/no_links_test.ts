import { deepStrictEqual, strictEqual } from "node:assert/strict";
import { join } from "node:path";
import type { ProgressEvent } from "../../lib/operations/progress_reporter.ts";
import { TwoComputers } from "../e2e/two_computers.ts";
import { isLoopPermitted, LoopDisk } from "../fixtures/loop_disk.ts";
import { performStage, servicesWith } from "./perform_stage.ts";

Deno.test({
  ignore: !isLoopPermitted("exfat"),
  name: "a link waits where the destination holds none, and fails nothing",
  async fn() {
    using disk = new LoopDisk("exfat", 64 * 1024 * 1024);
    using computers = new TwoComputers();
    const { drive, source } = computers, destination = join(disk.path, "backup");
    Deno.mkdirSync(destination);
    computers.configure({}, destination);
    computers.write("film", "film");
    Deno.symlinkSync("film", join(source, "link"));
    await performStage(drive, "load");
    const waiting: string[] = [];
    const report = (event: ProgressEvent) => {
      if (event.event === "waiting") waiting.push(`${event.path}: ${event.reason}`);
    };
    const services = { ...servicesWith(), reporter: { report } };
    const { result, tallies, problems } = await performStage(drive, "unload", services);
    strictEqual(result, "partial");
    deepStrictEqual(problems, []);
    deepStrictEqual(waiting, ["link: link-not-possible"]);
    deepStrictEqual([tallies.waiting.files, tallies.failed.files], [1, 0]);
    deepStrictEqual(Array.from(Deno.readDirSync(destination), ({ name }) => name).sort(), [
      ".waterlock",
      "film",
    ]);
  },
});
