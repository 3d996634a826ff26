import { ok, strictEqual, throws } from "node:assert/strict";
import { readSpace } from "../../lib/filesystem/free_space.ts";
import { isMountingPermitted, SmallDisk } from "../fixtures/small_disk.ts";
import { TemporaryFolder } from "../fixtures/temporary_folder.ts";

const MEBIBYTE = 1024 * 1024;

Deno.test("readSpace() sees no more free than there is in total", () => {
  using folder = new TemporaryFolder();
  const { freeBytes, totalBytes, blockBytes } = readSpace(folder.path);
  ok(freeBytes >= 0 && freeBytes <= totalBytes);
  ok(blockBytes >= 1 && totalBytes % blockBytes === 0);
  throws(() => readSpace(folder.at("missing")));
});

Deno.test({
  ignore: !isMountingPermitted(),
  name: "readSpace() counts what a file takes up, in whole blocks",
  fn: () => {
    using disk = new SmallDisk(2 * MEBIBYTE);
    const before = readSpace(disk.path);
    strictEqual(before.totalBytes, 2 * MEBIBYTE);
    Deno.writeFileSync(`${disk.path}/film`, new Uint8Array(MEBIBYTE + 1));
    const taken = before.freeBytes - readSpace(disk.path).freeBytes;
    strictEqual(taken, MEBIBYTE + before.blockBytes);
  },
});
