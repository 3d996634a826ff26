import { deepStrictEqual, strictEqual, throws } from "node:assert/strict";
import { publishFile } from "../../lib/filesystem/publish_file.ts";
import { syncFile, syncFolder } from "../../lib/filesystem/sync_files.ts";
import { TemporaryFolder } from "../fixtures/temporary_folder.ts";

Deno.test("publishFile() replaces what has the name, and leaves no partial behind", () => {
  using folder = new TemporaryFolder();
  const partial = folder.write("film.partial", "new"), final = folder.write("film", "old");
  publishFile(partial, final);
  deepStrictEqual(folder.names(), ["film"]);
  strictEqual(Deno.readTextFileSync(final), "new");
});

Deno.test("publishFile() replaces a link itself, not what it points to", () => {
  using folder = new TemporaryFolder();
  const precious = folder.write("precious", "old");
  publishFile(folder.write("film.partial", "new"), folder.link("film", "precious"));
  strictEqual(Deno.readTextFileSync(precious), "old");
  strictEqual(Deno.lstatSync(folder.at("film")).isFile, true);
});

Deno.test("publishFile() leaves the old file alone when there is no new one", () => {
  using folder = new TemporaryFolder();
  const final = folder.write("film", "old");
  throws(() => publishFile(folder.at("missing"), final), Deno.errors.NotFound);
  strictEqual(Deno.readTextFileSync(final), "old");
});

Deno.test("publishFile() does not replace a folder", () => {
  using folder = new TemporaryFolder();
  folder.write("film/inside");
  const partial = folder.write("film.partial", "new");
  throws(() => publishFile(partial, folder.at("film")));
  deepStrictEqual(folder.names("film"), ["inside"]);
  strictEqual(Deno.readTextFileSync(partial), "new");
});

Deno.test({
  ignore: Deno.build.os === "windows",
  name: "syncFolder() and syncFile() throw for what is not there",
  fn: () => {
    using folder = new TemporaryFolder();
    syncFolder(folder.path);
    syncFile(folder.write("film"));
    throws(() => syncFolder(folder.at("missing")), Deno.errors.NotFound);
    throws(() => syncFile(folder.at("missing")), Deno.errors.NotFound);
  },
});
