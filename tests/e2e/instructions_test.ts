import { deepStrictEqual, ok, strictEqual } from "node:assert/strict";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { assertSameTrees, findPartials } from "./trees.ts";
import { TwoComputers } from "./two_computers.ts";

const DATE = "2020-01-01T00:00:00Z", LATER = "2021-01-01T00:00:00Z";
const NOTHING = { files: 0, bytes: 0 };

/** Files in cargo, which hold bytes. */
function countCargo({ drive }: TwoComputers): number {
  const count = (folder: string): number =>
    Array.from(
      Deno.readDirSync(folder),
      ({ name, isDirectory }) => isDirectory ? count(join(folder, name)) : 1,
    ).reduce((sum, files) => sum + files, 0);
  return existsSync(join(drive, "cargo")) ? count(join(drive, "cargo")) : 0;
}

/** Twelve photos that have arrived. */
async function deliveredPhotos(): Promise<TwoComputers> {
  const computers = new TwoComputers({ dump: "always" });
  for (let number = 0; number < 12; number++) {
    const date = `2019-05-01T10:00:${10 + number}Z`;
    computers.write(`2019/IMG_${number}.jpg`, `photo ${number} `.repeat(100), date);
  }
  await computers.trip();
  strictEqual(countCargo(computers), 0);
  return computers;
}

function move({ source }: TwoComputers, from: string, to: string): void {
  Deno.mkdirSync(join(source, to, ".."), { recursive: true });
  Deno.renameSync(join(source, from), join(source, to));
}

Deno.test("a library that is put in other folders travels without a byte, and moves at the destination", async () => {
  using computers = await deliveredPhotos();
  const { destination, source } = computers;
  const inode = Deno.statSync(join(destination, "2019/IMG_0.jpg")).ino;
  move(computers, "2019", "album/summer");
  const loaded = await computers.atSource(["load", "--on-missing", "remove", "--allow-missing"]);
  strictEqual(loaded.code, 0, loaded.stdout);
  const [pair] = loaded.summary.pairs;
  deepStrictEqual([pair.carried, pair.instructed.files], [NOTHING, 12]);
  strictEqual(countCargo(computers), 0);

  const unloaded = await computers.atDestination(["unload", "--on-removal", "remove"]);
  strictEqual(unloaded.code, 0, unloaded.stdout);
  deepStrictEqual(unloaded.summary.pairs[0].carried, NOTHING);
  strictEqual(unloaded.summary.pairs[0].instructed.files, 12);
  await assertSameTrees(source, destination);
  strictEqual(Deno.statSync(join(destination, "album/summer/IMG_0.jpg")).ino, inode, "renamed");
  const again = await computers.atSource(["load"]);
  deepStrictEqual([again.code, again.summary.pairs[0].instructed], [0, NOTHING]);
});

Deno.test("where nobody says to remove, the old names stay beside the copies", async () => {
  using computers = await deliveredPhotos();
  move(computers, "2019/IMG_3.jpg", "best/IMG_3.jpg");
  strictEqual((await computers.atSource(["load", "--on-missing", "skip"])).code, 0);
  strictEqual((await computers.atDestination(["unload"])).code, 0);
  strictEqual(computers.arrived("best/IMG_3.jpg"), computers.arrived("2019/IMG_3.jpg"));

  move(computers, "2019/IMG_4.jpg", "best/IMG_4.jpg");
  await computers.atSource(["load", "--on-missing", "remove"]);
  const left = await computers.atDestination(["unload"]);
  strictEqual(left.code, 3, "the removal is left open");
  ok(computers.arrived("best/IMG_4.jpg") && computers.arrived("2019/IMG_4.jpg"));
});

Deno.test("numbers that all go up by one find their bytes, whichever is replaced first", async () => {
  for (const step of [1, -1]) {
    using computers = await deliveredPhotos();
    const { source, destination } = computers;
    const numbers = [...Array(12).keys()];
    if (step === 1) numbers.reverse();
    for (const number of numbers) {
      move(computers, `2019/IMG_${number}.jpg`, `2019/IMG_${number + step}.jpg`);
    }
    for (const [name, at] of [["IMG_5.jpg", "IMG_5 copy.jpg"]] as const) {
      Deno.copyFileSync(join(source, "2019", name), join(source, "2019", at));
    }
    const loaded = await computers.atSource(["load", "--on-missing", "remove"]);
    deepStrictEqual([loaded.code, loaded.summary.pairs[0].carried], [0, NOTHING], loaded.stdout);
    const unloaded = await computers.atDestination(["unload", "--on-removal", "remove"]);
    deepStrictEqual([unloaded.code, unloaded.summary.pairs[0].carried], [0, NOTHING]);
    await assertSameTrees(source, destination);
  }
});

