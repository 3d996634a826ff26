import { deepStrictEqual, ok, strictEqual, throws } from "node:assert/strict";
import {
  pruneFoldersAbove,
  removeFolderIfEmpty,
  removeIfPresent,
} from "../../lib/filesystem/remove_file.ts";
import { readStatus } from "../../lib/filesystem/file_status.ts";
import { TemporaryFolder } from "../fixtures/temporary_folder.ts";

Deno.test("removeIfPresent() says whether there was something to remove", () => {
  using folder = new TemporaryFolder();
  const file = folder.write("file");
  strictEqual(removeIfPresent(`${file}/below`), false);
  strictEqual(removeIfPresent(file), true);
  strictEqual(removeIfPresent(file), false);
});

Deno.test("removeIfPresent() removes a link, never what it points to", () => {
  using folder = new TemporaryFolder();
  folder.write("target/film");
  strictEqual(removeIfPresent(folder.link("link", "target")), true);
  strictEqual(removeIfPresent(folder.link("dangling", "nowhere")), true);
  deepStrictEqual(folder.names(), ["target"]);
  deepStrictEqual(folder.names("target"), ["film"]);
});

Deno.test("removeIfPresent() does not remove a folder that holds something", () => {
  using folder = new TemporaryFolder();
  folder.write("full/film");
  throws(() => removeIfPresent(folder.at("full")));
  deepStrictEqual(folder.names("full"), ["film"]);
});

Deno.test("removeFolderIfEmpty() removes an empty folder and keeps one that holds something", () => {
  using folder = new TemporaryFolder();
  folder.folder("empty");
  folder.write("full/.hidden");
  strictEqual(removeFolderIfEmpty(folder.at("empty")), true);
  strictEqual(removeFolderIfEmpty(folder.at("empty")), true);
  strictEqual(removeFolderIfEmpty(folder.at("full")), false);
  deepStrictEqual(folder.names(), ["full"]);
});

Deno.test("pruneFoldersAbove() removes emptied folders up to the root, and never the root", () => {
  using folder = new TemporaryFolder();
  folder.folder("root/a/b/c");
  pruneFoldersAbove(folder.at("root/a/b/c/film"), folder.at("root"));
  deepStrictEqual(folder.names("root"), []);
  pruneFoldersAbove(folder.at("root/film"), folder.at("root"));
  pruneFoldersAbove(folder.at("root"), folder.at("root"));
  deepStrictEqual(folder.names(), ["root"]);
});

Deno.test("pruneFoldersAbove() stops at the first folder that still holds something", () => {
  using folder = new TemporaryFolder();
  folder.folder("root/a/b/c");
  folder.write("root/a/kept");
  pruneFoldersAbove(folder.at("root/a/b/c/film"), folder.at("root"));
  deepStrictEqual(folder.names("root/a"), ["kept"]);
});

Deno.test("pruneFoldersAbove() goes on above folders that are gone already", () => {
  using folder = new TemporaryFolder();
  folder.folder("root/a");
  pruneFoldersAbove(folder.at("root/a/b/c/film"), folder.at("root"));
  deepStrictEqual(folder.names("root"), []);
});

Deno.test("removeFolderIfEmpty() leaves files and links alone", () => {
  using folder = new TemporaryFolder();
  folder.write("file", "precious");
  folder.folder("t");
  folder.link("link", "t");
  for (const name of ["file", "link"]) {
    try {
      removeFolderIfEmpty(folder.at(name));
    } catch { /* either */ }
    ok(readStatus(folder.at(name)), name);
  }
});
