import { deepStrictEqual, ok, strictEqual, throws } from "node:assert/strict";
import { evictDeviceUnder } from "../../lib/filesystem/evict_device.ts";
import { libc, withDescriptor } from "../../lib/filesystem/libc.ts";
import { openPastCache, type PastCacheFile } from "../../lib/filesystem/past_cache.ts";
import { isLoopPermitted, LoopDisk } from "../fixtures/loop_disk.ts";
import { isMountingPermitted, SmallDisk } from "../fixtures/small_disk.ts";
import { TemporaryFolder } from "../fixtures/temporary_folder.ts";

const MEBIBYTE = 1024 * 1024;
const onExt4 = { ignore: !isLoopPermitted("ext4") };
const onExfat = { ignore: !isLoopPermitted("exfat") };

/** Writes a file whose chunks of a mebibyte all differ, and syncs it. */
function writeSynced(path: string, mebibytes: number): string {
  using file = Deno.openSync(path, { write: true, create: true });
  for (let at = 0; at < mebibytes; at++) file.writeSync(new Uint8Array(MEBIBYTE).fill(at));
  file.syncSync();
  return path;
}

function readToEnd(file: PastCacheFile): number {
  const buffer = new Uint8Array(256 * 1024);
  let bytes = 0;
  for (let length; (length = file.readSync(buffer)) !== null;) bytes += length;
  return bytes;
}

for (const [kind, on] of [["ext4", onExt4], ["exfat", onExfat]] as const) {
  Deno.test({
    ...on,
    name: `openPastCache() reads every byte from the medium and calls it cold, on ${kind}`,
    fn: () => {
      using disk = new LoopDisk(kind, 64 * MEBIBYTE);
      const path = writeSynced(`${disk.path}/film`, 16);
      const before = disk.bytesRead;
      using file = openPastCache(path);
      strictEqual(readToEnd(file), 16 * MEBIBYTE);
      strictEqual(file.grade, "cold");
      ok(disk.bytesRead - before >= 16 * MEBIBYTE, `${disk.bytesRead - before} bytes`);
    },
  });

  Deno.test({
    ...on,
    name: `openPastCache() leaves the cache alone where a second reading is enough, on ${kind}`,
    fn: () => {
      using disk = new LoopDisk(kind, 64 * MEBIBYTE);
      const path = writeSynced(`${disk.path}/film`, 4);
      const before = disk.bytesRead;
      using file = openPastCache(path, "reread");
      strictEqual(readToEnd(file), 4 * MEBIBYTE);
      deepStrictEqual([file.grade, disk.bytesRead - before], ["reread", 0]);
    },
  });
}

Deno.test({
  ...onExfat,
  name: "evictDeviceUnder() once makes every file of a batch cold",
  fn: () => {
    using disk = new LoopDisk("exfat", 64 * MEBIBYTE);
    const paths = Array.from({ length: 8 }, (_, at) => writeSynced(`${disk.path}/${at}`, 1));
    const evicted = evictDeviceUnder(disk.path), before = disk.bytesRead;
    for (const path of paths) {
      using file = openPastCache(path, "cold", evicted);
      readToEnd(file);
      strictEqual(file.grade, "cold");
    }
    ok(disk.bytesRead - before >= 8 * MEBIBYTE, `${disk.bytesRead - before} bytes`);
  },
});

Deno.test({
  ...onExt4,
  name: "openPastCache() calls nothing cold that another program keeps in the cache",
  fn: () => {
    using disk = new LoopDisk("ext4", 64 * MEBIBYTE);
    const path = writeSynced(`${disk.path}/film`, 2);
    const c = libc()!, [readable, shared] = [1, 1];
    withDescriptor(c, path, (descriptor) => {
      const mapped = c.mmap(null, 4096n, readable, shared, descriptor, BigInt(MEBIBYTE))!;
      new Deno.UnsafePointerView(mapped).getUint8();
      {
        using file = openPastCache(path);
        strictEqual(file.grade, "reread");
        readToEnd(file);
        strictEqual(file.grade, "reread");
      }
      c.munmap(mapped, 4096n);
    });
    using file = openPastCache(path);
    strictEqual(file.grade, "cold");
  },
});

Deno.test({
  ...onExt4,
  name: "evict() keeps a file cold that grows, and reading what was not dropped makes it reread",
  fn: () => {
    using disk = new LoopDisk("ext4", 64 * MEBIBYTE);
    const path = writeSynced(`${disk.path}/film`, 0);
    using file = openPastCache(path);
    const buffer = new Uint8Array(8 * MEBIBYTE);
    using writer = Deno.openSync(path, { write: true });
    for (const at of [0, 8, 16]) {
      writer.writeSync(buffer.fill(at));
      writer.syncSync();
      const before = disk.bytesRead;
      file.evict(at * MEBIBYTE, 8 * MEBIBYTE);
      while (file.readSync(buffer) !== null);
      strictEqual(file.grade, "cold");
      ok(disk.bytesRead - before >= 8 * MEBIBYTE);
    }
    writer.writeSync(buffer);
    while (file.readSync(buffer) !== null);
    strictEqual(file.grade, "reread");
  },
});

Deno.test({
  ignore: !isMountingPermitted(),
  name: "openPastCache() does not call a file cold that lives in memory",
  fn: () => {
    using disk = new SmallDisk(MEBIBYTE);
    Deno.writeTextFileSync(`${disk.path}/film`, "film");
    using file = openPastCache(`${disk.path}/film`);
    strictEqual(file.grade, "reread");
  },
});

Deno.test("openPastCache() reads a whole file, from a thread that waits and from one that does not", async () => {
  using folder = new TemporaryFolder();
  const path = folder.write("film", "some content");
  const buffer = new Uint8Array(100);
  const text = (length: number | null) => new TextDecoder().decode(buffer.subarray(0, length ?? 0));
  using waited = openPastCache(path);
  deepStrictEqual([text(waited.readSync(buffer)), waited.readSync(buffer)], ["some content", null]);
  using awaited = openPastCache(path);
  deepStrictEqual([text(await awaited.read(buffer)), await awaited.read(buffer)], [
    "some content",
    null,
  ]);
});

Deno.test("openPastCache() says why a file cannot be opened", () => {
  using folder = new TemporaryFolder();
  throws(() => openPastCache(folder.at("missing")), { code: "ENOENT" });
});
