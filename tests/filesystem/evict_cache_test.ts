import { ok, strictEqual } from "node:assert/strict";
import { evictFromCache } from "../../lib/filesystem/evict_cache.ts";
import { onLinux, runCommand } from "../fixtures/run_command.ts";
import { isMountingPermitted, SmallDisk } from "../fixtures/small_disk.ts";
import { TemporaryFolder } from "../fixtures/temporary_folder.ts";

function hasFincore(): boolean {
  try {
    return onLinux.ignore === false && runCommand("fincore", "--version") !== "";
  } catch {
    return false;
  }
}

function cachedBytes(path: string): number {
  return Number(runCommand("fincore", "--bytes", "--noheadings", "--output=RES", path));
}

Deno.test({
  ignore: !hasFincore(),
  name: "evictFromCache() calls a proof cold only when nothing of the file is left in memory",
  fn: () => {
    using folder = new TemporaryFolder();
    const path = folder.write("film", new Uint8Array(8 * 1024 * 1024).fill(1));
    using file = Deno.openSync(path, { read: true });
    file.syncSync();
    ok(cachedBytes(path) > 0);
    const grade = evictFromCache(path);
    if (grade === "cold") strictEqual(cachedBytes(path), 0);
  },
});

Deno.test({
  ignore: !isMountingPermitted(),
  name: "evictFromCache() does not call a file cold that lives in memory",
  fn: () => {
    using disk = new SmallDisk(1024 * 1024);
    Deno.writeTextFileSync(`${disk.path}/film`, "film");
    strictEqual(evictFromCache(`${disk.path}/film`), "reread");
  },
});

Deno.test("evictFromCache() promises nothing about a file that is not there", () => {
  using folder = new TemporaryFolder();
  strictEqual(evictFromCache(folder.at("missing")), "reread");
});
