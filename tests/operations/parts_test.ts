import { deepStrictEqual, ok, strictEqual } from "node:assert/strict";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { findFiles } from "../../lib/operations/find_files.ts";
import { openDrive } from "../../lib/operations/open_drive.ts";
import type { Services } from "../../lib/operations/services.ts";
import { verify } from "../../lib/operations/verify.ts";
import { assertSameTrees, findPartials, setTimes } from "../e2e/trees.ts";
import { TwoComputers } from "../e2e/two_computers.ts";
import {
  dumpCargo as dumpCargoOf,
  KIB,
  LIMIT,
  loadUntil,
  noise,
  PARTS,
  pulledAt,
} from "./film_in_parts.ts";
import { codesOf, countFiles, performStage, servicesWith } from "./perform_stage.ts";

const DATE = "2020-05-01T12:00:00Z", LATER = "2021-05-01T12:00:00Z";

const load = (computers: TwoComputers, reached?: Services["reached"]) =>
  performStage(computers.drive, "load", servicesWith(reached), LIMIT);
const unload = (computers: TwoComputers, reached?: Services["reached"]) =>
  performStage(computers.drive, "unload", servicesWith(reached), LIMIT);

/** A load that ends behind the first two parts of a film of three. */
async function loadTwoParts(computers: TwoComputers): Promise<void> {
  await loadUntil(computers.drive, 3);
  deepStrictEqual(aboard(computers).filter((name) => name !== "stays"), PARTS.slice(0, 2));
}

async function dumpCargo({ drive }: TwoComputers, all = false): Promise<void> {
  deepStrictEqual(await dumpCargoOf(drive, all), []);
}

function aboard(computers: TwoComputers): string[] {
  return Array.from(Deno.readDirSync(computers.cargo("")), ({ name }) => name).sort();
}

function spoil(path: string, at: number): void {
  using file = Deno.openSync(path, { read: true, write: true });
  file.seekSync(at, Deno.SeekMode.Start);
  file.writeSync(new Uint8Array([1, 2, 3, 4]));
}

/** What is left of a film of three parts has been carried, all of it is as it was, and nothing is left. */
async function assertArrived(computers: TwoComputers): Promise<void> {
  await assertSameTrees(computers.source, computers.destination);
  deepStrictEqual(findPartials(computers.destination), []);
  const { pending, aboard, damaged } = await countFiles(computers.drive);
  deepStrictEqual({ pending, aboard, damaged }, { pending: 0, aboard: 0, damaged: 0 });
  strictEqual((await load(computers)).tallies.carried.bytes, 0);
}

Deno.test("a file that the drive's file system cannot hold crosses it in parts, and arrives whole", async () => {
  using computers = new TwoComputers();
  computers.write("films/film", noise(150 * KIB), DATE);
  computers.write("films/film.waterlock-part-001", "a genuine name", LATER);
  computers.write("fits", noise(64 * KIB, "fits"), DATE);
  const loaded = await load(computers);
  strictEqual(loaded.result, "done");
  deepStrictEqual(loaded.tallies.carried, { files: 3, bytes: 214 * KIB + 14 });
  const names = Array.from(Deno.readDirSync(computers.cargo("films")), ({ name }) => name).sort();
  deepStrictEqual(
    names,
    ["film.waterlock-part-001", ...PARTS.slice(1)],
    "one gave way to the other",
  );
  const unloaded = await unload(computers);
  deepStrictEqual(unloaded.tallies.carried, { files: 3, bytes: 214 * KIB + 14 });
  await assertArrived(computers);
});

Deno.test("a load that was broken off goes on behind the last proven part, and reads nothing twice from cargo", async () => {
  using computers = new TwoComputers();
  computers.write("film", noise(150 * KIB), DATE);
  await loadTwoParts(computers);
  const { pending, aboard } = await countFiles(computers.drive);
  deepStrictEqual([pending, aboard], [1, 0], "nobody claims that it is aboard");
  const loaded = await load(computers);
  deepStrictEqual([loaded.result, loaded.tallies.carried.bytes], ["done", 22 * KIB]);
  strictEqual((await unload(computers)).result, "done");
  await assertArrived(computers);
});

