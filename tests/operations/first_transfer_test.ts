import { deepStrictEqual, match, ok, strictEqual, throws } from "node:assert/strict";
import { SourceCount } from "../../lib/operations/count_source.ts";
import {
  forecastFirstTransfer,
  lookAtNewDrive,
  suggestReserve,
} from "../../lib/operations/first_transfer.ts";
import { runProgram } from "../e2e/program.ts";
import { isMountingPermitted, SmallDisk } from "../fixtures/small_disk.ts";
import { TemporaryFolder } from "../fixtures/temporary_folder.ts";

const MIB = 2 ** 20, GIB = 2 ** 30;

/** A source with files of these sizes, counted; they take up no room. */
function counted(folder: TemporaryFolder, sizes: readonly number[]): SourceCount {
  for (const [index, size] of sizes.entries()) {
    Deno.truncateSync(folder.write(`source/${index}`), size);
    Deno.utimeSync(folder.at(`source/${index}`), 1_700_000_000 - index, 1_700_000_000 - index);
  }
  const count = new SourceCount(folder.at("source"));
  while (count.advance());
  return count;
}

Deno.test("SourceCount tells the files in the order in which a load takes them, and what holds no data", () => {
  using folder = new TemporaryFolder();
  folder.folder("source/empty");
  const count = counted(folder, [1, 2, 3]);
  deepStrictEqual(count.sizes(), [3, 2, 1]);
  deepStrictEqual([count.tally, count.isWhole, count.unreadable], [
    { files: 3, bytes: 6 },
    true,
    0,
  ]);
  folder.write("source/half.waterlock-partial");
  strictEqual(counted(folder, []).unreadable, 1);
});

const SPACE = {
  isThere: true,
  freeBytes: 100 * GIB,
  totalBytes: 200 * GIB,
  blockBytes: 4096,
  mostFileBytes: 4 * GIB,
  programBytes: GIB,
};

Deno.test("the first transfer's trips leave out the reserve and the programs, and know files in parts", () => {
  using folder = new TemporaryFolder();
  const count = counted(folder, [30 * GIB, 30 * GIB, 120 * GIB, 5]);
  const forecast = forecastFirstTransfer(SPACE, "9 GiB", [count]);
  ok(Math.abs(forecast.roomBytes - 90 * GIB) < 10 * MIB, `${forecast.roomBytes}`);
  strictEqual(forecast.trips, 3);
  deepStrictEqual([forecast.largerThanRoom, forecast.largerThanFiles], [1, 2]);
  strictEqual(forecast.isAtLeast, false);
  strictEqual(forecastFirstTransfer(SPACE, "9 GiB", [count], 1).isAtLeast, true);
});

Deno.test("thousands of trips are told without playing each of them", () => {
  using folder = new TemporaryFolder();
  const count = counted(folder, Array(3000).fill(GIB));
  const { trips } = forecastFirstTransfer({ ...SPACE, freeBytes: 2 * GIB + 6 * MIB }, "1 GiB", [
    count,
  ]);
  ok(trips > 500_000, `${trips}`);
  strictEqual(forecastFirstTransfer({ ...SPACE, freeBytes: GIB }, "1 GiB", [count]).trips, 0);
});

Deno.test("suggestReserve() leaves most of a small drive to cargo", () => {
  strictEqual(suggestReserve(931 * GIB), "1 GiB");
  strictEqual(suggestReserve(8 * GIB), "500 MiB");
  strictEqual(suggestReserve(60 * MIB), "1 MiB");
  strictEqual(suggestReserve(0), "0");
});

const onSmallDisks = { ignore: !isMountingPermitted() };

Deno.test({
  ...onSmallDisks,
  name: "lookAtNewDrive() refuses a disk that is mounted read-only, and writes nothing to find out",
  fn() {
    using disk = new SmallDisk(MIB);
    const before = Deno.statSync(disk.path).mtime;
    ok(lookAtNewDrive(disk.path, undefined).freeBytes > 0);
    deepStrictEqual(Deno.statSync(disk.path).mtime, before);
    new Deno.Command("mount", { args: ["-o", "remount,ro", disk.path] }).outputSync();
    throws(() => lookAtNewDrive(disk.path, undefined), /read-only/);
  },
});

Deno.test({
  ...onSmallDisks,
  name: "a real drive needs the trips that were foretold",
  async fn() {
    using folder = new TemporaryFolder();
    using disk = new SmallDisk(24 * MIB);
    const source = folder.folder("source"), drive = disk.path;
    const sizes = [...Array(600).fill(40_000), 30 * MIB, 7 * MIB];
    const count = counted(folder, sizes);
    const { trips } = forecastFirstTransfer(lookAtNewDrive(drive, undefined), "1 MiB", [count]);
    const pair = ["--pair", "a", "--source", source, "--destination", folder.at("destination")];
    strictEqual(
      (await runProgram(["--drive", drive, "init", ...pair, "--reserve", "1 MiB"])).code,
      0,
    );
    const { stdout } = await runProgram(["--drive", drive, "plan"]);
    const more = Number(/about (\d+) more trip/.exec(stdout)![1]);
    match(stdout, /more trip/);
    strictEqual(trips, 1 + more);
  },
});
