import { deepStrictEqual, ok, strictEqual } from "node:assert/strict";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { assertSameTrees, findPartials } from "../e2e/trees.ts";
import { TwoComputers } from "../e2e/two_computers.ts";
import { codesOf, countFiles, performStage, servicesWith } from "./perform_stage.ts";

const DATE = "2020-05-01T12:00:00Z", LATER = "2021-05-01T12:00:00Z";

/** Services with a medium that keeps nothing of one file as it was written. */
function badMedium(name: string) {
  return servicesWith((step, path) => {
    if (step === "synced" && path.includes(name)) Deno.writeTextFileSync(path, "something else");
  });
}

Deno.test("load() leaves the old cargo alone when the new copy fails", async () => {
  using computers = new TwoComputers();
  const { drive } = computers;
  computers.write("film", "version 1", DATE);
  await performStage(drive, "load");
  computers.write("film", "version 2", LATER);
  computers.write("other", "other", LATER);
  const failed = await performStage(drive, "load", badMedium("film"));
  strictEqual(failed.result, "damaged");
  deepStrictEqual(codesOf(failed), [["film", "mismatch"]]);
  deepStrictEqual([failed.tallies.carried.files, failed.tallies.failed.files], [1, 1]);
  strictEqual(Deno.readTextFileSync(computers.cargo("film")), "version 1");
  deepStrictEqual(findPartials(drive), []);

  strictEqual((await performStage(drive, "unload")).result, "done");
  strictEqual(computers.arrived("film"), "version 1", "what is whole aboard arrives");
  strictEqual((await countFiles(drive)).pending, 1);
  strictEqual((await performStage(drive, "load")).tallies.carried.files, 1);
  strictEqual((await performStage(drive, "unload")).result, "done");
  await assertSameTrees(computers.source, computers.destination);
});

Deno.test("unload() leaves the destination's old version alone when the new copy fails", async () => {
  using computers = new TwoComputers();
  const { drive, destination } = computers;
  computers.write("film", "version 1", DATE);
  await performStage(drive, "load");
  await performStage(drive, "unload");
  Deno.writeTextFileSync(join(destination, "film"), "edited by hand");
  computers.write("film", "version 2", LATER);
  await performStage(drive, "load");
  const failed = await performStage(drive, "unload", badMedium("film"));
  deepStrictEqual(codesOf(failed), [["film", "mismatch"]]);
  strictEqual(computers.arrived("film"), "edited by hand");
  ok(!existsSync(join(destination, ".waterlock/replaced")));
  deepStrictEqual(findPartials(destination), []);
  strictEqual((await countFiles(drive)).aboard, 1, "it is still aboard, and tried again");
  strictEqual((await performStage(drive, "unload")).result, "done");
  strictEqual(computers.arrived("film"), "version 2");
});

Deno.test("unload() loses nothing that somebody writes under the final name while it copies", async () => {
  using computers = new TwoComputers();
  const { drive, destination } = computers;
  computers.write("edited", "version 1", DATE);
  await performStage(drive, "load");
  await performStage(drive, "unload");
  computers.write("edited", "version 2", "2021-01-01T00:00:00Z");
  computers.write("new", "new", DATE);
  await performStage(drive, "load");
  await performStage(
    drive,
    "unload",
    servicesWith((step, path) => {
      if (step !== "copied") return;
      const final = path.replace(".waterlock-partial", "");
      Deno.writeTextFileSync(final, `somebody's ${final.slice(destination.length + 1)}`);
    }),
  );
  for (const name of ["edited", "new"]) {
    const kept = computers.arrived(`.waterlock/replaced/2/${name}`) ?? computers.arrived(name);
    strictEqual(kept, `somebody's ${name}`);
  }
});

Deno.test("cargo that was published but never recorded does not stay on the drive for good", async () => {
  using computers = new TwoComputers();
  const { drive } = computers;
  computers.write("stays", "stays", DATE);
  const short = computers.write("short-lived", "short", DATE);
  await performStage(
    drive,
    "load",
    servicesWith((step, path) => {
      if (step === "published" && path.endsWith("short-lived")) throw new Error("pulled");
    }),
  );
  Deno.removeSync(short);
  await performStage(drive, "load");
  await performStage(drive, "unload");
  await performStage(drive, "load");
  const names = Array.from(Deno.readDirSync(computers.cargo("")), ({ name }) => name);
  deepStrictEqual(names, ["stays"]);
});

Deno.test("load() carries a new version though something else took the place of its old, delivered cargo", async () => {
  using computers = new TwoComputers();
  computers.write("film", "version 1", DATE);
  await performStage(computers.drive, "load");
  await performStage(computers.drive, "unload");
  Deno.removeSync(computers.cargo("film"));
  Deno.symlinkSync(computers.root, computers.cargo("film"));
  computers.write("film", "version 2", LATER);
  const loaded = await performStage(computers.drive, "load");
  deepStrictEqual([loaded.result, loaded.tallies.carried.files], ["done", 1]);
});

Deno.test("cargo that was about to be deleted when a load was broken off does not stay on the drive for good", async () => {
  using computers = new TwoComputers();
  const { drive, source } = computers;
  for (const name of ["film", "others/a", "others/b"]) computers.write(name, `${name} 1`, DATE);
  await performStage(drive, "load");
  Deno.renameSync(join(source, "film"), join(source, "renamed"));
  await performStage(drive, "load", servicesWith(undefined, undefined, "remove"));
  computers.write("renamed", "version 2", LATER);
  await performStage(
    drive,
    "load",
    servicesWith((step) => {
      if (step === "recorded") throw new Error("pulled");
    }),
  );
  strictEqual(Deno.readTextFileSync(computers.cargo("film")), "film 1");
  strictEqual((await performStage(drive, "load")).result, "done");
  const names = Array.from(Deno.readDirSync(computers.cargo("")), ({ name }) => name).sort();
  deepStrictEqual(names, ["others", "renamed"]);
});

Deno.test("load() takes a link aboard though what lies in cargo under its path is not as it was recorded", async () => {
  using computers = new TwoComputers();
  const { drive, source } = computers;
  computers.write("film", "film", DATE);
  await performStage(drive, "load");
  await performStage(drive, "unload");
  Deno.writeTextFileSync(computers.cargo("film"), "somebody's own");
  Deno.removeSync(join(source, "film"));
  Deno.symlinkSync("elsewhere", join(source, "film"));
  strictEqual((await performStage(drive, "load")).result, "done");
  strictEqual(Deno.readTextFileSync(computers.cargo("film")), "somebody's own");
  await performStage(drive, "unload");
  strictEqual(Deno.readLinkSync(join(computers.destination, "film")), "elsewhere");
});
