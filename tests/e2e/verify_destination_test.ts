import { deepStrictEqual, doesNotMatch, match, ok, strictEqual } from "node:assert/strict";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { flipByte } from "./flip_byte.ts";
import { runProgram } from "./program.ts";
import { assertSameTrees } from "./trees.ts";
import { TwoComputers } from "./two_computers.ts";
import { ask, countsOf, DATE, delivered, findingsOf, verifiedBy } from "./verification.ts";

Deno.test("verify destination finds all that is damaged, missing or edited, and the next trip heals it", async () => {
  using computers = await delivered(["album/flipped", "album/whole", "cut", "edited", "gone"]);
  const { destination } = computers;
  flipByte(join(destination, "album/flipped"));
  Deno.truncateSync(join(destination, "cut"), 2);
  Deno.utimeSync(join(destination, "cut"), new Date(DATE), new Date(DATE));
  Deno.writeTextFileSync(join(destination, "edited"), "somebody's work");
  Deno.removeSync(join(destination, "gone"));

  const verified = await computers.atDestination(["verify", "destination"]);
  strictEqual(verified.code, 4);
  deepStrictEqual(findingsOf(verified), [
    ["album/flipped", "damaged"],
    ["cut", "damaged"],
    ["edited", "edited"],
    ["gone", "missing"],
  ]);
  deepStrictEqual(countsOf(verified), { verified: 1, damaged: 2, missing: 1, edited: 1 });
  const { damaged, pending, delivered: there } = await computers.countFiles();
  deepStrictEqual({ damaged, pending, there }, { damaged: 2, pending: 1, there: 2 });

  const { loaded } = await computers.trip();
  strictEqual(loaded.summary.pairs[0].carried.files, 3);
  strictEqual(computers.arrived("edited"), "somebody's work", "what was edited is kept");
  Deno.removeSync(join(destination, "edited"));
  strictEqual((await computers.atDestination(["verify", "destination"])).code, 4);
  await computers.trip();
  await assertSameTrees(computers.source, destination);
  const last = await computers.atDestination(["verify", "destination"]);
  deepStrictEqual([last.code, countsOf(last)], [0, { verified: 5 }]);
});

Deno.test("what is in the place of a damaged file is moved aside when it is healed, never lost", async () => {
  using computers = await delivered(["a"]);
  flipByte(join(computers.destination, "a"));
  strictEqual((await computers.atDestination(["verify", "destination"])).code, 4);
  await computers.trip();
  strictEqual(computers.arrived("a"), "film a");
  strictEqual(computers.arrived(".waterlock/replaced/2/a"), "fil! a");
});

Deno.test("what is missing or damaged at the destination and still in cargo is healed by the next unload", async () => {
  using computers = await delivered(["bad", "gone", "well"], { dump: "never" });
  Deno.removeSync(join(computers.destination, "gone"));
  flipByte(join(computers.destination, "bad"));
  const verified = await computers.atDestination(["verify", "destination"]);
  strictEqual(verified.code, 4);
  for (const { message } of verified.summary.errors) match(message, /the next trip brings it/);
  const { aboard, damaged } = await computers.countFiles();
  deepStrictEqual([aboard, damaged], [1, 1]);
  const unloaded = await computers.atDestination(["unload"]);
  deepStrictEqual([unloaded.code, unloaded.summary.pairs[0].carried.files], [0, 2]);
  await assertSameTrees(computers.source, computers.destination);
});

Deno.test("a load heals as well what only an unload would have needed to", async () => {
  using computers = await delivered(["bad", "gone"], { dump: "never" });
  Deno.removeSync(join(computers.destination, "gone"));
  flipByte(join(computers.destination, "bad"));
  await computers.atDestination(["verify", "destination"]);
  Deno.removeSync(join(computers.drive, "cargo"), { recursive: true });
  const { loaded } = await computers.trip();
  strictEqual(loaded.summary.pairs[0].carried.files, 2);
  await assertSameTrees(computers.source, computers.destination);
});

