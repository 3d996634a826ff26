import { deepStrictEqual, notStrictEqual, ok, strictEqual } from "node:assert/strict";
import { crc32 } from "node:zlib";
import { readSeal, readSealedDrive } from "../../lib/drive/catalogue_seal.ts";
import { layoutDrive } from "../../lib/drive/drive_layout.ts";
import { openDrive } from "../../lib/operations/open_drive.ts";
import { TwoComputers } from "../e2e/two_computers.ts";
import { performStage, servicesWith } from "./perform_stage.ts";

/** Two computers with a few files aboard, and what lies in the drive's config folder. */
async function loaded() {
  const computers = new TwoComputers();
  for (let number = 0; number < 20; number++) computers.write(`films/${number}`, `${number}`);
  await performStage(computers.drive, "load");
  const layout = layoutDrive(computers.drive);
  const snapshotFile = () => Deno.statSync(layout.snapshot).ino;
  return { computers, layout, snapshotFile, [Symbol.dispose]: () => computers[Symbol.dispose]() };
}

function checksum(path: string): string {
  const bytes = Deno.readFileSync(path);
  return `${crc32(bytes).toString(16).padStart(8, "0")} ${bytes.length}`;
}

Deno.test("a catalogue and its snapshot are sealed with their checksums, and with the drive they are of", async () => {
  using drive = await loaded();
  const { layout } = drive, { catalogue, snapshot, seal } = layout;
  const lines = [`${checksum(catalogue)} waterlock.db`, `${checksum(snapshot)} waterlock.db.bak`];
  const written = Deno.readTextFileSync(seal).trimEnd().split("\n");
  deepStrictEqual(written.slice(0, 2), lines);
  deepStrictEqual(written.slice(2), [`drive ${readSealedDrive(layout)}`]);
});

Deno.test("a seal fits nothing but the bytes it was made of, whichever bit flips", async () => {
  using drive = await loaded();
  const { layout } = drive;
  ok(readSeal(layout));
  const good = Deno.readFileSync(layout.catalogue);
  for (let at = 0; at < good.length; at += 997) {
    const bad = good.slice();
    bad[at]! ^= 1 << at % 8;
    Deno.writeFileSync(layout.catalogue, bad);
    strictEqual(readSeal(layout), undefined, `byte ${at}`);
  }
  for (const other of [good.slice(0, -1), new Uint8Array([...good, 0]), new Uint8Array()]) {
    Deno.writeFileSync(layout.catalogue, other);
    strictEqual(readSeal(layout), undefined);
  }
  Deno.writeFileSync(layout.catalogue, good);
  ok(readSeal(layout));
});

Deno.test("a seal says nothing of a catalogue with a log beside it, nor does one that cannot be read", async () => {
  using drive = await loaded();
  const { layout } = drive;
  for (const suffix of ["-wal", "-journal"]) {
    Deno.writeTextFileSync(layout.catalogue + suffix, "something a killed run has left");
    strictEqual(readSeal(layout), undefined, suffix);
    Deno.removeSync(layout.catalogue + suffix);
  }
  ok(readSeal(layout));
  for (const text of ["", "no checksum\n", "00000000 0 waterlock.db\n", "waterlock.db"]) {
    Deno.writeTextFileSync(layout.seal, text);
    strictEqual(readSeal(layout), undefined, text);
  }
});

Deno.test("a run that only looks leaves the catalogue and its seal as they are", async () => {
  using drive = await loaded();
  const { computers, layout } = drive;
  const before = [checksum(layout.catalogue), Deno.statSync(layout.seal).ino];
  (await openDrive(computers.drive, "status", servicesWith()))[Symbol.dispose]();
  deepStrictEqual([checksum(layout.catalogue), Deno.statSync(layout.seal).ino], before);
  ok(readSeal(layout));
});

Deno.test("the snapshot is not copied again by a load that finds nothing changed", async () => {
  using drive = await loaded();
  const { computers, snapshotFile, layout } = drive;
  const before = snapshotFile();
  for (let trip = 0; trip < 2; trip++) {
    await performStage(computers.drive, "load");
    strictEqual(snapshotFile(), before);
    strictEqual(readSeal(layout)?.snapshot, checksum(layout.snapshot));
  }
});

Deno.test("the snapshot is copied by a load that changed something, and where it is not whole", async () => {
  using drive = await loaded();
  const { computers, snapshotFile, layout } = drive;
  const first = snapshotFile();
  computers.write("films/new", "new");
  await performStage(computers.drive, "load");
  const second = snapshotFile();
  notStrictEqual(second, first);
  Deno.writeTextFileSync(layout.snapshot, "rotten");
  await performStage(computers.drive, "load");
  notStrictEqual(snapshotFile(), second);
  Deno.removeSync(layout.snapshot);
  await performStage(computers.drive, "load");
  strictEqual(readSeal(layout)?.snapshot, checksum(layout.snapshot));
});

Deno.test("what a run recorded and did not copy is copied by the next load", async () => {
  using drive = await loaded();
  const { computers, snapshotFile, layout } = drive;
  const first = snapshotFile();
  {
    using open = await openDrive(computers.drive, "dump", servicesWith());
    open.catalogue.pairs.ensure("another");
  }
  strictEqual(readSeal(layout)!.snapshot, undefined);
  await performStage(computers.drive, "load");
  const second = snapshotFile();
  notStrictEqual(second, first);
  // Killed: nothing was sealed.
  Deno.removeSync(layout.seal);
  await performStage(computers.drive, "load");
  notStrictEqual(snapshotFile(), second);
});

Deno.test("what a dry run undid does not make the snapshot stale", async () => {
  using drive = await loaded();
  const { computers, snapshotFile } = drive;
  const before = snapshotFile();
  {
    using open = await openDrive(computers.drive, "plan", servicesWith());
    open.catalogue.begin();
    open.catalogue.pairs.ensure("undone");
    open.catalogue.rollback();
  }
  await performStage(computers.drive, "load");
  strictEqual(snapshotFile(), before);
});
