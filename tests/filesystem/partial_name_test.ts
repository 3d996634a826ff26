import { notStrictEqual, ok, strictEqual } from "node:assert/strict";
import { basename, dirname } from "node:path";
import { partialOfParts, partialPath } from "../../lib/filesystem/partial_name.ts";
import { PARTIAL_SUFFIX } from "../../lib/model/relative_path.ts";
import { onLinux } from "../fixtures/run_command.ts";
import { TemporaryFolder } from "../fixtures/temporary_folder.ts";

const bytesOf = (text: string) => new TextEncoder().encode(text).length;

Deno.test("partialPath() puts the suffix behind the name, beside the file", () => {
  strictEqual(partialPath("/a/film.mov"), "/a/film.mov.waterlock-partial");
  const longest = "/a/" + "x".repeat(255 - PARTIAL_SUFFIX.length);
  strictEqual(partialPath(longest), longest + PARTIAL_SUFFIX);
});

Deno.test({
  ...onLinux,
  name: "partialPath() gives names that the file system holds, for names of 255 bytes",
  fn: () => {
    using folder = new TemporaryFolder();
    const names = ["x".repeat(255), "é".repeat(127) + "x", "日".repeat(85)]
      .concat(["\u{1f600}".repeat(63) + "xyz", "x" + "\u{1f600}".repeat(63), "x".repeat(238)]);
    for (const name of names) {
      ok(bytesOf(name) <= 255);
      const partial = partialPath(folder.write(name));
      strictEqual(dirname(partial), folder.path);
      ok(partial.endsWith(PARTIAL_SUFFIX) && bytesOf(basename(partial)) <= 255, name);
      Deno.writeTextFileSync(partial, "");
      strictEqual(basename(partial).isWellFormed(), true);
      ok(folder.names().includes(basename(partial)));
    }
    strictEqual(folder.names().length, 2 * names.length);
  },
});

Deno.test("partialPath() tells long names apart that differ at their end only", () => {
  const stem = "x".repeat(254);
  notStrictEqual(partialPath(`/a/${stem}1`), partialPath(`/a/${stem}2`));
  strictEqual(partialPath(`/a/${stem}1`), partialPath(`/a/${stem}1`));
});

Deno.test("partialOfParts() is one for each version, in whatever spelling of the name, and no other file's", () => {
  const version = { size: 7, mtimeNs: 1n };
  const parts = partialOfParts("/a/film", version);
  strictEqual(dirname(parts), "/a");
  ok(parts.endsWith(PARTIAL_SUFFIX));
  strictEqual(partialOfParts("/a/film", { ...version }), parts);
  strictEqual(partialOfParts("/a/FILM", version).toLowerCase(), parts);
  for (const other of [{ size: 8, mtimeNs: 1n }, { size: 7, mtimeNs: 2n }]) {
    notStrictEqual(partialOfParts("/a/film", other), parts);
  }
  notStrictEqual(partialPath(parts.slice(0, -PARTIAL_SUFFIX.length)), parts);
  ok(bytesOf(basename(partialOfParts(`/a/${"x".repeat(255)}`, version))) <= 255);
});

Deno.test("partialPath() of a name that looks as if it had been cut is no other one's, in any spelling", () => {
  const cut = partialPath(`/a/${"x".repeat(255)}`);
  const lookalike = cut.slice(0, -PARTIAL_SUFFIX.length);
  for (const name of [lookalike, lookalike.toUpperCase().replace("/A/", "/a/")]) {
    notStrictEqual(partialPath(name).toLowerCase(), cut);
    ok(bytesOf(basename(partialPath(name))) <= 255);
  }
});