Deno.test("files that trade names end up right, if need be by a second trip", async () => {
  using computers = await deliveredPhotos();
  const { source, destination } = computers;
  move(computers, "2019/IMG_1.jpg", "2019/x");
  move(computers, "2019/IMG_2.jpg", "2019/IMG_1.jpg");
  move(computers, "2019/x", "2019/IMG_2.jpg");
  Deno.utimeSync(join(source, "2019/IMG_1.jpg"), new Date(LATER), new Date(LATER));
  Deno.utimeSync(join(source, "2019/IMG_2.jpg"), new Date(LATER), new Date(LATER));
  const contents = [1, 2].map((number) => `photo ${number} `.repeat(100)).sort();
  for (let trip = 0; trip < 2; trip++) {
    await computers.atSource(["load"]);
    await computers.atDestination(["unload"]);
    const there = Array.from(
      Deno.readDirSync(join(destination, "2019")),
      ({ name }) => computers.arrived(`2019/${name}`)!,
    );
    for (const content of contents) ok(there.includes(content), "no content is ever gone");
  }
  await assertSameTrees(source, destination);
  strictEqual((await computers.atSource(["load"])).summary.pairs[0].waiting.files, 0);
});

Deno.test("a name that two want is given up last: copies of its bytes elsewhere are used first", async () => {
  using computers = new TwoComputers({ dump: "always" });
  const { source, destination } = computers;
  computers.write("a", "the bytes D", "2019-05-01T10:00:00Z");
  computers.write("b", "the bytes D", "2019-05-01T10:00:01Z");
  computers.write("c", "the bytes E", "2019-05-01T10:00:02Z");
  await computers.trip();
  computers.write("a", "the bytes E", "2020-05-01T10:00:00Z");
  computers.write("b", "new", "2020-05-01T10:00:01Z");
  computers.write("c", "the bytes D", "2020-05-01T10:00:02Z");
  const { unloaded } = await computers.trip();
  strictEqual(unloaded.summary.pairs[0].instructed.files, 2);
  await assertSameTrees(source, destination);
});

Deno.test("a renamed file is found though a folder takes its old name", async () => {
  using computers = await deliveredPhotos();
  move(computers, "2019/IMG_1.jpg", "first.jpg");
  computers.write("2019/IMG_1.jpg/inner", "inner", LATER);
  await computers.atSource(["load", "--on-missing", "remove"]);
  const unloaded = await computers.atDestination(["unload", "--on-removal", "remove"]);
  strictEqual(unloaded.code, 0, unloaded.stdout);
  strictEqual(computers.arrived("first.jpg"), "photo 1 ".repeat(100));
  strictEqual(computers.arrived("2019/IMG_1.jpg/inner"), "inner");
});

Deno.test("the same bytes under several new names travel once", async () => {
  using computers = new TwoComputers({ dump: "never" });
  const { source, destination } = computers;
  for (const name of ["a", "b", "c/d", "e"]) computers.write(name, "the same film", DATE);
  computers.write("f", "same length ok", DATE);
  const { loaded, unloaded } = await computers.trip();
  const [pair] = loaded.summary.pairs;
  deepStrictEqual([pair.carried.files, pair.instructed.files], [2, 3]);
  strictEqual(countCargo(computers), 2);
  deepStrictEqual(unloaded.summary.pairs[0].instructed.files, 3);
  await assertSameTrees(source, destination);
  deepStrictEqual([...findPartials(computers.drive), ...findPartials(destination)], []);
});

Deno.test("a file that was only touched carries its time and no byte", async () => {
  using computers = await deliveredPhotos();
  Deno.utimeSync(join(computers.source, "2019/IMG_1.jpg"), new Date(LATER), new Date(LATER));
  const { loaded } = await computers.trip();
  deepStrictEqual(loaded.summary.pairs[0].carried, NOTHING);
  await assertSameTrees(computers.source, computers.destination);
});

Deno.test("bytes that are not at the destination after all are carried by the next trip", async () => {
  using computers = await deliveredPhotos();
  const { source, destination } = computers;
  Deno.copyFileSync(join(source, "2019/IMG_1.jpg"), join(source, "copy of 1"));
  Deno.copyFileSync(join(source, "2019/IMG_2.jpg"), join(source, "copy of 2"));
  await computers.atSource(["load"]);
  Deno.removeSync(join(destination, "2019/IMG_1.jpg"));
  const length = "photo 2 ".length * 100;
  Deno.writeTextFileSync(join(destination, "2019/IMG_2.jpg"), "edited".padEnd(length));
  const unloaded = await computers.atDestination(["unload"]);
  strictEqual(unloaded.code, 3, unloaded.stdout);
  const codes = unloaded.summary.errors.map(({ code }: { code: string }) => code);
  deepStrictEqual(codes, ["bytes-gone", "bytes-gone"]);
  strictEqual(existsSync(join(destination, "copy of 1")), false);
  strictEqual(existsSync(join(destination, "copy of 2")), false);
  deepStrictEqual([...findPartials(destination)], []);
  strictEqual((await computers.countFiles()).pending, 2);
  const { loaded } = await computers.trip();
  strictEqual(loaded.summary.pairs[0].carried.files, 2);
  strictEqual(computers.arrived("copy of 1"), Deno.readTextFileSync(join(source, "copy of 1")));
});

Deno.test("a dry run names what would be settled without carrying, and records nothing", async () => {
  using computers = await deliveredPhotos();
  move(computers, "2019/IMG_1.jpg", "first.jpg");
  const { code, summary } = await computers.atSource(["load", "--dry-run"]);
  deepStrictEqual([code, summary.pairs[0].instructed.files], [0, 1]);
  deepStrictEqual(await computers.countFiles(), await computers.countFiles());
  strictEqual((await computers.countFiles()).aboard, 0);
});
