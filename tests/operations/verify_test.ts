import { deepStrictEqual, match, ok, strictEqual } from "node:assert/strict";
import { join } from "node:path";
import type { End } from "../../lib/model/verification.ts";
import { openDrive } from "../../lib/operations/open_drive.ts";
import type { ProgressEvent } from "../../lib/operations/progress_reporter.ts";
import type { Services } from "../../lib/operations/services.ts";
import { verify } from "../../lib/operations/verify.ts";
import { DiskAt } from "../e2e/disk_at.ts";
import { flipByte } from "../e2e/flip_byte.ts";
import { TwoComputers } from "../e2e/two_computers.ts";
import { runCommand } from "../fixtures/run_command.ts";
import { isMountingPermitted } from "../fixtures/small_disk.ts";
import { codesOf, countFiles, performStage, servicesWith } from "./perform_stage.ts";

const DATE = "2020-05-01T12:00:00Z";
const MIB = 1024 * 1024;

/** Verifies one end of the only pair of a drive in this process. */
async function verifyEnd(root: string, end: End, services: Services = servicesWith()) {
  using drive = await openDrive(root, "verify", services);
  const options = { end, pairs: [], budget: undefined, dryRun: false };
  return await verify(drive, options, services);
}

/** Does something when an event is reported for the first time. */
function servicesThat(event: ProgressEvent["event"], act: () => void, signal?: AbortSignal) {
  let hasActed = false;
  const report = (reported: ProgressEvent) => {
    if (reported.event !== event || hasActed) return;
    hasActed = true;
    act();
  };
  return { ...servicesWith(undefined, signal), reporter: { report } };
}

for (const end of ["source", "destination", "drive"] as const) {
  Deno.test({
    ignore: !isMountingPermitted(),
    name: `verify() stops when the ${end} is unplugged in the middle, and calls nothing missing`,
    async fn() {
      using computers = new TwoComputers();
      const { drive } = computers, root = computers[end];
      if (end === "drive") Deno.removeSync(join(drive, "config"), { recursive: true });
      using _disk = new DiskAt(root, 4 * MIB);
      if (end === "drive") Deno.mkdirSync(join(drive, "config"));
      if (end === "drive") computers.configure({});
      for (const name of ["a", "b", "c", "new folder/d"]) computers.write(name, name, DATE);
      await performStage(drive, "load");
      await performStage(drive, "unload");
      const services = servicesThat("verified", () => runCommand("umount", "-l", root));
      const { verifications: [outcome] } = await verifyEnd(drive, end, services);
      strictEqual(outcome!.result, "failed");
      deepStrictEqual(codesOf(outcome!), [["", "failed"]]);
      match(outcome!.problems[0]!.message, new RegExp(`The ${end} is gone`));
      const { verified, missing, left } = outcome!.tallies;
      deepStrictEqual([verified.files, missing.files, left.files], [1, 0, 3]);
      deepStrictEqual([...Deno.readDirSync(root)], []);
      if (end !== "drive") strictEqual((await countFiles(drive)).delivered, 4);
    },
  });
}

Deno.test("verify() that is interrupted has recorded what was verified, and goes on with the rest", async () => {
  using computers = new TwoComputers();
  const { drive } = computers;
  for (const name of ["a", "b", "c"]) computers.write(name, name, DATE);
  await performStage(drive, "load");
  await performStage(drive, "unload");
  const controller = new AbortController();
  const stopping = servicesThat("verified", () => controller.abort(), controller.signal);
  const { verifications: [outcome] } = await verifyEnd(drive, "destination", stopping);
  strictEqual(outcome!.result, "interrupted");
  deepStrictEqual([outcome!.tallies.verified.files, outcome!.tallies.left.files], [1, 2]);
  const seen: string[] = [];
  const report = (event: ProgressEvent) => event.event === "verified" && seen.push(event.path);
  await verifyEnd(drive, "destination", { ...servicesWith(), reporter: { report } });
  deepStrictEqual(seen, ["b", "c", "a"]);
});

