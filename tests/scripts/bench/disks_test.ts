import { deepStrictEqual, doesNotMatch, match, strictEqual } from "node:assert/strict";
import { statfsSync } from "node:fs";
import { type DiskKind, makeDisk, whyNoImage } from "../../../scripts/bench/disks.ts";
import { TemporaryFolder } from "../../fixtures/temporary_folder.ts";

const BYTES = 64 * 2 ** 20;

function reasonHere(kind: DiskKind): string | undefined {
  using folder = new TemporaryFolder();
  return whyNoImage(kind, folder.at("probe"));
}

for (const kind of ["ext4", "exfat-fuse"] as const) {
  const reason = reasonHere(kind);
  if (reason !== undefined) console.log(`Tests with an image of ${kind} are skipped: ${reason}`);
  Deno.test({
    name: `makeDisk() gives an empty ${kind} of its own, and leaves nothing of it`,
    ignore: reason !== undefined,
    fn: async () => {
      using folder = new TemporaryFolder();
      const at = folder.at("disk");
      {
        await using disk = makeDisk(kind, BYTES, at);
        strictEqual(disk.name, kind);
        deepStrictEqual([...Deno.readDirSync(disk.path)], []);
        const { blocks, bsize } = statfsSync(disk.path);
        strictEqual(blocks * bsize <= BYTES, true);
        Deno.writeTextFileSync(`${disk.path}/file`, "content");
        match(Deno.readTextFileSync("/proc/mounts"), new RegExp(at));
      }
      doesNotMatch(Deno.readTextFileSync("/proc/mounts"), new RegExp(at));
      deepStrictEqual(folder.names(), []);
    },
  });
}

Deno.test({
  name: "makeDisk() waits until a child that is just ending lets go of the disk",
  ignore: reasonHere("ext4") !== undefined,
  fn: async () => {
    using folder = new TemporaryFolder();
    const disk = makeDisk("ext4", BYTES, folder.at("disk"));
    const child = new Deno.Command("sleep", { args: ["1"], cwd: disk.path }).spawn();
    await disk[Symbol.asyncDispose]();
    strictEqual((await child.status).code, 0);
    deepStrictEqual(folder.names(), []);
  },
});
