import { strictEqual } from "node:assert/strict";
import { nameRuleOf } from "../../lib/filesystem/name_rule.ts";
import { isLoopPermitted, LoopDisk } from "../fixtures/loop_disk.ts";
import { runCommand } from "../fixtures/run_command.ts";
import { isMountingPermitted, SmallDisk } from "../fixtures/small_disk.ts";
import { TemporaryFolder } from "../fixtures/temporary_folder.ts";

const MEBIBYTE = 1024 * 1024;

Deno.test({
  ignore: !isLoopPermitted("exfat"),
  name: "exFAT holds portable names, in every folder of it",
  fn: () => {
    using disk = new LoopDisk("exfat", 16 * MEBIBYTE);
    Deno.mkdirSync(`${disk.path}/folder`);
    strictEqual(nameRuleOf(disk.path), "portable");
    strictEqual(nameRuleOf(`${disk.path}/folder`), "portable");
  },
});

Deno.test({
  ignore: !isLoopPermitted("ext4"),
  name: "ext4 holds the names of the source",
  fn: () => {
    using disk = new LoopDisk("ext4", 16 * MEBIBYTE);
    strictEqual(nameRuleOf(disk.path), "true");
  },
});

Deno.test({
  ignore: !isMountingPermitted(),
  name: "a file system in memory holds the names of the source, a folder that is not there too",
  fn: () => {
    using disk = new SmallDisk(MEBIBYTE);
    strictEqual(nameRuleOf(disk.path), "true");
    using folder = new TemporaryFolder();
    runCommand("rmdir", folder.folder("gone"));
    strictEqual(nameRuleOf(folder.at("gone")), "true");
  },
});