for (const step of ["begun", "copied", "synced", "proven", "published", "recorded"]) {
  for (const stage of ["load", "unload"] as const) {
    Deno.test(`${stage}() is broken off when a part is ${step}, and nothing is lost`, async () => {
      using computers = new TwoComputers();
      computers.write("film", noise(150 * KIB), DATE);
      const cut = pulledAt(step, stage === "load" ? PARTS[1]! : "film");
      if (stage === "unload") await loadTwoParts(computers);
      await (stage === "load" ? load : unload)(computers, cut);
      ok(!computers.arrived("film"));
      while ((await load(computers)).tallies.waiting.files > 0);
      strictEqual((await unload(computers)).result, "done");
      await assertArrived(computers);
    });
  }
}

Deno.test("parts wait at the destination under the partial name until the last one comes", async () => {
  using computers = new TwoComputers();
  computers.write("film", noise(150 * KIB), DATE);
  await loadTwoParts(computers);
  const first = await unload(computers);
  deepStrictEqual(first.tallies.carried, { files: 0, bytes: 128 * KIB });
  strictEqual(first.tripsRemaining, 1);
  strictEqual(computers.arrived("film"), undefined);
  strictEqual(findPartials(computers.destination).length, 1);
  deepStrictEqual((await countFiles(computers.drive)).delivered, 0);
  await dumpCargo(computers);

  const loaded = await load(computers);
  deepStrictEqual(loaded.tallies.carried, { files: 1, bytes: 22 * KIB });
  deepStrictEqual(aboard(computers), [PARTS[2]]);
  strictEqual((await countFiles(computers.drive)).aboard, 1);
  const unloaded = await unload(computers);
  deepStrictEqual(unloaded.tallies.carried, { files: 1, bytes: 22 * KIB });
  await assertArrived(computers);
  await dumpCargo(computers);
  deepStrictEqual(aboard(computers), []);
});

Deno.test("a kill between the last part's name and its record is found out by the digest", async () => {
  using computers = new TwoComputers();
  computers.write("film", noise(150 * KIB), DATE);
  await loadTwoParts(computers);
  await unload(computers);
  await load(computers);
  await unload(computers, (step, path) => {
    if (step === "published" && path.endsWith("film")) throw new Error("pulled");
  });
  strictEqual((await countFiles(computers.drive)).delivered, 0);
  const again = await unload(computers);
  deepStrictEqual([again.result, again.tallies.instructed.files], ["done", 1]);
  await assertArrived(computers);
});

Deno.test("a source that changes between its parts starts anew, and nothing of the old one stays", async () => {
  using computers = new TwoComputers();
  computers.write("film", noise(150 * KIB), DATE);
  await loadTwoParts(computers);
  await unload(computers);
  computers.write("film", noise(150 * KIB, "another cut"), LATER);
  const loaded = await load(computers);
  deepStrictEqual([loaded.result, loaded.tallies.carried.bytes], ["done", 150 * KIB]);
  strictEqual(aboard(computers).length, 3, "the old parts are gone");
  strictEqual((await unload(computers)).result, "done");
  await assertArrived(computers);
});

Deno.test("a source that becomes small enough to go whole leaves no parts behind", async () => {
  using computers = new TwoComputers();
  computers.write("film", noise(150 * KIB), DATE);
  await loadTwoParts(computers);
  await unload(computers);
  computers.write("film", "short", LATER);
  strictEqual((await load(computers)).result, "done");
  deepStrictEqual(aboard(computers), ["film"]);
  strictEqual((await unload(computers)).result, "done");
  await assertArrived(computers);
});

Deno.test("a source that reads differently under the same time and size is not pieced together", async () => {
  using computers = new TwoComputers();
  const film = computers.write("film", noise(150 * KIB), DATE);
  await loadTwoParts(computers);
  spoil(film, 1000);
  Deno.utimeSync(film, new Date(DATE), new Date(DATE));
  const loaded = await load(computers);
  deepStrictEqual(codesOf(loaded), [["film", "changing"]]);
  strictEqual((await countFiles(computers.drive)).aboard, 0);
  const anew = await load(computers);
  deepStrictEqual([anew.result, anew.tallies.carried.bytes], ["done", 150 * KIB]);
  strictEqual((await unload(computers)).result, "done");
  await assertArrived(computers);
});

/** What is known of all files as a program on Windows would have recorded it. */
function recordAsOnWindows({ drive }: TwoComputers): void {
  using database = new DatabaseSync(join(drive, "config/waterlock.db"));
  for (const table of ["entry", "cargo"]) {
    const wholeMs = "mtime_ns / 1000000 * 1000000";
    database.exec(`UPDATE ${table} SET mode = NULL, mtime_ns = ${wholeMs} WHERE kind = 'file'`);
  }
}

