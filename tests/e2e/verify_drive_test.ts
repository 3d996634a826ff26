import { deepStrictEqual, match, strictEqual } from "node:assert/strict";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { onDriveWithLinks, onDriveWithModes } from "./drives.ts";
import { flipByte } from "./flip_byte.ts";
import { asOrdinaryUser } from "./ordinary_user.ts";
import { runProgram } from "./program.ts";
import { assertSameTrees } from "./trees.ts";
import { TwoComputers } from "./two_computers.ts";
import { ask, countsOf, DATE, delivered, findingsOf, loaded } from "./verification.ts";

Deno.test("verify drive finds all cargo that is bad, cut short, replaced or gone, and the next load carries it again", async () => {
  using computers = await loaded(["album/flipped", "cut", "gone", "linked", "well"]);
  const { root } = computers;
  flipByte(computers.cargo("album/flipped"));
  Deno.truncateSync(computers.cargo("cut"), 2);
  Deno.utimeSync(computers.cargo("cut"), new Date(DATE), new Date(DATE));
  Deno.removeSync(computers.cargo("gone"));
  Deno.copyFileSync(computers.cargo("linked"), join(root, "outside"));
  Deno.removeSync(computers.cargo("linked"));
  if (onDriveWithLinks.ignore) Deno.mkdirSync(computers.cargo("linked"));
  else Deno.symlinkSync(join(root, "outside"), computers.cargo("linked"));
  // Neither end needs to be there.
  const verified = await runProgram(["--drive", computers.drive, "--json", "verify", "drive"]);
  strictEqual(verified.code, 4);
  deepStrictEqual(findingsOf(verified), [
    ["album/flipped", "damaged"],
    ["cut", "damaged"],
    ["gone", "missing"],
    ["linked", "damaged"],
  ]);
  for (const { message } of verified.summary.errors) match(message, /the next load carries it/);
  deepStrictEqual(countsOf(verified), { verified: 1, damaged: 3, missing: 1 });
  const { aboard, damaged, pending } = await computers.countFiles();
  deepStrictEqual({ aboard, damaged, pending }, { aboard: 1, damaged: 3, pending: 1 });

  const unloaded = await computers.atDestination(["unload", "--yes"]);
  deepStrictEqual([unloaded.code, unloaded.summary.pairs[0].carried.files], [0, 1]);
  const { loaded: again } = await computers.trip();
  strictEqual(again.summary.pairs[0].carried.files, 4);
  await assertSameTrees(computers.source, computers.destination);
  strictEqual(Deno.readTextFileSync(join(root, "outside")), "film linked");
  strictEqual((await computers.atDestination(["verify", "drive"])).code, 0);
});

Deno.test("cargo that has arrived is verified too; when it is bad nothing is carried for it, and a dump deletes it", async () => {
  using computers = await delivered(["bad", "cut", "gone", "well"], { dump: "never" });
  flipByte(computers.cargo("bad"));
  Deno.truncateSync(computers.cargo("cut"), 2);
  Deno.removeSync(computers.cargo("gone"));
  const verified = await computers.atSource(["verify", "drive"]);
  strictEqual(verified.code, 4);
  deepStrictEqual(findingsOf(verified), [
    ["bad", "damaged"],
    ["cut", "damaged"],
    ["gone", "missing"],
  ]);
  strictEqual((await computers.countFiles()).delivered, 4);
  const { loaded: again } = await computers.trip();
  strictEqual(again.summary.pairs[0].carried.files, 0);
  const known = await computers.atSource(["verify", "drive"]);
  deepStrictEqual([known.code, countsOf(known)], [0, { verified: 1 }]);
  const dumped = await computers.atSource(["dump", "--yes"]);
  // What is not of the recorded size is not Waterlock's to delete.
  deepStrictEqual([dumped.code, findingsOf(dumped)], [3, [["cut", "damaged"]]]);
  deepStrictEqual(Array.from(Deno.readDirSync(computers.cargo("")), ({ name }) => name), ["cut"]);
  Deno.removeSync(computers.cargo("cut"));
  strictEqual((await computers.atSource(["dump", "--yes"])).code, 0);
});

