import { deepStrictEqual, ok, strictEqual } from "node:assert/strict";
import { join } from "node:path";
import { assertSameTrees } from "./trees.ts";
import { TwoComputers } from "./two_computers.ts";
import { onLinks } from "./where_it_exists.ts";

const DATE = "2020-05-01T12:00:00Z", LATER = "2020-06-01T12:00:00Z";

Deno.test({
  ...onLinks,
  name: "a file that becomes a link, and a link that becomes a file, arrive as what they are now",
  async fn() {
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
  },
});

Deno.test({
  ...onLinks,
  name: "a link that points elsewhere now points there at the destination too",
  async fn() {
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
  },
});

Deno.test("a file that becomes a folder is a folder at the destination in the end", async () => {
  using computers = new TwoComputers({ dump: "never" });
  const name = computers.write("name", "a file", DATE);
  computers.write("beside", "beside", DATE);
  await computers.trip();
  Deno.removeSync(name);
  computers.write("name/inside", "inside", LATER);
  const loaded = await computers.atSource(["load", "--on-missing", "remove"]);
  strictEqual(loaded.code, 0, loaded.stdout);
  const unloaded = await computers.atDestination(["unload", "--on-removal", "remove"]);
  deepStrictEqual(unloaded.summary.errors, []);
  strictEqual(unloaded.code, 0);
  await assertSameTrees(computers.source, computers.destination);
});

Deno.test("a folder that becomes a file is a file at the destination in the end", async () => {
  using computers = new TwoComputers({ dump: "never" });
  computers.write("name/inside", "inside", DATE);
  computers.write("beside", "beside", DATE);
  await computers.trip();
  Deno.removeSync(join(computers.source, "name"), { recursive: true });
  computers.write("name", "a file", LATER);
  const codes = [];
  for (let trip = 0; trip < 2; trip++) {
    const loaded = await computers.atSource(["load", "--on-missing", "remove"]);
    const unloaded = await computers.atDestination(["unload", "--on-removal", "remove"]);
    codes.push(loaded.code, unloaded.code);
  }
  ok(codes.slice(2).every((code) => code === 0), `the second trip ended with ${codes.slice(2)}`);
  await assertSameTrees(computers.source, computers.destination);
});

Deno.test({
  ...onLinks,
  name: "a link that becomes a folder is a folder at the destination in the end",
  async fn() {
    using computers = new TwoComputers({ dump: "always" });
    computers.write("beside", "beside", DATE);
    const link = join(computers.source, "name");
    Deno.symlinkSync("beside", link);
    await computers.trip();
    Deno.removeSync(link);
    computers.write("name/inside", "inside", LATER);
    const loaded = await computers.atSource(["load", "--on-missing", "remove"]);
    strictEqual(loaded.code, 0, loaded.stdout);
    await computers.atDestination(["unload", "--on-removal", "remove"]);
    strictEqual((await computers.atDestination(["unload", "--on-removal", "remove"])).code, 0);
    await assertSameTrees(computers.source, computers.destination);
  },
});