Deno.test("a file that cargo is damaged of, too, is carried again at the next load", async () => {
  using computers = await delivered(["gone"], { dump: "never" });
  Deno.removeSync(join(computers.destination, "gone"));
  flipByte(computers.cargo("gone"));
  await computers.atDestination(["verify", "destination"]);
  strictEqual((await computers.atDestination(["unload"])).code, 4);
  strictEqual(computers.arrived("gone"), undefined);
  await computers.trip();
  strictEqual(computers.arrived("gone"), "film gone");
});

Deno.test("a right file whose time somebody set is right, and a link elsewhere or a folder in its place is edited", async () => {
  using computers = new TwoComputers({ dump: "always" });
  const { source, destination } = computers;
  for (const name of ["touched", "folder", "linked"]) computers.write(name, name, DATE);
  for (const link of ["kept", "moved", "gone"]) Deno.symlinkSync("touched", join(source, link));
  await computers.trip();
  Deno.utimeSync(join(destination, "touched"), new Date(), new Date());
  for (const name of ["folder", "linked", "moved", "gone"]) {
    Deno.removeSync(join(destination, name));
  }
  Deno.mkdirSync(join(destination, "folder"));
  Deno.symlinkSync("touched", join(destination, "linked"));
  Deno.symlinkSync("elsewhere", join(destination, "moved"));
  const verified = await computers.atDestination(["verify", "destination"]);
  strictEqual(verified.code, 4);
  deepStrictEqual(findingsOf(verified), [
    ["folder", "edited"],
    ["gone", "missing"],
    ["linked", "edited"],
    ["moved", "edited"],
  ]);
  deepStrictEqual(verifiedBy(verified).sort(), ["kept", "touched"]);
  await computers.atDestination(["unload"]);
  strictEqual(Deno.readLinkSync(join(destination, "gone")), "touched");
});

Deno.test("edits alone end with 3, and are told of every time", async () => {
  using computers = await delivered(["a", "b"]);
  Deno.writeTextFileSync(join(computers.destination, "a"), "FILM a");
  for (let visit = 0; visit < 2; visit++) {
    const { code, summary } = await computers.atDestination(["verify", "destination"]);
    strictEqual(code, 3);
    match(summary.errors[0].message, /edited .*kept/);
  }
  const { verified } = (await computers.atSource(["status"])).summary.pairs[0];
  deepStrictEqual([verified.files, verified.never.files, verified.edited.files], [1, 1, 1]);
  const { stdout } = await runProgram(["--drive", computers.drive, "status"]);
  match(
    stdout,
    /edited +1 file, 6 bytes edited at the destination since it was delivered, and kept/,
  );
  doesNotMatch(stdout, /never verified|none known/);
});

Deno.test("a file that could not be read is told of and claimed neither well nor lost", async () => {
  using computers = await delivered(["album/a", "b", "c"]);
  const { destination } = computers;
  // A link in the way of a path is not followed, wherever it leads.
  Deno.renameSync(join(destination, "album"), join(destination, "moved"));
  Deno.symlinkSync("moved", join(destination, "album"));
  flipByte(join(destination, "c"));
  const verified = await computers.atDestination(["verify", "destination"]);
  strictEqual(verified.code, 4);
  deepStrictEqual(findingsOf(verified), [["album/a", "in-the-way"], ["c", "damaged"]]);
  deepStrictEqual(countsOf(verified), { verified: 1, damaged: 1, unreadable: 1 });
  strictEqual((await computers.countFiles()).delivered, 2);
});

Deno.test("a destination whose marker has gone or is another's is refused, and nothing is called missing", async () => {
  using computers = await delivered(["a", "b"]);
  const marker = join(computers.destination, ".waterlock/pair.json");
  const text = Deno.readTextFileSync(marker);
  const attempt = async (said: RegExp) => {
    const { code, summary } = await computers.atDestination(["verify", "destination"]);
    strictEqual(code, 1);
    match(summary.errors[0].message, said);
    strictEqual((await computers.countFiles()).delivered, 2);
  };
  Deno.writeTextFileSync(marker, JSON.stringify({ pair: crypto.randomUUID(), name: "another" }));
  await attempt(/marker of another pair/);
  Deno.writeTextFileSync(marker, "{");
  await attempt(/cannot be read/);
  for (const name of [".waterlock", "a", "b"]) {
    Deno.removeSync(join(computers.destination, name), { recursive: true });
  }
  await attempt(/lost its marker.*not mounted/);
  Deno.mkdirSync(join(computers.destination, ".waterlock"));
  Deno.writeTextFileSync(marker, text);
  strictEqual((await computers.atDestination(["verify", "destination"])).code, 4);
});

