import { deepStrictEqual, strictEqual } from "node:assert/strict";
import { TemporaryFolder } from "../fixtures/temporary_folder.ts";
import { walk } from "../fixtures/walk.ts";

/** A tree with every kind of link. */
function linkedTree(): TemporaryFolder {
  const tree = new TemporaryFolder();
  tree.write("outside/secret", "1234");
  tree.write("root/folder/film", "12");
  tree.link("root/dangling", "nowhere");
  tree.link("root/file-link", "folder/film");
  tree.link("root/folder-link", "../outside");
  tree.link("root/folder/up", "..");
  tree.link("root/ring-a", "ring-b");
  tree.link("root/ring-b", "ring-a");
  return tree;
}

const onPosix = { ignore: Deno.build.os === "windows" };

Deno.test({
  ...onPosix,
  name: "scanTree() keeps links as links, where they point to as it is written",
  fn: () => {
    using tree = linkedTree();
    const { entries, problems } = walk(tree.at("root"), { symlinks: "keep" });
    deepStrictEqual(
      entries.filter((entry) => entry.kind === "link").map((e) => [e.path, e.linkTarget, e.mode]),
      [
        ["dangling", "nowhere", null],
        ["file-link", "folder/film", null],
        ["folder-link", "../outside", null],
        ["folder/up", "..", null],
        ["ring-a", "ring-b", null],
        ["ring-b", "ring-a", null],
      ],
    );
    deepStrictEqual(problems, []);
  },
});

Deno.test({
  ...onPosix,
  name: "scanTree() follows links to files and folders, and reports dangling ones and circles",
  fn: () => {
    using tree = linkedTree();
    const { entries, problems } = walk(tree.at("root"), { symlinks: "follow" });
    deepStrictEqual(entries.map((entry) => [entry.path, entry.kind, entry.size]), [
      ["file-link", "file", 2],
      ["folder-link/", "folder", 0],
      ["folder-link/secret", "file", 4],
      ["folder/", "folder", 0],
      ["folder/film", "file", 2],
    ]);
    deepStrictEqual(problems.toSorted(), [
      ["dangling", "dangling-link"],
      ["folder/up/", "link-loop"],
      ["ring-a", "unreadable"],
      ["ring-b", "unreadable"],
    ]);
  },
});

Deno.test({
  ...onPosix,
  name: "scanTree() sees two links to one folder as two folders, not as a circle",
  fn: () => {
    using tree = new TemporaryFolder();
    tree.write("a/film");
    tree.link("b", "a");
    tree.link("c", "a");
    const { paths, problems } = walk(tree.path, { symlinks: "follow" });
    deepStrictEqual(paths, ["a/", "a/film", "b/", "b/film", "c/", "c/film"]);
    deepStrictEqual(problems, []);
  },
});

Deno.test({
  ...onPosix,
  name: "scanTree() leaves links out without a word when told to skip them",
  fn: () => {
    using tree = linkedTree();
    const { paths, problems } = walk(tree.at("root"), { symlinks: "skip" });
    deepStrictEqual(paths, ["folder/", "folder/film"]);
    deepStrictEqual(problems, []);
  },
});

Deno.test({
  ...onPosix,
  name: "scanTree() enters a root that is itself a link",
  fn: () => {
    using tree = new TemporaryFolder();
    tree.write("real/film");
    strictEqual(walk(tree.link("root", "real")).paths[0], "film");
  },
});
