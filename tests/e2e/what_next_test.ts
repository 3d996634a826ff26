import { deepStrictEqual, doesNotMatch, match, strictEqual } from "node:assert/strict";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { type ProgramResult, runProgram } from "./program.ts";
import { SmallDrive } from "./small_drive.ts";
import { TwoComputers } from "./two_computers.ts";

const MIB = 1024 * 1024;

/** Runs a command as a person reads it, where one end is hidden or both are here. */
async function read(
  computers: TwoComputers,
  at: "source" | "destination" | "both",
  ...args: string[]
): Promise<ProgramResult> {
  const hidden = { source: "away", destination: "home", both: undefined }[at];
  const path = join(computers.root, hidden ?? "");
  if (hidden) Deno.renameSync(path, `${path}.hidden`);
  try {
    return await runProgram(["--drive", computers.drive, ...args]);
  } finally {
    if (hidden) Deno.renameSync(`${path}.hidden`, path);
  }
}

Deno.test("a drive full of delivered cargo: load and plan name it, say how it goes on, and that is so", async () => {
  using drive = new SmallDrive();
  using computers = new TwoComputers({}, drive.path);
  computers.configure({ reserve: drive.reserve });
  computers.write("old", new Uint8Array(40 * MIB));
  await computers.trip();
  computers.write("new", new Uint8Array(30 * MIB).fill(1));

  const next =
    /Next: delivered cargo takes 40 MiB of the drive\. Delete it with waterlock dump, then run waterlock here again\.\n/;
  for (const command of ["plan", "load"]) {
    const { stdout } = await read(computers, "source", command);
    match(stdout, /nothing can go now; 1 file, 30 MiB must wait: delivered cargo takes 40 MiB/);
    match(stdout, next);
    doesNotMatch(stdout, /more trip/);
  }
  strictEqual((await read(computers, "source", "dump", "--yes")).code, 0);
  const { code, stdout } = await read(computers, "source", "load");
  strictEqual(code, 0);
  match(stdout, /1 file, 30 MiB now on the drive/);

  computers.configure({ reserve: drive.reserve, dump: "when-needed" });
  strictEqual((await computers.atDestination(["unload"])).code, 0);
  computers.write("newer", new Uint8Array(35 * MIB).fill(2));
  const freed = await read(computers, "source", "load");
  strictEqual(freed.code, 0, 'with dump = "when-needed" the load makes the room itself');
  doesNotMatch(freed.stdout, /delivered cargo takes/);
});

Deno.test('after "remove" the load says that the removal is aboard, the unload what it removed', async () => {
  using computers = new TwoComputers();
  for (const name of ["a", "b", "c"]) computers.write(name, name);
  await computers.trip();
  Deno.removeSync(join(computers.source, "c"));
  const loaded = await read(computers, "source", "load", "--on-missing", "remove");
  strictEqual(loaded.code, 0);
  match(loaded.stdout, /\n {2}1 file, 1 byte is to be removed at the destination, when confirmed/);
  match(loaded.stdout, /Next: take the drive to .* and run waterlock there\.\n$/);
  doesNotMatch(loaded.stdout, /everything/);

  const unloaded = await read(computers, "destination", "unload", "--on-removal", "remove");
  match(unloaded.stdout, /media: 1 file, 1 byte to be removed there once that is confirmed\n/);
  match(unloaded.stdout, /media: 1 file, 1 byte removed at the destination\.\n/);
  doesNotMatch(unloaded.stdout, /nothing/);
  match(unloaded.stdout, /media: everything that the source had/);
});

Deno.test("nobody is told of everything where something is held, undecided or cannot be carried", async () => {
  using computers = new TwoComputers({ pairLines: ['hold = ["raw/**"]'] });
  for (const name of ["a", "b", "raw/c"]) computers.write(name, name);
  strictEqual((await computers.atSource(["load"])).code, 0);
  const unload = () => read(computers, "destination", "unload", "--yes");
  match((await unload()).stdout, /everything .* is at the destination, except what is held\.\n$/);

  computers.configure({});
  await computers.trip();
  Deno.removeSync(join(computers.source, "b"));
  const undecided = await read(computers, "source", "load");
  match(undecided.stdout, /what the last load could carry is at the destination\.\n$/);
  strictEqual((await computers.atSource(["load", "--on-missing", "skip"])).code, 0);

  computers.write("clip.waterlock-partial", "film");
  const { stdout } = await read(computers, "source", "load");
  match(
    stdout,
    /nothing new now on the drive\.\n {2}1 file could not be carried \(see above\)\.\n {4}1 file with a name that Waterlock needs for itself/,
  );
  for (const said of [stdout, (await unload()).stdout]) {
    match(said, /what the last load could carry is at the destination\.\n$/);
    doesNotMatch(said, /everything/);
  }
});

Deno.test("with both ends on one computer each step names the stage, and a plan nothing that would act", async () => {
  using computers = new TwoComputers({ dump: "always" });
  computers.write("a", "a film");
  const planned = await read(computers, "both", "plan");
  strictEqual(planned.code, 2);
  match(planned.stderr, /To see the plan: waterlock load --dry-run, or waterlock unload --dry-run/);
  match((await read(computers, "both", "run")).stderr, /Name the stage: waterlock load, or/);
  const { stdout } = await read(computers, "both", "load");
  match(stdout, /Next: the destination is here as well: waterlock unload\.\n$/);
});

Deno.test("a pair whose ends are elsewhere keeps nobody's delivered cargo on the drive, a failure does", async () => {
  using computers = new TwoComputers({ dump: "always" });
  const config = join(computers.drive, "config", "waterlock.toml");
  const elsewhere = ["source", "destination"]
    .map((end) => `${end} = ${JSON.stringify(join(computers.root, "elsewhere", end))}`);
  const add = (lines: readonly string[]) =>
    Deno.writeTextFileSync(config, ["", "[[pair]]", 'name = "music"', ...lines, ""].join("\n"), {
      append: true,
    });
  computers.write("a", "a film");
  add(elsewhere);
  strictEqual((await read(computers, "source", "run")).code, 3);
  const { code, stdout, stderr } = await read(computers, "destination", "run", "--yes");
  strictEqual(code, 3, "the other pair was not done");
  match(stderr, /music: Neither the source/);
  match(stdout, /media: 1 file, 6 bytes of cargo deleted from the drive/);
  strictEqual(existsSync(computers.cargo("a")), false);

  computers.configure({ dump: "always" });
  Deno.writeTextFileSync(join(computers.root, "a file"), "");
  const noFolder = JSON.stringify(join(computers.root, "a file"));
  add([`source = ${noFolder}`, elsewhere[1]!]);
  computers.write("b", "another film");
  strictEqual((await read(computers, "source", "run")).code, 3);
  const failed = await read(computers, "destination", "run");
  match(failed.stdout, /media: delivered cargo stays on the drive, because something failed/);
  deepStrictEqual(existsSync(computers.cargo("b")), true);
});
