import { deepStrictEqual, match, strictEqual } from "node:assert/strict";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { readReceiptFile, receiptFiles } from "../../lib/drive/receipt_file.ts";
import { assertSameTrees } from "../e2e/trees.ts";
import { isLoopPermitted, LoopDisk } from "../fixtures/loop_disk.ts";
import { codesOf, countFiles } from "./perform_stage.ts";
import { carriedBy, Rotation } from "./rotation.ts";

const DATES = [2018, 2019, 2020, 2021].map((year) => `${year}-05-01T12:00:00Z`);

/** Versions that were moved away from the destination's own names. */
function isAnythingReplaced({ computers }: Rotation): boolean {
  return existsSync(join(computers.destination, ".waterlock/replaced"));
}

Deno.test("a drive carries nothing that another one has brought, once it has been there", async () => {
  using rotation = new Rotation();
  const { a, b, computers } = rotation;
  for (const name of ["a", "folder/b", "folder/c"]) {
    computers.write(name, `the file ${name}`, DATES[0]);
  }
  Deno.symlinkSync("a", join(computers.source, "link"));
  await rotation.load(a);
  await rotation.unload(a);
  deepStrictEqual(carriedBy(await rotation.unload(b)), [0, 0], "it comes to learn alone");
  match(rotation.notices.join(), /4 files have been brought here that this drive did not know of/);
  deepStrictEqual(carriedBy(await rotation.load(b)), [0, 0]);
  strictEqual((await rotation.unload(b)).result, "done");
  await assertSameTrees(computers.source, computers.destination);
  strictEqual((await countFiles(b)).delivered, 4);
});

Deno.test({
  ignore: !isLoopPermitted("exfat"),
  name: "a drive learns where another one has laid names that the destination takes for one",
  fn: async () => {
    using disk = new LoopDisk("exfat", 64 * 1024 * 1024);
    using rotation = new Rotation();
    const { a, b, computers } = rotation;
    const destination = join(disk.path, "backup"), config = "config/waterlock.toml";
    Deno.mkdirSync(destination);
    computers.configure({}, destination);
    Deno.copyFileSync(join(a, config), join(b, config));
    for (const name of ["a.txt", "A.txt", "Folder/x", "folder/y"]) {
      computers.write(name, `the file ${name}`, DATES[0]);
    }
    await rotation.load(a);
    await rotation.unload(a);
    deepStrictEqual(carriedBy(await rotation.unload(b)), [0, 0]);
    deepStrictEqual(carriedBy(await rotation.load(b)), [0, 0], "nothing travels twice");
    strictEqual((await countFiles(b)).delivered, 4);
    for (const name of ["a.txt", "A.txt"]) computers.write(name, `${name}, new`, DATES[1]);
    await rotation.load(b);
    strictEqual((await rotation.unload(b)).result, "done");
    const said = Array.from(Deno.readDirSync(destination)).filter(({ isFile }) => isFile)
      .map(({ name }) => Deno.readTextFileSync(join(destination, name)));
    deepStrictEqual(said.sort(), ["A.txt, new", "a.txt, new"]);
    strictEqual(existsSync(join(destination, ".waterlock/replaced")), false);
  },
});

Deno.test("what both drives have aboard is brought once, and found by the other", async () => {
  using rotation = new Rotation();
  const { a, b, computers } = rotation;
  computers.write("film", "film", DATES[0]);
  await rotation.load(a);
  await rotation.load(b);
  deepStrictEqual(carriedBy(await rotation.unload(b)), [1, 4]);
  const second = await rotation.unload(a);
  deepStrictEqual([second.result, ...carriedBy(second)], ["done", 0, 0]);
  strictEqual(second.tallies.instructed.files, 1);
  strictEqual(isAnythingReplaced(rotation), false);
});

Deno.test("a newer version takes the place of what another drive brought, as if it were one drive", async () => {
  using rotation = new Rotation();
  const { a, b, computers } = rotation;
  computers.write("film", "version 1", DATES[0]);
  await rotation.load(a);
  computers.write("film", "version 2", DATES[1]);
  await rotation.load(b);
  await rotation.unload(a);
  strictEqual((await rotation.unload(b)).result, "done");
  strictEqual(computers.arrived("film"), "version 2");
  strictEqual(isAnythingReplaced(rotation), false, "it was Waterlock's own");
});