const FINELY = { film: 1_588_334_400_123_456_700n };

Deno.test("parts go on where another system sees the source's time more finely", async () => {
  using computers = new TwoComputers();
  computers.write("film", noise(150 * KIB));
  await setTimes(computers.source, FINELY);
  await loadTwoParts(computers);
  recordAsOnWindows(computers);
  const loaded = await load(computers);
  deepStrictEqual([loaded.result, loaded.tallies.carried.bytes], ["done", 22 * KIB]);
  strictEqual((await unload(computers)).result, "done");
  deepStrictEqual(Deno.readFileSync(join(computers.destination, "film")), noise(150 * KIB));
  strictEqual((await load(computers)).tallies.carried.bytes, 0);
});

Deno.test("a source whose time could be the same and whose bytes are not starts anew, as of its own time", async () => {
  using computers = new TwoComputers();
  const film = computers.write("film", noise(150 * KIB));
  await setTimes(computers.source, FINELY);
  await loadTwoParts(computers);
  spoil(film, 1000);
  await setTimes(computers.source, FINELY);
  recordAsOnWindows(computers);
  const loaded = await load(computers);
  deepStrictEqual(codesOf(loaded), [["film", "changing"]]);
  strictEqual((await load(computers)).tallies.carried.bytes, 150 * KIB);
  strictEqual((await unload(computers)).result, "done");
  await assertArrived(computers);
});

Deno.test("of parts that rot in cargo those are carried again, and no others", async () => {
  using computers = new TwoComputers();
  computers.write("film", noise(150 * KIB), DATE);
  await loadTwoParts(computers);
  spoil(computers.cargo(PARTS[0]!), 10);
  const unloaded = await unload(computers);
  deepStrictEqual(codesOf(unloaded), [["film", "damaged"]]);
  strictEqual(unloaded.tallies.carried.bytes, 64 * KIB);
  const loaded = await load(computers);
  deepStrictEqual([loaded.result, loaded.tallies.carried.bytes], ["done", 86 * KIB]);
  strictEqual((await unload(computers)).result, "done");
  await assertArrived(computers);
});

Deno.test("a part that is missing from cargo is carried again", async () => {
  using computers = new TwoComputers();
  computers.write("film", noise(150 * KIB), DATE);
  strictEqual((await load(computers)).result, "done");
  Deno.removeSync(computers.cargo(PARTS[1]!));
  const loaded = await load(computers);
  deepStrictEqual([loaded.result, loaded.tallies.carried.bytes], ["done", 64 * KIB]);
  strictEqual((await unload(computers)).result, "done");
  await assertArrived(computers);
});

Deno.test("what the destination loses of its parts is said, and carried again", async () => {
  using computers = new TwoComputers();
  computers.write("film", noise(150 * KIB), DATE);
  await loadTwoParts(computers);
  await unload(computers);
  await dumpCargo(computers);
  await load(computers);
  for (const partial of findPartials(computers.destination)) Deno.removeSync(partial);
  const unloaded = await unload(computers);
  deepStrictEqual(codesOf(unloaded), [["film", "missing"]]);
  strictEqual(computers.arrived("film"), undefined);
  strictEqual((await countFiles(computers.drive)).pending, 1);
  strictEqual((await load(computers)).tallies.carried.bytes, 128 * KIB);
  strictEqual((await unload(computers)).result, "done");
  await assertArrived(computers);
});

Deno.test("what the destination loses of its parts is missed at once, though nothing more is aboard", async () => {
  using computers = new TwoComputers();
  computers.write("film", noise(150 * KIB), DATE);
  await loadTwoParts(computers);
  await unload(computers);
  await dumpCargo(computers);
  for (const partial of findPartials(computers.destination)) Deno.removeSync(partial);
  deepStrictEqual(codesOf(await unload(computers)), [["film", "missing"]]);
  strictEqual((await load(computers)).tallies.carried.bytes, 150 * KIB);
  strictEqual((await unload(computers)).result, "done");
  await assertArrived(computers);
});

