import { strictEqual } from "node:assert/strict";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { TwoComputers } from "../e2e/two_computers.ts";
import { performStage, servicesWith } from "./perform_stage.ts";

const OLD = "2020-01-01T00:00:00Z", NEW = "2021-01-01T00:00:00Z";

/** An unload that breaks off when a file has its final name and nobody has recorded it. */
async function breakOff({ drive }: TwoComputers, path: string): Promise<void> {
  const services = servicesWith(
    (step, at) => {
      if (step === "published" && at.endsWith(path)) throw new Error("pulled");
    },
    undefined,
    "remove",
  );
  try {
    await performStage(drive, "unload", services);
  } catch {
    // As it was meant to.
  }
}

async function settle({ drive }: TwoComputers): Promise<void> {
  const removing = () => servicesWith(undefined, undefined, "remove");
  for (let trip = 0; trip < 2; trip++) {
    await performStage(drive, "load", removing());
    await performStage(drive, "unload", removing());
  }
}

Deno.test("a version that took its name unrecorded is not believed to be the old one, when that comes back", async () => {
  using computers = new TwoComputers({ dump: "always" });
  computers.write("other", "other");
  computers.write("a", "version 1", OLD);
  await computers.trip();
  computers.write("a", "version two", NEW);
  await performStage(computers.drive, "load");
  await breakOff(computers, "/a");
  strictEqual(computers.arrived("a"), "version two");
  strictEqual((await computers.countFiles()).delivered, 1, "nobody claims what a is");
  computers.write("a", "version 1", OLD);
  await settle(computers);
  strictEqual(computers.arrived("a"), "version 1");
  strictEqual((await computers.countFiles()).delivered, 2);
});

Deno.test("a file that was moved unrecorded is not believed to be where it was, when it is named back", async () => {
  using computers = new TwoComputers({ dump: "always" });
  const { source, destination } = computers;
  for (const name of ["b", "c", "d"]) computers.write(name, name);
  computers.write("a", "version 1", OLD);
  await computers.trip();
  Deno.renameSync(join(source, "a"), join(source, "g"));
  await performStage(computers.drive, "load", servicesWith(undefined, undefined, "remove"));
  await breakOff(computers, "/g");
  strictEqual(existsSync(join(destination, "a")), false);
  Deno.renameSync(join(source, "g"), join(source, "a"));
  await settle(computers);
  strictEqual(computers.arrived("a"), "version 1");
});

Deno.test("a file that gave way unrecorded is not believed to be where it was, when it comes back", async () => {
  using computers = new TwoComputers({ dump: "always" });
  const { source } = computers;
  for (const name of ["b", "c", "d"]) computers.write(name, name);
  computers.write("a", "version 1", OLD);
  await computers.trip();
  Deno.removeSync(join(source, "a"));
  computers.write("a/inner", "inner", NEW);
  await performStage(computers.drive, "load", servicesWith(undefined, undefined, "skip"));
  await breakOff(computers, "/inner");
  Deno.removeSync(join(source, "a"), { recursive: true });
  computers.write("a", "version 1", OLD);
  await settle(computers);
  strictEqual(computers.arrived("a"), "version 1");
});