for (const [what, date] of [["newer", DATES[1]!], ["older", "2010-01-01T00:00:00Z"]] as const) {
  Deno.test(`an older version aboard never takes the place of a newer one, whose time is ${what}`, async () => {
    using rotation = new Rotation();
    const { a, b, computers } = rotation;
    computers.write("film", "version 1", DATES[0]);
    await rotation.load(a);
    computers.write("film", "version 2", date);
    await rotation.load(b);
    await rotation.unload(b);
    const late = await rotation.unload(a);
    strictEqual(computers.arrived("film"), "version 2");
    deepStrictEqual([late.result, ...carriedBy(late)], ["done", 0, 0]);
    deepStrictEqual(carriedBy(await rotation.load(a)), [0, 0]);
    strictEqual((await countFiles(a)).delivered, 1);
    strictEqual(isAnythingReplaced(rotation), false);
  });
}

/** A medium that gives nobody the receipts at a destination. */
function badReceipts(): Disposable {
  const { openSync } = Deno;
  const failing: typeof openSync = (path, options) => {
    const isToBeRead = String(path).endsWith(".jsonl") && options === undefined;
    if (isToBeRead) throw Object.assign(new Error("a bad block"), { code: "EIO" });
    return openSync(path, options);
  };
  Object.assign(Deno, { openSync: failing });
  return { [Symbol.dispose]: () => void Object.assign(Deno, { openSync }) };
}

Deno.test("nor does it where the receipts that tell of the newer one cannot be read", async () => {
  using rotation = new Rotation();
  const { a, b, computers } = rotation;
  computers.write("film", "version 1", DATES[0]);
  computers.write("another", "another", DATES[0]);
  await rotation.load(a);
  computers.write("film", "version 2", DATES[1]);
  Deno.removeSync(join(computers.source, "another"));
  await rotation.load(b);
  await rotation.unload(b);
  {
    using _ = badReceipts();
    const late = await rotation.unload(a);
    deepStrictEqual(codesOf(late), [["film", "order-unknown"]]);
    deepStrictEqual(carriedBy(late), [1, 7], "what lies where nothing was is nobody's but ours");
    match(rotation.notices.join(), /Cannot read .*jsonl/);
  }
  strictEqual(computers.arrived("film"), "version 2");
  strictEqual((await rotation.unload(a)).tallies.failed.files, 0);
  strictEqual(computers.arrived("film"), "version 2");
  strictEqual(isAnythingReplaced(rotation), false);
});

Deno.test("where nothing tells which version is newer, the one that is there stays and the source decides", async () => {
  using rotation = new Rotation();
  const { a, b, computers } = rotation;
  computers.write("film", "version 1", DATES[0]);
  computers.write("same", "same", DATES[0]);
  await rotation.load(a);
  computers.write("film", "version 2", DATES[1]);
  await rotation.load(b, { host: "the same disk at another computer" });
  await rotation.unload(a);
  for (let visit = 0; visit < 2; visit++) {
    const unsure = await rotation.unload(b);
    deepStrictEqual(codesOf(unsure), [["film", "order-unknown"]]);
    strictEqual(unsure.result, "partial");
    strictEqual(computers.arrived("film"), "version 1");
  }
  strictEqual(Deno.readTextFileSync(join(b, "cargo/media/film")), "version 2", "it is kept aboard");
  const seen = await rotation.load(b);
  deepStrictEqual(carriedBy(seen), [0, 0], "its bytes lie aboard already");
  strictEqual((await rotation.unload(b)).result, "done");
  strictEqual(computers.arrived("film"), "version 2");
  strictEqual(isAnythingReplaced(rotation), false);
});

/** Holds a film back on the second drive: the first has brought a version, and nothing tells which is newer. */
async function holdBack(rotation: Rotation): Promise<void> {
  const { a, b, computers } = rotation;
  computers.write("film", "version 1", DATES[0]);
  await rotation.load(b, { host: "another computer" });
  computers.write("film", "version 2", DATES[1]);
  await rotation.load(a);
  await rotation.unload(a);
  await rotation.unload(b);
}

Deno.test("what is held back gives way when the source has what is at the destination", async () => {
  using rotation = new Rotation();
  const { b, computers } = rotation;
  await holdBack(rotation);
  deepStrictEqual(carriedBy(await rotation.load(b)), [0, 0]);
  const last = await rotation.unload(b);
  deepStrictEqual([last.result, ...carriedBy(last)], ["done", 0, 0]);
  strictEqual(computers.arrived("film"), "version 2");
});

