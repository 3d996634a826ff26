import { strictEqual } from "node:assert/strict";
import { join } from "node:path";
import { assertSameTrees } from "./trees.ts";
import { TwoComputers } from "./two_computers.ts";

const DATE = "2020-05-01T12:00:00Z", LATER = "2020-06-01T12:00:00Z";

Deno.test("a file that becomes a link, and a link that becomes a file, arrive as what they are now", async () => {
  using computers = new TwoComputers();
  const first = computers.write("first", "first", DATE);
  const second = join(computers.source, "second");
  Deno.symlinkSync("first", second);
  await computers.trip();
  Deno.removeSync(first);
  Deno.removeSync(second);
  computers.write("second", "now a file", LATER);
  Deno.symlinkSync("second", first);
  await computers.trip();
  await assertSameTrees(computers.source, computers.destination);
});

Deno.test("a link that points elsewhere now points there at the destination too", async () => {
  using computers = new TwoComputers();
  const link = join(computers.source, "latest");
  Deno.symlinkSync("2020", link);
  await computers.trip();
  Deno.removeSync(link);
  Deno.symlinkSync("2021", link);
  const { loaded } = await computers.trip();
  strictEqual(loaded.summary.pairs[0].carried.files, 1);
  strictEqual(Deno.readLinkSync(join(computers.destination, "latest")), "2021");
  await assertSameTrees(computers.source, computers.destination);
});
