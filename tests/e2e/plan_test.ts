import { deepStrictEqual, ok } from "node:assert/strict";
import { SmallDisk } from "../fixtures/small_disk.ts";
import { SmallDrive } from "./small_drive.ts";
import { TwoComputers } from "./two_computers.ts";

Deno.test("a plan names exactly the files that the load behind it carries", async () => {
  using memory = new SmallDisk(200 * 1024 * 1024);
  using drive = new SmallDrive();
  const { reserve } = drive;
  using computers = new TwoComputers({ reserve }, drive.path, memory.path);
  const large = computers.write("large", "", "2020-01-01T00:00:00Z");
  Deno.truncateSync(large, 56 * 1024 * 1024);
  Deno.utimeSync(large, 0, 0);
  for (let number = 0; number < 900; number++) {
    computers.write(`still ${number}.jpg`, "a block", "2020-01-01T00:00:00Z");
  }
  const planned = await computers.atSource(["plan"]);
  const loaded = await computers.atSource(["load"]);
  const named = planned.events.filter(({ event }) => event === "carry").map(({ path }) => path);
  const carried = loaded.events.filter(({ event }) => event === "file").map(({ path }) => path);

  ok(carried.length > 100, JSON.stringify(loaded.summary) + loaded.stderr);
  deepStrictEqual(carried.sort(), named.sort());
});