Deno.test("what is altered at the destination in an earlier part is found by the whole's digest", async () => {
  using computers = new TwoComputers();
  Deno.chmodSync(computers.write("film", noise(150 * KIB), DATE), 0o444);
  await loadTwoParts(computers);
  await unload(computers);
  await dumpCargo(computers);
  await load(computers);
  spoil(findPartials(computers.destination)[0]!, 70 * KIB);
  const unloaded = await unload(computers);
  deepStrictEqual(codesOf(unloaded), [["film", "mismatch"]]);
  strictEqual(computers.arrived("film"), undefined);
  const { mode } = Deno.statSync(findPartials(computers.destination)[0]!);
  strictEqual(mode! & 0o200, 0o200, "its owner can bring parts again");
  const loaded = await load(computers);
  deepStrictEqual([loaded.result, loaded.tallies.carried.bytes], ["done", 64 * KIB]);
  strictEqual((await unload(computers)).result, "done");
  await assertArrived(computers);
});

Deno.test("the source may go once all parts are aboard or at the destination", async () => {
  using computers = new TwoComputers();
  const content = noise(150 * KIB);
  const film = computers.write("film", content, DATE);
  computers.write("stays", "stays", DATE);
  await loadTwoParts(computers);
  await unload(computers);
  await dumpCargo(computers);
  await load(computers);
  Deno.removeSync(film);
  await performStage(computers.drive, "load", servicesWith(undefined, undefined, "skip"), LIMIT);
  strictEqual((await unload(computers)).result, "done");
  deepStrictEqual(Deno.readFileSync(join(computers.destination, "film")), content);
});

Deno.test("a source that goes before its last part leaves nothing behind", async () => {
  using computers = new TwoComputers();
  const film = computers.write("film", noise(150 * KIB), DATE);
  computers.write("stays", "stays", DATE);
  await loadTwoParts(computers);
  await unload(computers);
  Deno.removeSync(film);
  await load(computers);
  strictEqual((await unload(computers)).result, "done");
  await assertSameTrees(computers.source, computers.destination);
  deepStrictEqual(findPartials(computers.destination), []);
  await dumpCargo(computers);
  deepStrictEqual(aboard(computers), []);
});

Deno.test("parts that are dumped before they arrive are carried again", async () => {
  using computers = new TwoComputers();
  computers.write("film", noise(150 * KIB), DATE);
  await loadTwoParts(computers);
  await dumpCargo(computers, true);
  strictEqual((await load(computers)).tallies.carried.bytes, 150 * KIB);
  strictEqual((await unload(computers)).result, "done");
  await assertArrived(computers);
});

Deno.test("verify reads parts that are aboard, and finds the one that rots", async () => {
  using computers = new TwoComputers();
  computers.write("film", noise(150 * KIB), DATE);
  await loadTwoParts(computers);
  const verifyDrive = async () => {
    const services = servicesWith();
    using drive = await openDrive(computers.drive, "verify", services);
    const options = { end: "drive", pairs: [], budget: undefined, dryRun: false } as const;
    return (await verify(drive, options, services)).verifications[0]!;
  };
  strictEqual((await verifyDrive()).result, "done");
  spoil(computers.cargo(PARTS[1]!), 10);
  strictEqual((await verifyDrive()).result, "damaged");
  strictEqual((await load(computers)).tallies.carried.bytes, 150 * KIB);
  strictEqual((await unload(computers)).result, "done");
  await assertArrived(computers);
});

Deno.test("find tells of no place where only parts of a file are", async () => {
  using computers = new TwoComputers();
  computers.write("film", noise(150 * KIB), DATE);
  await loadTwoParts(computers);
  const findPlaces = async () => {
    const services = servicesWith();
    using drive = await openDrive(computers.drive, "find", services);
    const [found] = await Array.fromAsync(findFiles(drive, "film", [], services));
    const { source, drive: aboard, destination } = found!.where;
    return [source !== null, aboard !== null, destination !== null];
  };
  deepStrictEqual(await findPlaces(), [true, false, false]);
  await unload(computers);
  deepStrictEqual(await findPlaces(), [true, false, false], "parts of it have arrived");
  await load(computers);
  deepStrictEqual(await findPlaces(), [true, true, false]);
  await unload(computers);
  deepStrictEqual(await findPlaces(), [true, true, true]);
});

Deno.test("an edited destination is set aside for the whole, and not before", async () => {
  using computers = new TwoComputers();
  computers.write("film", noise(150 * KIB), DATE);
  await loadTwoParts(computers);
  Deno.writeTextFileSync(join(computers.destination, "film"), "somebody's");
  await unload(computers);
  strictEqual(computers.arrived("film"), "somebody's");
  await load(computers);
  strictEqual((await unload(computers)).result, "done");
  strictEqual(computers.arrived(".waterlock/replaced/2/film"), "somebody's");
  await assertArrived(computers);
});
