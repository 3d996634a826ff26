import { deepStrictEqual, strictEqual } from "node:assert/strict";
import { completeFolder, typedPath } from "../../lib/operations/pick_folder.ts";
import { TemporaryFolder } from "../fixtures/temporary_folder.ts";

/** What a path in the folder completes to, seen from there. */
function complete(folder: TemporaryFolder, typed: string) {
  const { folders, completed } = completeFolder(`${folder.path}/${typed}`);
  const below = (path: string) => path.slice(folder.path.length + 1);
  return { folders: folders.map(below), completed: below(completed) };
}

Deno.test("completeFolder() goes on as far as all folders agree, and into the only one", () => {
  using folder = new TemporaryFolder();
  for (const name of ["films 2/b", "films 10", "photos/a", ".git"]) folder.folder(name);
  folder.write("file");
  folder.link("linked", folder.at("photos"));
  folder.link("dangling", folder.at("none"));
  deepStrictEqual(complete(folder, "f"), {
    folders: ["films 2", "films 10"],
    completed: "films ",
  });
  deepStrictEqual(complete(folder, "p"), { folders: ["photos"], completed: "photos/" });
  deepStrictEqual(complete(folder, "P"), { folders: ["photos"], completed: "photos/" });
  deepStrictEqual(complete(folder, "photos/"), { folders: ["photos/a"], completed: "photos/a/" });
  deepStrictEqual(complete(folder, ".").folders, [".git"]);
  deepStrictEqual(complete(folder, "").folders, ["films 2", "films 10", "linked", "photos"]);
  deepStrictEqual(complete(folder, "none/x"), { folders: [], completed: "none/x" });
  deepStrictEqual(completeFolder("D:\\films"), { folders: [], completed: "D:\\films" });
  deepStrictEqual(completeFolder("relative"), { folders: [], completed: "relative" });
});

Deno.test("typedPath() knows the own folder, and what a drag into the terminal leaves", () => {
  using folder = new TemporaryFolder();
  const awkward = folder.folder("'in quotes' ");
  const typed = (text: string) => typedPath(text, "/home/anna");
  strictEqual(typed("~"), "/home/anna");
  strictEqual(typed("~/films/"), "/home/anna/films");
  strictEqual(typed("~films"), "~films");
  strictEqual(typed("'/srv/two words' "), "/srv/two words");
  strictEqual(typed('"D:\\films\\"'), "D:\\films");
  strictEqual(typed("/"), "/");
  strictEqual(typed(" "), "");
  strictEqual(typed(awkward), awkward, "a folder that is there is meant as it is written");
});
