import { deepStrictEqual, ok, strictEqual } from "node:assert/strict";
import { assertSameTrees, findPartials } from "../e2e/trees.ts";
import { TwoComputers } from "../e2e/two_computers.ts";
import { openDrive } from "../../lib/operations/open_drive.ts";
import { readDriveStatus } from "../../lib/operations/status.ts";
import { isMountingPermitted, SmallDisk } from "../fixtures/small_disk.ts";
import { dieAt } from "./die_at.ts";
import { KIB, noise } from "./film_in_parts.ts";
import { performStage, servicesWith } from "./perform_stage.ts";

const MIB = 1024 * KIB;

async function tripsRemaining(drive: string): Promise<number> {
  const services = servicesWith();
  using open = await openDrive(drive, "status", services);
  return readDriveStatus(open, [], services).pairs[0]!.tripsRemaining;
}

// What fits whole, and what goes in parts.
for (
  const { mib, steps } of [{ mib: 8, steps: ["copied", "published"] }, {
    mib: 20,
    steps: ["copied"],
  }]
) {
  for (const step of steps) {
    Deno.test({
      ignore: !isMountingPermitted(),
      name: `what a load of ${mib} MiB that died at "${step}" has left is room for the next one`,
      async fn() {
        using disk = new SmallDisk(16 * MIB);
        using computers = new TwoComputers({ dump: "when-needed" }, disk.path);
        const { drive, source, destination } = computers;
        computers.write("film", noise(mib * MIB), "2020-05-01T12:00:00Z");
        const trips = mib > 16 ? 2 : 1;
        await dieAt(drive, "load", step, "film");
        strictEqual(await tripsRemaining(drive), trips);
        const { carried, waiting } = (await performStage(drive, "load")).tallies;
        ok(carried.bytes >= Math.min(mib, 12) * MIB, `${carried.bytes} bytes went aboard`);
        strictEqual(waiting.files, trips - 1);
        await performStage(drive, "unload");
        if (trips > 1) {
          await performStage(drive, "load");
          await performStage(drive, "unload");
        }
        await assertSameTrees(source, destination);
        deepStrictEqual(findPartials(computers.root), []);
      },
    });
  }
}
