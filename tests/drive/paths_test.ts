import { strictEqual } from "node:assert/strict";
import {
  isAbsoluteAnywhere,
  isOfThisSystem,
  isPlaceholder,
  overlapsDrive,
  withoutTrailingSlash,
} from "../../lib/drive/paths.ts";
import { TemporaryFolder } from "../fixtures/temporary_folder.ts";

Deno.test("isAbsoluteAnywhere() knows the full paths of every system, whichever it runs on", () => {
  for (const path of ["/", "/srv/media", "C:\\", "c:/media", "\\\\nas\\share", "//nas/share/x"]) {
    strictEqual(isAbsoluteAnywhere(path), true, path);
  }
  for (const path of ["", "media", "./media", "../media", "~/media", "C:", "C:media", "\\media"]) {
    strictEqual(isAbsoluteAnywhere(path), false, path);
  }
});

Deno.test("isOfThisSystem() tells which paths can be looked for here", () => {
  const isWindows = Deno.build.os === "windows";
  strictEqual(isOfThisSystem("/srv/media"), !isWindows);
  strictEqual(isOfThisSystem("D:\\media"), isWindows);
});

Deno.test("isPlaceholder() sees what was copied and never filled in, and nothing else", () => {
  for (const path of ["/path/to/source", "/path/to", "<your folder>", "/ABSOLUTE/PATH/HERE"]) {
    strictEqual(isPlaceholder(path), true, path);
  }
  for (const path of ["/srv/path/to/film", "/path/tools", "/backup", "C:\\path"]) {
    strictEqual(isPlaceholder(path), false, path);
  }
});

Deno.test("withoutTrailingSlash() leaves roots alone", () => {
  const paths = {
    "/srv/media/": "/srv/media",
    "/srv/media": "/srv/media",
    "/": "/",
    "D:\\": "D:\\",
    "D:/media//": "D:\\media",
  };
  for (const [path, bare] of Object.entries(paths)) strictEqual(withoutTrailingSlash(path), bare);
});

Deno.test("overlapsDrive() looks through links, and at what does not exist yet", () => {
  using folder = new TemporaryFolder();
  const drive = folder.folder("drive");
  folder.folder("media");
  const link = folder.link("link", drive);
  strictEqual(overlapsDrive(folder.at("media"), drive), undefined);
  strictEqual(overlapsDrive(folder.at("drive-two"), drive), undefined);
  strictEqual(overlapsDrive(folder.at("media/../drive/x"), drive), "inside");
  strictEqual(overlapsDrive(`${link}/a/b`, drive), "inside");
  strictEqual(overlapsDrive(`${drive}/a`, link), "inside");
  strictEqual(overlapsDrive(folder.path, drive), "around");
});

Deno.test("overlapsDrive() says nothing about the other system's paths", () => {
  const foreign = Deno.build.os === "windows" ? "/drive/x" : "D:\\drive\\x";
  strictEqual(overlapsDrive(foreign, Deno.build.os === "windows" ? "C:\\drive" : "/"), undefined);
});