Deno.test("what is held back never arrives when the source has something else, though that finds no room", async () => {
  using rotation = new Rotation();
  const { b, computers } = rotation;
  await holdBack(rotation);
  computers.write("film", "version 3", DATES[2]);
  const config = join(b, "config/waterlock.toml");
  const toml = Deno.readTextFileSync(config);
  Deno.writeTextFileSync(config, toml.replace('reserve = "0"', 'reserve = "1000 TiB"'));
  strictEqual((await rotation.load(b)).tallies.waiting.files, 1);
  await rotation.unload(b);
  strictEqual(computers.arrived("film"), "version 2");
});

for (
  const [what, shift] of [
    ["was set back between two loads", -3 * 365 * 24 * 3_600_000],
    ["ran years ahead", 5 * 365 * 24 * 3_600_000],
  ] as const
) {
  Deno.test(`a source's clock that ${what} does not bring an older version back`, async () => {
    using rotation = new Rotation();
    const { a, b, computers } = rotation;
    const isAhead = shift > 0;
    await rotation.load(a);
    await rotation.load(b);
    const old = isAhead ? a : b, other = isAhead ? b : a;
    if (isAhead) rotation.now += shift;
    computers.write("film", "version 1", DATES[0]);
    await rotation.load(old);
    rotation.now -= Math.abs(shift);
    computers.write("film", "version 2", DATES[1]);
    await rotation.load(other);
    if (!isAhead) rotation.now += Math.abs(shift);
    await rotation.unload(other);
    await rotation.unload(old);
    strictEqual(computers.arrived("film"), "version 2");
  });
}

Deno.test("what one drive has removed is not brought back by the other, nor asked about again", async () => {
  using rotation = new Rotation();
  const { a, b, computers } = rotation;
  for (const name of ["gone", "folder/gone too", "stays", "stays too"]) {
    computers.write(name, name, DATES[0]);
  }
  await rotation.load(a);
  await rotation.load(b);
  await rotation.unload(a);
  Deno.removeSync(join(computers.source, "gone"));
  Deno.removeSync(join(computers.source, "folder"), { recursive: true });
  await rotation.load(a, { decision: "remove" });
  const removed = await rotation.unload(a, { decision: "remove" });
  strictEqual(removed.tallies.removed.files, 2);
  strictEqual((await rotation.unload(b)).result, "done");
  strictEqual(computers.arrived("gone"), undefined);
  const loaded = await rotation.load(b);
  strictEqual(loaded.result, "done", "nothing is left to be decided");
  await assertSameTrees(computers.source, computers.destination);
});

Deno.test("what one drive is to remove is kept when another has brought it anew since", async () => {
  using rotation = new Rotation();
  const { a, b, computers } = rotation;
  const film = computers.write("film", "version 1", DATES[0]);
  computers.write("stays", "stays", DATES[0]);
  await rotation.load(a);
  await rotation.unload(a);
  Deno.removeSync(film);
  await rotation.load(a, { decision: "remove" });
  computers.write("film", "version 2", DATES[1]);
  await rotation.unload(b);
  await rotation.load(b);
  await rotation.unload(b);
  strictEqual(computers.arrived("film"), "version 2");
  await rotation.unload(a, { decision: "remove" });
  strictEqual(computers.arrived("film"), "version 2");
  await rotation.load(a, { decision: "remove" });
  await rotation.unload(a, { decision: "remove" });
  await assertSameTrees(computers.source, computers.destination);
});

Deno.test("a rename that one drive has followed is news to the other, and no bytes", async () => {
  using rotation = new Rotation();
  const { a, b, computers } = rotation;
  computers.write("old name", "a film with a name", DATES[0]);
  computers.write("stays", "stays", DATES[0]);
  await rotation.load(a);
  await rotation.unload(a);
  await rotation.unload(b);
  Deno.renameSync(join(computers.source, "old name"), join(computers.source, "new name"));
  for (const drive of [a, b]) {
    const loaded = await rotation.load(drive, { decision: "remove" });
    deepStrictEqual(carriedBy(loaded), [0, 0]);
  }
  for (const drive of [a, b]) {
    const unloaded = await rotation.unload(drive, { decision: "remove" });
    deepStrictEqual([unloaded.result, ...carriedBy(unloaded)], ["done", 0, 0]);
  }
  await assertSameTrees(computers.source, computers.destination);
});

