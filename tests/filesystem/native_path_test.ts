import { strictEqual, throws } from "node:assert/strict";
import { toNativePath } from "../../lib/filesystem/native_path.ts";
import { parseRelativePath } from "../../lib/model/relative_path.ts";

Deno.test({
  ignore: Deno.build.os === "windows",
  name: "toNativePath() joins below the root, without a folder's slash",
  fn: () => {
    const native = (root: string, text: string) => toNativePath(root, parseRelativePath(text));
    strictEqual(native("/base", "a\\"), "/base/a\\");
    strictEqual(native("/base", "a\\/"), "/base/a\\");
    strictEqual(native("/base", "a/b"), "/base/a/b");
    strictEqual(native("/base/", "a/b/"), "/base/a/b");
    strictEqual(native("/", "a/"), "/a");
    strictEqual(native("/base", "a\\b"), "/base/a\\b");
    strictEqual(native("/base", "a\\"), "/base/a\\");
    strictEqual(native("/base", "a\\/"), "/base/a\\");
    strictEqual(native("/base", "..."), "/base/...");
  },
});

Deno.test({
  ignore: Deno.build.os !== "windows",
  name: "toNativePath() refuses what would lead elsewhere on Windows",
  fn: () => {
    for (const text of ["..\\a", "C:a", "a:stream"]) {
      throws(() => toNativePath("C:\\root", parseRelativePath(text)), /cannot hold/);
    }
  },
});
