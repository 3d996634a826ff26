import { strictEqual } from "node:assert/strict";
import { assertSameTrees } from "./trees.ts";
import { TwoComputers } from "./two_computers.ts";
import { isOnWindows } from "./where_it_exists.ts";

Deno.test("a tree crosses in one trip and arrives identical", async () => {
  using computers = new TwoComputers();
  computers.write("2026/05/a film.mov", "film");
  computers.write("empty.txt", "");
  if (!isOnWindows) Deno.symlinkSync("2026/05/a film.mov", `${computers.source}/latest`);
  Deno.mkdirSync(`${computers.source}/nothing here`);

  const loaded = await computers.atSource(["run"]);
  strictEqual(loaded.code, 0, loaded.stderr);
  const unloaded = await computers.atDestination(["run", "--yes"]);
  strictEqual(unloaded.code, 0, unloaded.stderr);
  await assertSameTrees(computers.source, computers.destination);

  const again = await computers.atSource(["load"]);
  strictEqual(again.code, 0);
  strictEqual(again.summary.pairs[0].carried.files, 0);
});
