import { deepStrictEqual, rejects, strictEqual } from "node:assert/strict";
import { join } from "node:path";
import { DiskAt } from "../e2e/disk_at.ts";
import { TwoComputers } from "../e2e/two_computers.ts";
import { runCommand } from "../fixtures/run_command.ts";
import { isMountingPermitted } from "../fixtures/small_disk.ts";
import { countFiles, performStage, servicesWith } from "./perform_stage.ts";

const DATE = "2020-05-01T12:00:00Z";
const MIB = 1024 * 1024, DISK_BYTES = 64 * MIB;

const ONE_AT_A_TIME = { lines: ["jobs = 1"] };

/** A file that is carried alone, and some that are carried together behind it. */
function writeFiles(computers: TwoComputers): void {
  computers.write("a", "a".repeat(16 * MIB), DATE);
  for (const name of ["b", "c", "new folder/d"]) computers.write(name, name, DATE);
}

/** Takes the disk at a path away once one file has been recorded. */
function yank(path: string) {
  let recorded = 0;
  return servicesWith((step) => {
    if (step === "recorded" && ++recorded === 1) runCommand("umount", "-l", path);
  });
}

for (const stage of ["load", "unload"] as const) {
  Deno.test({
    ignore: !isMountingPermitted(),
    name:
      `${stage}() fails as a whole when the drive is gone, and writes nothing where it was mounted`,
    async fn() {
      using computers = new TwoComputers();
      const { drive } = computers;
      Deno.removeSync(join(drive, "config"), { recursive: true });
      using _disk = new DiskAt(drive, DISK_BYTES);
      Deno.mkdirSync(join(drive, "config"));
      computers.configure(ONE_AT_A_TIME);
      writeFiles(computers);
      if (stage === "unload") await performStage(drive, "load");
      const outcome = await performStage(drive, stage, yank(drive));
      strictEqual(outcome.result, "failed");
      strictEqual(outcome.tallies.carried.files, 1);
      deepStrictEqual([...Deno.readDirSync(drive)], []);
    },
  });
}

Deno.test({
  ignore: !isMountingPermitted(),
  name: "unload() does not go on into the empty mount point of a destination that was unmounted",
  async fn() {
    using computers = new TwoComputers(ONE_AT_A_TIME);
    const { drive, destination } = computers;
    using _disk = new DiskAt(destination, DISK_BYTES);
    writeFiles(computers);
    await performStage(drive, "load");
    const outcome = await performStage(drive, "unload", yank(destination));
    deepStrictEqual([...Deno.readDirSync(destination)], []);
    strictEqual(outcome.result, "failed");
    strictEqual((await countFiles(drive)).delivered, 1);
  },
});

Deno.test({
  ignore: !isMountingPermitted(),
  name: "unload() makes no folder where the destination was mounted, and claims none",
  async fn() {
    using computers = new TwoComputers();
    const { drive, source, destination } = computers;
    using _disk = new DiskAt(destination, DISK_BYTES);
    computers.write("file", "file", DATE);
    Deno.mkdirSync(join(source, "empty/folder"), { recursive: true });
    await performStage(drive, "load");
    strictEqual((await performStage(drive, "unload", yank(destination))).result, "failed");
    deepStrictEqual([...Deno.readDirSync(destination)], []);
  },
});

Deno.test({
  ignore: !isMountingPermitted(),
  name:
    "unload() puts no marker into the mount point of a destination that was unmounted while it asked",
  async fn() {
    using computers = new TwoComputers();
    const { drive, destination } = computers;
    using _disk = new DiskAt(destination, DISK_BYTES);
    computers.write("file", "file", DATE);
    await performStage(drive, "load");
    const services = servicesWith();
    const acceptDestination = () => {
      runCommand("umount", "-l", destination);
      return Promise.resolve("accepted" as const);
    };
    const questions = { ...services.questions, acceptDestination };
    await rejects(performStage(drive, "unload", { ...services, questions }), /destination is gone/);
    deepStrictEqual([...Deno.readDirSync(destination)], []);
  },
});

Deno.test({
  ignore: !isMountingPermitted(),
  name: "unload() claims no removal at a destination that was unmounted before it",
  async fn() {
    using computers = new TwoComputers();
    const { drive, source, destination } = computers;
    using _disk = new DiskAt(destination, 4 * 1024 * 1024);
    for (const name of ["a", "b", "c", "gone"]) computers.write(name, name, DATE);
    await performStage(drive, "load");
    await performStage(drive, "unload");
    Deno.removeSync(join(source, "gone"));
    const services = servicesWith(undefined, undefined, "remove");
    await performStage(drive, "load", services);
    const decideRemoval = () => {
      runCommand("umount", "-l", destination);
      return Promise.resolve("remove" as const);
    };
    const questions = { ...services.questions, decideRemoval };
    const outcome = await performStage(drive, "unload", { ...services, questions });
    strictEqual(outcome.result, "failed");
    strictEqual((await countFiles(drive)).removal, 1);
  },
});