Deno.test("a receipt whose file is gone or edited is not believed", async () => {
  using rotation = new Rotation();
  const { a, b, computers } = rotation;
  for (const name of ["gone", "edited", "touched"]) computers.write(name, name, DATES[0]);
  await rotation.load(a);
  await rotation.unload(a);
  const at = (name: string) => join(computers.destination, name);
  Deno.removeSync(at("gone"));
  Deno.writeTextFileSync(at("edited"), "EDITED");
  Deno.utimeSync(at("touched"), new Date(), new Date());
  await rotation.unload(b);
  deepStrictEqual(
    carriedBy(await rotation.load(b)),
    [2, 10],
    "what was touched has its digest still",
  );
  await rotation.unload(b);
  strictEqual(computers.arrived("gone"), "gone");
  strictEqual(computers.arrived(".waterlock/replaced/2/edited"), "EDITED", "nobody's work is lost");
});

Deno.test("a receipt is not believed where an older version lies that a disk may have given the same time", async () => {
  using rotation = new Rotation();
  const { a, b, computers } = rotation;
  const [even, odd] = ["2020-05-01T12:00:10Z", "2020-05-01T12:00:11Z"];
  computers.write("film", "version 1", even);
  await rotation.load(a);
  await rotation.unload(a);
  await rotation.unload(b);
  computers.write("film", "version 2", odd);
  await rotation.load(a);
  await rotation.unload(a);
  const there = join(computers.destination, "film");
  Deno.writeTextFileSync(there, "version 1");
  Deno.utimeSync(there, new Date(even), new Date(even));
  await rotation.unload(b);
  deepStrictEqual(carriedBy(await rotation.load(b)), [1, 9]);
  strictEqual((await rotation.unload(b)).result, "done");
  strictEqual(computers.arrived("film"), "version 2");
});

Deno.test("what a drive still has aboard is claimed by nobody", async () => {
  using rotation = new Rotation();
  const { a, b, computers } = rotation;
  computers.write("arrives", "arrives", DATES[0]);
  computers.write("breaks off", new Uint8Array(17 * 1024 * 1024), DATES[1]);
  await rotation.load(a);
  const broken = await rotation.unload(a, {
    reached: (step, path) => {
      if (step === "begun" && path.includes("breaks off")) throw new Error("pulled");
    },
  });
  strictEqual(broken.result, "failed");
  await rotation.unload(b);
  const loaded = await rotation.load(b);
  const told = receiptFiles(computers.destination)
    .flatMap(({ path }) => Array.from(readReceiptFile(path, 0), ({ receipt }) => receipt?.path));
  strictEqual(told.includes("breaks off" as never), false);
  strictEqual(loaded.tallies.carried.files, 2 - told.length);
  for (const drive of [b, a]) strictEqual((await rotation.unload(drive)).result, "done");
  await assertSameTrees(computers.source, computers.destination);
});

Deno.test("a clone of a drive learns what its twin has brought, and neither loses anything", async () => {
  using rotation = new Rotation();
  const { a, computers } = rotation;
  computers.write("first", "first", DATES[0]);
  await rotation.load(a);
  await rotation.unload(a);
  const clone = join(computers.root, "clone");
  const copy = (name: string) => {
    Deno.mkdirSync(join(clone, name, ".."), { recursive: true });
    Deno.copyFileSync(join(a, name), join(clone, name));
  };
  for (const name of Deno.readDirSync(join(a, "config"))) copy(`config/${name.name}`);
  copy("cargo/media/first");
  computers.write("second", "second", DATES[1]);
  await rotation.load(a);
  computers.write("first", "another first", DATES[2]);
  await rotation.load(clone);
  await rotation.unload(a);
  await rotation.unload(clone);
  for (const drive of [a, clone]) {
    await rotation.unload(drive);
    deepStrictEqual(carriedBy(await rotation.load(drive)), [0, 0]);
  }
  await assertSameTrees(computers.source, computers.destination);
});

Deno.test("a drive whose own destination is another one believes nothing of it at a new one", async () => {
  using rotation = new Rotation();
  const { a, b, computers } = rotation;
  computers.write("film", "film", DATES[0]);
  const elsewhere = join(computers.root, "away/elsewhere");
  Deno.mkdirSync(elsewhere);
  await rotation.load(a);
  await rotation.unload(a);
  const config = join(b, "config/waterlock.toml");
  const toml = Deno.readTextFileSync(config);
  Deno.writeTextFileSync(config, toml.replace(computers.destination, elsewhere));
  computers.write("for the other place", "film", DATES[1]);
  await rotation.load(b);
  await rotation.unload(b);
  Deno.writeTextFileSync(config, toml);
  await rotation.unload(b);
  await rotation.load(b);
  await rotation.unload(b);
  await assertSameTrees(computers.source, computers.destination);
});
