import { deepStrictEqual, match, strictEqual } from "node:assert/strict";
import {
  doubtDestination,
  doubtSource,
  refuseDestination,
  refuseName,
  refuseSource,
  suggestName,
} from "../../lib/operations/judge_new_pair.ts";
import { liesInside } from "../../lib/drive/paths.ts";
import { TemporaryFolder } from "../fixtures/temporary_folder.ts";
import { onLinks } from "../e2e/where_it_exists.ts";

const FILMS = { name: "films", source: "/srv/films", destination: "/backup/films" };
const ROOT = "/media/drive";

Deno.test("refuseSource() names what no load could carry from, and lets the other end's pass", () => {
  using folder = new TemporaryFolder();
  const drive = folder.folder("drive");
  match(refuseSource("films", drive)!, /^It must be an absolute path/);
  match(refuseSource("/path/to/films", drive)!, /^It is still a placeholder/);
  match(refuseSource(`${drive}/films`, drive)!, /^It lies on the drive itself/);
  match(refuseSource(folder.path, drive)!, /^It holds the drive itself/);
  match(refuseSource(folder.write("file"), drive)!, /^It is a file/);
  strictEqual(refuseSource(folder.folder("films"), drive), undefined);
  strictEqual(refuseSource("/none/such", drive), undefined);
  strictEqual(refuseSource("D:\\films", drive), undefined);
});

Deno.test("refuseDestination() names one that is taken, or lies in the source before our eyes", () => {
  using folder = new TemporaryFolder();
  const source = folder.folder("films"), inside = folder.folder("films/backup");
  const refuse = (destination: string) => refuseDestination(destination, source, [FILMS], ROOT);
  match(refuse("/backup/films")!, /^It is the destination of "films" already/);
  match(refuse(inside)!, /^It lies inside the source/);
  match(refuse(folder.path)!, /^It holds the source/);
  strictEqual(refuse(source), undefined, "each computer may have a folder of its own there");
  strictEqual(refuse(folder.at("films/none")), undefined, "it may be the other computer's");
});

Deno.test({
  ...onLinks,
  name: "refuseDestination() knows the source under another name",
  fn() {
    using folder = new TemporaryFolder();
    const source = folder.folder("films"), link = folder.link("link", source);
    match(refuseDestination(link, source, [], ROOT)!, /^It is the source itself/);
  },
});

Deno.test("doubtSource() and doubtDestination() say what is seldom meant, and nothing else", () => {
  using folder = new TemporaryFolder();
  const source = folder.folder("films"), pair = { ...FILMS, source };
  deepStrictEqual(doubtSource(folder.folder("photos"), [pair]), []);
  match(doubtSource(folder.at("none"), [])[0]!, /no such folder on this computer/);
  match(doubtSource(source, [pair])[0]!, /^It is the source of "films"/);
  match(doubtSource(folder.folder("films/2026"), [pair])[0]!, /^It lies inside the source of/);
  match(doubtSource(folder.path, [pair])[0]!, /^It holds the source of "films"/);
  deepStrictEqual(doubtDestination("/backup/photos", source, [pair]), []);
  match(doubtDestination(source, source, [])[0]!, /^It is the path of the source\./);
  match(
    doubtDestination(`${source}/none`, source, [])[0]!,
    /^By its path it lies inside the source/,
  );
  match(doubtDestination("/backup", source, [pair])[0]!, /^It holds the destination of "films"/);
});

Deno.test("liesInside() goes by the letters, and on Windows by either slash and case", () => {
  strictEqual(liesInside("/srv/films/2026", "/srv/films"), true);
  strictEqual(liesInside("/srv/films-old", "/srv/films"), false);
  strictEqual(liesInside("/srv/films", "/srv/films"), false);
  strictEqual(liesInside("/srv", "/"), true);
  strictEqual(liesInside("d:/FILMS/2026", "D:\\films"), true);
  strictEqual(liesInside("D:\\films", "D:\\"), true);
});

Deno.test("suggestName() is the folder's name, made one that every drive takes and no pair has", () => {
  strictEqual(suggestName("/srv/films/", [], ROOT), "films");
  strictEqual(suggestName("D:\\photos", [], ROOT), "photos");
  strictEqual(suggestName("/other/Films", [FILMS], ROOT), "Films-2");
  strictEqual(suggestName("D:\\", [], ROOT), "media");
  strictEqual(suggestName("/srv/what?", [], ROOT), "media");
  strictEqual(refuseName("FILMS", [FILMS], ROOT), "That name is taken");
});
