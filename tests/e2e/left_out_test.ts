import { deepStrictEqual, strictEqual } from "node:assert/strict";
import { join } from "node:path";
import { TwoComputers } from "./two_computers.ts";
import { onLinks } from "./where_it_exists.ts";

const DATE = "2020-05-01T12:00:00Z", LATER = "2021-05-01T12:00:00Z";
const NO_ROOM = { reserve: "100 TiB" };

Deno.test("a file that waited and is too small for the config by now stays at home", async () => {
  using computers = new TwoComputers(NO_ROOM);
  computers.write("small", "s", DATE);
  strictEqual((await computers.atSource(["load"])).code, 3);
  computers.configure({ pairLines: ['min_size = "10"'] });
  const loaded = await computers.atSource(["load"]);
  deepStrictEqual([loaded.code, loaded.summary.pairs[0].carried.files], [0, 0]);
});

Deno.test("a new version that waited and is excluded by now stays at home", async () => {
  using computers = new TwoComputers();
  computers.write("film", "version 1", DATE);
  await computers.trip();
  computers.write("film", "version 2", LATER);
  computers.configure(NO_ROOM);
  strictEqual((await computers.atSource(["load"])).code, 3);
  computers.configure({ pairLines: ['exclude = ["film"]'] });
  const loaded = await computers.atSource(["load"]);
  deepStrictEqual([loaded.code, loaded.summary.pairs[0].carried.files], [0, 0]);
});

Deno.test("a file whose new version waited and that is gone now is missing, not changing", async () => {
  using computers = new TwoComputers();
  for (const name of ["a", "b", "film"]) computers.write(name, "version 1", DATE);
  await computers.trip();
  const film = computers.write("film", "version 2", LATER);
  computers.configure(NO_ROOM);
  strictEqual((await computers.atSource(["load"])).code, 3);
  computers.configure({});
  Deno.removeSync(film);
  const loaded = await computers.atSource(["load"]);
  deepStrictEqual([loaded.code, loaded.summary.errors], [3, []]);
});

Deno.test({
  ...onLinks,
  name: "links that the config leaves out by now are not missing, and are never removed for it",
  async fn() {
    using computers = new TwoComputers();
    computers.write("film", "film", DATE);
    Deno.symlinkSync("film", join(computers.source, "latest"));
    await computers.trip();
    computers.configure({ pairLines: ['symlinks = "skip"'] });
    const loaded = await computers.atSource(["load", "--on-missing", "remove"]);
    strictEqual(loaded.code, 0);
    await computers.atDestination(["unload", "--on-removal", "remove"]);
    strictEqual(Deno.readLinkSync(join(computers.destination, "latest")), "film");
  },
});