Deno.test("a damaged copy on the drive is never believed again: a file lost at the destination comes from the source", async () => {
  using computers = await delivered(["a"], { dump: "never" });
  flipByte(computers.cargo("a"));
  strictEqual((await computers.atDestination(["verify", "drive"])).code, 4);
  Deno.removeSync(join(computers.destination, "a"));
  strictEqual((await computers.atDestination(["verify", "destination"])).code, 4);
  strictEqual((await computers.countFiles()).pending, 1);
  strictEqual((await computers.atDestination(["unload"])).summary.pairs[0].carried.files, 0);
  await computers.trip();
  strictEqual(computers.arrived("a"), "film a");
  strictEqual(Deno.readTextFileSync(computers.cargo("a")), "film a", "and took its place in cargo");
});

Deno.test("a damaged copy that may be the last there is stays on the drive until somebody dumps all", async () => {
  using computers = await loaded(["a", "b", "c"]);
  Deno.removeSync(join(computers.source, "a"));
  await computers.atSource(["load", "--on-missing", "skip"]);
  flipByte(computers.cargo("a"));
  const verified = await computers.atSource(["verify", "drive"]);
  strictEqual(verified.code, 4);
  match(verified.summary.errors[0].message, /gone from the source, so no load/);
  await computers.trip();
  strictEqual(Deno.readTextFileSync(computers.cargo("a")), "fil! a");
  const planned = await computers.atSource(["dump", "--dry-run"]);
  const [facts] = planned.events.filter(({ event }) => event === "dump");
  strictEqual((facts as { delivered: { files: number } }).delivered.files, 2);
  strictEqual((await computers.atSource(["dump", "--yes"])).code, 0);
  strictEqual(Deno.readTextFileSync(computers.cargo("a")), "fil! a", "it is none that arrived");
  strictEqual((await computers.atSource(["dump", "--all", "--yes"])).code, 0);
  strictEqual(existsSync(computers.cargo("a")), false);
});

Deno.test("cargo whose record contradicts itself is damaged, never well", async () => {
  for (
    const sql of [
      "UPDATE cargo SET digest = NULL",
      "UPDATE cargo SET size = 1",
      "UPDATE cargo SET digest = zeroblob(64)",
      "UPDATE cargo_part SET size = 1",
      "UPDATE cargo_part SET digest = zeroblob(64)",
      "DELETE FROM cargo_part",
    ]
  ) {
    using computers = await loaded(["a"]);
    ask(computers, sql);
    const verified = await computers.atSource(["verify", "drive"]);
    deepStrictEqual([verified.code, findingsOf(verified)], [4, [["a", "damaged"]]], sql);
    await computers.trip();
    strictEqual(computers.arrived("a"), "film a", sql);
  }
});

Deno.test({
  ...onDriveWithModes,
  name: "cargo that may not be read is told of, and is neither damaged nor well",
  async fn() {
    using computers = await loaded(["a", "b"]);
    const user = asOrdinaryUser(computers);
    Deno.chmodSync(computers.cargo("a"), 0);
    const verified = await computers.atSource(["verify", "drive"], user);
    deepStrictEqual([verified.code, findingsOf(verified)], [3, [["a", "unreadable"]]]);
    deepStrictEqual(countsOf(verified), { verified: 1, unreadable: 1 });
    strictEqual((await computers.countFiles()).aboard, 2);
  },
});

Deno.test("a whole cargo folder that is gone is found, file by file", async () => {
  using computers = await loaded(["a", "album/b"]);
  Deno.removeSync(join(computers.drive, "cargo"), { recursive: true });
  const verified = await computers.atSource(["verify", "drive"]);
  deepStrictEqual([verified.code, countsOf(verified)], [4, { missing: 2 }]);
  await computers.trip();
  await assertSameTrees(computers.source, computers.destination);
});

for (const decision of ["skip", "leave"]) {
  Deno.test(`cargo that rots and is gone from the source (${decision}) is deleted after no unload, whatever the config says`, async () => {
    using computers = new TwoComputers({ dump: "always" });
    const film = computers.write("film", "the only copy of a film");
    for (const name of ["stays", "stays too"]) computers.write(name, name);
    await computers.atSource(["load"]);
    Deno.removeSync(film);
    await computers.atSource(["load", "--on-missing", decision]);
    flipByte(computers.cargo("film"));
    strictEqual((await computers.atSource(["verify", "drive"])).code, 4);
    strictEqual((await computers.atDestination(["unload", "--yes"])).code, 0);
    deepStrictEqual(Array.from(Deno.readDirSync(computers.cargo("")), ({ name }) => name), [
      "film",
    ]);
    await computers.atDestination(["dump", "--all", "--yes"]);
    deepStrictEqual(Array.from(Deno.readDirSync(computers.cargo(""))), []);
  });
}