Deno.test("what was delivered without a digest is read first, and has one from then on", async () => {
  using computers = await delivered(["a", "b", "c"]);
  const statement = "UPDATE delivery SET digest = NULL, proof = NULL WHERE entry_id >= 2";
  ask(computers, statement);
  Deno.utimeSync(join(computers.destination, "c"), new Date(), new Date());
  const { verified: before } = (await computers.atSource(["status"])).summary.pairs[0];
  deepStrictEqual([before.files, before.never], [1, { files: 2, bytes: 12 }]);
  const verified = await computers.atDestination(["verify", "destination"]);
  strictEqual(verified.code, 3);
  deepStrictEqual(verifiedBy(verified), ["b", "a"]);
  deepStrictEqual(findingsOf(verified), [["c", "edited"]], "of it nothing can be said");
  const rows = ask(computers, "SELECT length(digest) AS length FROM delivery ORDER BY entry_id");
  deepStrictEqual(rows.map(({ length }) => length), [64n, 64n, null]);
  flipByte(join(computers.destination, "b"));
  strictEqual((await computers.atDestination(["verify", "destination"])).code, 4);
});

Deno.test("what is gone from the source is verified too, and nothing decided about it is forgotten", async () => {
  using computers = await delivered(["keep", "keep too", "lose", "remove", "remove too"]);
  const { source, destination } = computers;
  for (const name of ["keep", "keep too", "lose"]) Deno.removeSync(join(source, name));
  await computers.atSource(["load", "--on-missing", "skip", "--allow-missing"]);
  for (const name of ["remove", "remove too"]) Deno.removeSync(join(source, name));
  await computers.atSource(["load", "--on-missing", "remove", "--allow-missing"]);
  flipByte(join(destination, "keep"));
  Deno.removeSync(join(destination, "lose"));
  Deno.removeSync(join(destination, "remove"));
  const verified = await computers.atDestination(["verify", "destination"]);
  strictEqual(verified.code, 4);
  deepStrictEqual(findingsOf(verified), [
    ["keep", "damaged"],
    ["lose", "missing"],
    ["remove", "missing"],
  ]);
  const { skipped, removal, pending, damaged } = await computers.countFiles();
  deepStrictEqual([skipped, removal, pending, damaged], [3, 1, 0, 0]);
  await computers.atDestination(["unload", "--on-removal", "remove"]);
  ok(!existsSync(join(destination, "remove too")));
  computers.write("keep", "film keep", DATE);
  await computers.trip();
  strictEqual(
    computers.arrived("keep"),
    "film keep",
    "it came back, and was not taken for delivered",
  );
});

Deno.test("only cargo has what is gone from the source and lost at the destination: it is brought from there", async () => {
  using computers = await delivered(["only", "other"], { dump: "never" });
  Deno.removeSync(join(computers.source, "only"));
  await computers.atSource(["load", "--on-missing", "skip"]);
  Deno.removeSync(join(computers.destination, "only"));
  strictEqual((await computers.atDestination(["verify", "destination"])).code, 4);
  await computers.atDestination(["dump", "--yes"]);
  strictEqual((await computers.atDestination(["unload"])).code, 0);
  strictEqual(computers.arrived("only"), "film only");
  strictEqual((await computers.countFiles()).skipped, 1);
});

Deno.test("an older version that is damaged while a newer one waits is told of, and the newer one comes", async () => {
  using computers = await delivered(["a"]);
  computers.write("a", "a newer film", "2021-01-01T00:00:00Z");
  strictEqual((await computers.atSource(["load"])).code, 0);
  flipByte(join(computers.destination, "a"));
  strictEqual((await computers.atDestination(["verify", "destination"])).code, 4);
  strictEqual((await computers.countFiles()).aboard, 1);
  strictEqual((await computers.atDestination(["unload"])).code, 0);
  strictEqual(computers.arrived("a"), "a newer film");
});
