import { deepStrictEqual, strictEqual, throws } from "node:assert/strict";
import { FoldersInside } from "../../lib/filesystem/folders_inside.ts";
import { readStatus } from "../../lib/filesystem/file_status.ts";
import { FileProblem } from "../../lib/model/errors.ts";
import { parseRelativePath } from "../../lib/model/relative_path.ts";
import { isLoopPermitted, LoopDisk } from "../fixtures/loop_disk.ts";
import { TemporaryFolder } from "../fixtures/temporary_folder.ts";

const deep = parseRelativePath("a/b/c/film");

function isInTheWay(error: unknown): boolean {
  return error instanceof FileProblem && error.code === "in-the-way";
}

Deno.test("ensureAbove() makes every folder above a path, and not the path itself", () => {
  using root = new TemporaryFolder();
  new FoldersInside(root.path).ensureAbove(deep);
  deepStrictEqual(root.names("a/b/c"), []);
  new FoldersInside(root.path).ensureAbove(parseRelativePath("a/b/d/"));
  deepStrictEqual(root.names("a/b"), ["c"]);
});

Deno.test({
  ignore: Deno.build.os === "windows",
  name: "FoldersInside refuses a link in the way, wherever it leads, and writes nothing through it",
  fn: () => {
    using root = new TemporaryFolder();
    using outside = new TemporaryFolder();
    root.folder("a");
    root.folder("inside");
    for (const target of [outside.path, root.at("inside"), "../nowhere", "."]) {
      const link = root.link("a/b", target);
      throws(() => new FoldersInside(root.path).ensureAbove(deep), isInTheWay);
      throws(() => new FoldersInside(root.path).existAbove(deep), isInTheWay);
      Deno.removeSync(link);
    }
    deepStrictEqual([outside.names(), root.names("inside"), root.names("a")], [[], [], []]);
  },
});

Deno.test("FoldersInside refuses a file in the way, and leaves it as it is", () => {
  using root = new TemporaryFolder();
  const file = root.write("a/b", "precious");
  throws(() => new FoldersInside(root.path).ensureAbove(deep), isInTheWay);
  strictEqual(Deno.readTextFileSync(file), "precious");
});

Deno.test("FoldersInside makes the folder once the way is cleared", () => {
  using root = new TemporaryFolder();
  root.write("a/b", "moved");
  const cleared: string[] = [];
  const folders = new FoldersInside(root.path, {
    clearTheWay: (native, path) => {
      cleared.push(path);
      Deno.renameSync(native, root.at("aside"));
    },
  });
  folders.ensureAbove(deep);
  deepStrictEqual(cleared, ["a/b/"]);
  strictEqual(Deno.readTextFileSync(root.at("aside")), "moved");
  deepStrictEqual(root.names("a/b"), ["c"]);
});

Deno.test("existAbove() looks without making any folder", () => {
  using root = new TemporaryFolder();
  root.folder("a/b");
  const folders = new FoldersInside(root.path);
  strictEqual(folders.existAbove(deep), false);
  deepStrictEqual(root.names("a/b"), []);
  root.folder("a/b/c");
  strictEqual(folders.existAbove(deep), true);
});

Deno.test("forget() makes FoldersInside look again after folders were removed", () => {
  using root = new TemporaryFolder();
  const folders = new FoldersInside(root.path);
  folders.ensureAbove(deep);
  Deno.removeSync(root.at("a"), { recursive: true });
  folders.forget();
  strictEqual(folders.existAbove(deep), false);
  folders.ensureAbove(deep);
  deepStrictEqual(root.names("a/b/c"), []);
});

Deno.test({
  ignore: Deno.build.os === "windows",
  name: "ensure() lets its owner write to a folder that came as read-only",
  fn: () => {
    using root = new TemporaryFolder();
    Deno.chmodSync(root.folder("a"), 0o555);
    new FoldersInside(root.path).ensureAbove(deep);
    strictEqual(readStatus(root.at("a"))?.mode, 0o755);
    deepStrictEqual(root.names("a/b/c"), []);
  },
});

Deno.test("FoldersInside makes and finds each folder where its path has its place", () => {
  using root = new TemporaryFolder();
  const placeOf = (path: string) => parseRelativePath(path.replaceAll(":", "%3A"));
  const folders = new FoldersInside(root.path, { placeOf });
  const path = parseRelativePath("a:b/c:d/e:f");
  strictEqual(folders.existAbove(path), false);
  strictEqual(folders.makeWayTo(path), root.at("a%3Ab/c%3Ad/e%3Af"));
  deepStrictEqual(root.names("a%3Ab"), ["c%3Ad"]);
  strictEqual(new FoldersInside(root.path, { placeOf }).existAbove(path), true);
  strictEqual(new FoldersInside(root.path).existAbove(path), false);
});

Deno.test({
  ignore: !isLoopPermitted("exfat"),
  name: "FoldersInside has a path told apart whose place the file system takes for another one's",
  fn: () => {
    using disk = new LoopDisk("exfat", 16 * 1024 * 1024);
    const places = new Map<string, string>();
    const told: string[] = [];
    const folders = new FoldersInside(disk.path, {
      placeOf: (path) => {
        let place: string = path;
        for (const [from, to] of places) {
          if (path.startsWith(from)) place = to + path.slice(from.length);
        }
        return parseRelativePath(place);
      },
      tellApart: (path) => {
        told.push(path);
        places.set(path, `other ${path}`);
      },
    });
    folders.ensureAbove(parseRelativePath("Folder/x"));
    Deno.writeTextFileSync(`${disk.path}/File`, "");
    strictEqual(folders.makeWayTo(parseRelativePath("folder/x")), `${disk.path}/other folder/x`);
    strictEqual(folders.makeWayTo(parseRelativePath("FILE")), `${disk.path}/other FILE`);
    strictEqual(folders.makeWayTo(parseRelativePath("File")), `${disk.path}/File`);
    folders.ensureAbove(parseRelativePath("file/x"));
    deepStrictEqual(told, ["folder/", "FILE", "file/"]);
  },
});