Deno.test("verify() that is interrupted in the middle of a file says nothing of it", async () => {
  using computers = new TwoComputers();
  const { drive, destination } = computers;
  computers.write("film", new Uint8Array(32 * MIB), DATE);
  await performStage(drive, "load");
  await performStage(drive, "unload");
  flipByte(join(destination, "film"));
  const controller = new AbortController();
  const stopping = servicesThat("progress", () => controller.abort(), controller.signal);
  const { verifications: [outcome] } = await verifyEnd(drive, "destination", stopping);
  strictEqual(outcome!.result, "interrupted");
  ok(outcome!.bytesRead < 32 * MIB, "it did not read on to the end");
  deepStrictEqual(outcome!.problems, []);
  strictEqual((await countFiles(drive)).delivered, 1);
});

Deno.test("verify() that was interrupted before it began says so", async () => {
  using computers = new TwoComputers();
  computers.write("a", "a", DATE);
  await performStage(computers.drive, "load");
  const services = servicesWith(undefined, AbortSignal.abort());
  const { verifications, refusals } = await verifyEnd(computers.drive, "drive", services);
  deepStrictEqual([verifications.length, refusals[0]!.error.code], [0, "interrupted"]);
});

Deno.test("verify() of a source calls what is written while it is read changed, not corrupt", async () => {
  using computers = new TwoComputers();
  const film = computers.write("film", new Uint8Array(8 * MIB), DATE);
  await performStage(computers.drive, "load");
  const services = servicesThat("progress", () => {
    using file = Deno.openSync(film, { write: true });
    file.seekSync(4 * MIB, Deno.SeekMode.Start);
    file.writeSync(new Uint8Array([1, 2, 3]));
  });
  const { verifications: [outcome] } = await verifyEnd(computers.drive, "source", services);
  deepStrictEqual([outcome!.result, outcome!.tallies.changed.files], ["done", 1]);
});

Deno.test("verify() of a destination calls what is written while it is read edited, not damaged", async () => {
  using computers = new TwoComputers();
  computers.write("film", new Uint8Array(8 * MIB), DATE);
  await performStage(computers.drive, "load");
  await performStage(computers.drive, "unload");
  const services = servicesThat("progress", () => {
    using file = Deno.openSync(join(computers.destination, "film"), { write: true });
    file.seekSync(4 * MIB, Deno.SeekMode.Start);
    file.writeSync(new Uint8Array([1, 2, 3]));
  });
  const { verifications: [outcome] } = await verifyEnd(computers.drive, "destination", services);
  deepStrictEqual([outcome!.result, outcome!.tallies.edited.files], ["partial", 1]);
  strictEqual((await countFiles(computers.drive)).delivered, 1);
});

Deno.test("verify() leaves in the history what it found at an end, and nothing where it looked at none", async () => {
  using computers = new TwoComputers();
  for (const name of ["good", "evil"]) computers.write(name, name, DATE);
  const { drive } = computers;
  const lastVisit = async (end: End) => {
    using open = await openDrive(drive, "status", servicesWith());
    return open.catalogue.visits.last(open.catalogue.pairs.find("media")!.id, end);
  };
  await performStage(drive, "load");
  await verifyEnd(drive, "destination");
  strictEqual(await lastVisit("destination"), undefined);
  flipByte(computers.cargo("evil"));
  await verifyEnd(drive, "drive");
  const { host, result, verified, faulty, left } = (await lastVisit("drive"))!;
  deepStrictEqual({ host, result, verified, faulty, left }, {
    host: "a test's computer",
    result: "damaged",
    verified: { files: 1, bytes: 4 },
    faulty: { files: 1, bytes: 4 },
    left: { files: 0, bytes: 0 },
  });
  strictEqual(await lastVisit("source"), undefined);
});
