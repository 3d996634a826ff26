import { deepStrictEqual, match, strictEqual } from "node:assert/strict";
import { join } from "node:path";
import { flipByte } from "./flip_byte.ts";
import { describeTree } from "./trees.ts";
import { countsOf, DATE, delivered, dumpCatalogue, findingsOf, loaded } from "./verification.ts";

Deno.test("verify source tells silent corruption from an ordinary change and from what is gone", async () => {
  using computers = await delivered(["changed", "corrupt", "gone", "touched", "well"]);
  const { source } = computers;
  computers.write("changed", "another film", "2021-01-01T00:00:00Z");
  flipByte(join(source, "corrupt"));
  Deno.removeSync(join(source, "gone"));
  Deno.utimeSync(join(source, "touched"), new Date(), new Date());
  computers.write("new", "never loaded");
  const before = [await describeTree(source), await describeTree(computers.destination)];
  const verified = await computers.atSource(["verify", "source"]);
  strictEqual(verified.code, 4);
  deepStrictEqual(findingsOf(verified), [["corrupt", "source-corrupt"]]);
  match(verified.summary.errors[0].message, /restore it, or touch the file/);
  deepStrictEqual(countsOf(verified), { verified: 1, changed: 2, corrupt: 1, missing: 1 });
  const differing = verified.events.filter(({ event }) => /^(changed|missing)$/.test(event));
  deepStrictEqual(differing.map(({ event, path }) => [event, path]), [
    ["changed", "changed"],
    ["missing", "gone"],
    ["changed", "touched"],
  ]);
  deepStrictEqual([await describeTree(source), await describeTree(computers.destination)], before);
  strictEqual((await computers.countFiles()).delivered, 5, "nothing is changed by it");
});

Deno.test("changes and what is gone are no damage: verify source ends with 0", async () => {
  using computers = await delivered(["a", "b", "c"]);
  computers.write("a", "A", "2021-01-01T00:00:00Z");
  Deno.removeSync(join(computers.source, "b"));
  const { code, summary } = await computers.atSource(["verify", "source"]);
  deepStrictEqual([code, summary.errors], [0, []]);
});

for (const loss of ["damaged", "missing"] as const) {
  Deno.test(`a corrupt source never travels, though the destination's copy is found ${loss}`, async () => {
    using computers = await delivered(["film"]);
    const { source, destination } = computers;
    flipByte(join(source, "film"));
    strictEqual((await computers.atSource(["verify", "source"])).code, 4);
    if (loss === "damaged") {
      Deno.writeTextFileSync(join(destination, "film"), "FILM film");
      Deno.utimeSync(join(destination, "film"), new Date(DATE), new Date(DATE));
    } else {
      Deno.removeSync(join(destination, "film"));
    }
    strictEqual((await computers.atDestination(["verify", "destination"])).code, 4);
    for (let visit = 0; visit < 2; visit++) {
      const refused = await computers.atSource(["load"]);
      deepStrictEqual([refused.code, findingsOf(refused)], [4, [["film", "source-corrupt"]]]);
      await computers.atDestination(["unload"]);
      strictEqual(computers.arrived("film"), loss === "damaged" ? "FILM film" : undefined);
    }
    // Told to, it travels; the file's own time is the word.
    Deno.utimeSync(join(source, "film"), new Date(), new Date());
    await computers.trip();
    strictEqual(computers.arrived("film"), "fil! film");
  });
}

Deno.test("a corrupt source never travels after its cargo was found bad, lost or dumped", async () => {
  for (const loss of ["bad", "lost", "dumped"]) {
    using computers = await loaded(["film"]);
    flipByte(join(computers.source, "film"));
    if (loss === "bad") flipByte(computers.cargo("film"));
    if (loss === "bad") Deno.writeTextFileSync(computers.cargo("film"), "FILM film");
    if (loss === "lost") Deno.removeSync(computers.cargo("film"));
    if (loss === "dumped") await computers.atSource(["dump", "--all", "--yes"]);
    else strictEqual((await computers.atSource(["verify", "drive"])).code, 4);
    const refused = await computers.atSource(["load"]);
    deepStrictEqual([refused.code, findingsOf(refused)], [4, [["film", "source-corrupt"]]], loss);
    await computers.atDestination(["unload", "--yes"]);
    strictEqual(computers.arrived("film"), undefined);
  }
});

Deno.test("a corrupt file that was gone and comes back as if it had never changed does not travel", async () => {
  for (const decision of ["skip", "remove"]) {
    using computers = await delivered(["film", "other", "third"]);
    const film = join(computers.source, "film");
    Deno.removeSync(film);
    await computers.atSource(["load", "--on-missing", decision]);
    await computers.atDestination(["unload", "--on-removal", "remove"]);
    if (decision === "skip") Deno.removeSync(join(computers.destination, "film"));
    if (decision === "skip") await computers.atDestination(["verify", "destination"]);
    computers.write("film", "FILM film", DATE);
    const refused = await computers.atSource(["load"]);
    deepStrictEqual([refused.code, findingsOf(refused)], [4, [["film", "source-corrupt"]]]);
    computers.write("film", "film film", DATE);
    await computers.trip();
    strictEqual(computers.arrived("film"), "film film");
  }
});

Deno.test("what never travelled is not verified, and what is aboard is", async () => {
  using computers = await loaded(["aboard"]);
  computers.write("waiting", "waiting", DATE);
  await computers.atSource(["load", "--dry-run"]);
  flipByte(join(computers.source, "aboard"));
  const verified = await computers.atSource(["verify", "source"]);
  deepStrictEqual(countsOf(verified), { corrupt: 1 });
  await computers.trip();
  strictEqual(computers.arrived("aboard"), "film aboard", "what was loaded before it went bad");
});

Deno.test("a source that shows nothing is refused, as if its disk were not mounted", async () => {
  using computers = await delivered(["a", "b"]);
  for (const name of ["a", "b"]) Deno.removeSync(join(computers.source, name));
  const before = dumpCatalogue(computers);
  const { code, summary } = await computers.atSource(["verify", "source"]);
  strictEqual(code, 1);
  match(summary.errors[0].message, /none of the 2 files.*not mounted/);
  deepStrictEqual(dumpCatalogue(computers), before);
});
