import { strictEqual } from "node:assert/strict";
import { nestingOf } from "../../lib/filesystem/nesting.ts";
import { BindMount } from "../fixtures/bind_mount.ts";
import { isMountingPermitted, SmallDisk } from "../fixtures/small_disk.ts";
import { TemporaryFolder } from "../fixtures/temporary_folder.ts";

const onMounts = { ignore: !isMountingPermitted() };

Deno.test("nestingOf() goes by the folders, not by how their paths begin", () => {
  using folder = new TemporaryFolder();
  folder.folder("a/b");
  folder.folder("ab");
  strictEqual(nestingOf(folder.at("a"), folder.at("a")), "same");
  strictEqual(nestingOf(folder.at("a/b"), folder.at("a")), "inside");
  strictEqual(nestingOf(folder.at("a"), folder.at("a/b")), "around");
  strictEqual(nestingOf(folder.at("ab"), folder.at("a")), "apart");
  strictEqual(nestingOf("/", folder.at("a")), "around");
});

Deno.test("nestingOf() looks through links, and at what is not there yet", () => {
  using folder = new TemporaryFolder();
  folder.folder("a/b");
  const link = folder.link("link", folder.at("a"));
  strictEqual(nestingOf(link, folder.at("a")), "same");
  strictEqual(nestingOf(`${link}/b`, folder.at("a")), "inside");
  strictEqual(nestingOf(`${link}/not yet/there`, folder.at("a")), "inside");
  strictEqual(nestingOf(folder.at("not yet"), folder.at("not yet either")), "apart");
  strictEqual(nestingOf(folder.at("a"), `${link}/not yet`), "around");
});

Deno.test({
  ...onMounts,
  name: "nestingOf() knows a folder, and what lies in it, through a bind mount",
  fn: () => {
    using folder = new TemporaryFolder();
    folder.folder("a/b/c");
    folder.folder("x");
    {
      using whole = new BindMount(folder.at("a"), folder.at("x"));
      strictEqual(nestingOf(whole.path, folder.at("a")), "same");
      strictEqual(nestingOf(`${whole.path}/b`, folder.at("a")), "inside");
      strictEqual(nestingOf(folder.at("a"), `${whole.path}/b`), "around");
      strictEqual(nestingOf(`${whole.path}/not yet`, folder.at("a/b")), "apart");
    }
    using part = new BindMount(folder.at("a/b"), folder.at("x"));
    strictEqual(nestingOf(part.path, folder.at("a/b")), "same");
    strictEqual(nestingOf(part.path, folder.at("a")), "inside", "though nothing above it shows it");
    strictEqual(nestingOf(folder.at("a"), part.path), "around");
    strictEqual(nestingOf(part.path, folder.at("a/b/c")), "around");
    strictEqual(nestingOf(`${part.path}/not yet`, folder.at("a")), "inside");
  },
});

Deno.test({
  ...onMounts,
  name: "nestingOf() tells two disks apart that have the same folders",
  fn: () => {
    using one = new SmallDisk(64 * 1024);
    using other = new SmallDisk(64 * 1024);
    Deno.mkdirSync(`${one.path}/a`);
    Deno.mkdirSync(`${other.path}/a`);
    strictEqual(nestingOf(one.path, other.path), "apart");
    strictEqual(nestingOf(`${one.path}/a`, `${other.path}/a`), "apart");
    strictEqual(nestingOf(`${one.path}/a`, other.path), "apart");
  },
});
