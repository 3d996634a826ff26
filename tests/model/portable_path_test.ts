import { match, notStrictEqual, ok, strictEqual } from "node:assert/strict";
import {
  cargoName,
  nameFoundAtDestination,
  pathAtDestination,
} from "../../lib/model/portable_path.ts";
import type { RelativePath } from "../../lib/model/relative_path.ts";

const path = (text: string) => text as RelativePath;

Deno.test("a destination that holds any name gets those of the source", () => {
  for (const rule of ["true", null] as const) {
    strictEqual(pathAtDestination(path("a:b/CON"), rule), "a:b/CON");
  }
});

const LONG = "\u65e5".repeat(100);

Deno.test("a name of more bytes than Linux holds is cut there, and told from what looks like it", () => {
  const short = pathAtDestination(path(`${LONG}/${LONG}x/`), "true");
  match(short, /^\u65e5+~[0-9a-f]{32}\/\u65e5+~[0-9a-f]{32}\/$/);
  const [first, second] = short.split("/") as [string, string];
  notStrictEqual(first, second);
  ok(new TextEncoder().encode(first).length <= 255);
  notStrictEqual(pathAtDestination(path(first), "true"), first);
  strictEqual(nameFoundAtDestination(first, false, "true"), null);
  const plain = "\u65e5".repeat(85);
  strictEqual(pathAtDestination(path(`${plain}/${plain}`), "true"), `${plain}/${plain}`);
  strictEqual(nameFoundAtDestination(plain, false, "true"), plain);
});

Deno.test("where letters count it stays as it is, but not in cargo, whose drive may be any", () => {
  strictEqual(pathAtDestination(path(LONG), "portable"), LONG);
  strictEqual(nameFoundAtDestination(LONG, false, "portable"), LONG);
  ok(new TextEncoder().encode(cargoName(path(LONG), 0)).length <= 255);
});

Deno.test("what FAT and NTFS may open for another file has no such name in cargo", () => {
  const names = {
    "LONGNA~1.TXT": "LONGNA%7E1.TXT",
    "img_12~1.jpg": "img_12%7E1.jpg",
    "a~1/x": "a%7E1/x",
    "A~1.~": "A%7E1.~",
    "a%7E1": "a%257E1",
    "long enough~1": "long enough~1",
    "a~1.jpeg": "a~1.jpeg",
    "a~b.txt": "a~b.txt",
    "x/~1": "x/~1",
  };
  for (const [name, inCargo] of Object.entries(names)) {
    strictEqual(cargoName(path(name), 0), inCargo);
    strictEqual(decodeURIComponent(inCargo), name, "whatever decodes it gives the name back");
    strictEqual(pathAtDestination(path(name), "portable"), name);
  }
});

Deno.test("every part of a path is portable where that is the rule, a folder's slash kept", () => {
  strictEqual(pathAtDestination(path("a:b/CON/x./"), "portable"), "a%3Ab/CO%4E/x%2E/");
  strictEqual(pathAtDestination(path("plain/a.txt"), "portable"), "plain/a.txt");
});

Deno.test("a name that is taken for Waterlock's own folder never reaches it", () => {
  strictEqual(pathAtDestination(path(".WaterLock/x"), "portable"), "%2EWaterLock/x");
  strictEqual(pathAtDestination(path("a/.WaterLock/x"), "portable"), "a/.WaterLock/x");
  strictEqual(pathAtDestination(path("WATERL~1/x"), "portable"), "%57ATERL~1/x");
});

Deno.test("letters are encoded in the part of a path that is to be told apart", () => {
  const letters = new Map([["a/", 1], ["a/b/c", 2]]);
  strictEqual(
    pathAtDestination(path("a/b/c"), "portable", (part) => letters.get(part) ?? 0),
    "%61/b/%63",
  );
});

Deno.test("what is found at a destination is known by its name there", () => {
  strictEqual(nameFoundAtDestination("a%3Ab", false, "portable"), "a:b");
  strictEqual(nameFoundAtDestination("a%3Ab", false, "true"), "a%3Ab");
  strictEqual(nameFoundAtDestination("x.", false, "portable"), undefined);
  strictEqual(nameFoundAtDestination("%2Ewaterlock", true, "portable"), ".waterlock");
  strictEqual(nameFoundAtDestination("%2Ewaterlock", false, "portable"), "%2Ewaterlock");
});

Deno.test("a path that begins with what looks like a numbered folder is told from one in it", () => {
  strictEqual(cargoName(path("a"), 0), "a");
  strictEqual(cargoName(path("a"), 1), "~1/a");
  strictEqual(cargoName(path("~1/a"), 0), "%7E1/a");
  strictEqual(cargoName(path("~1/a"), 2), "~2/%7E1/a");
  strictEqual(cargoName(path("%7E1/a"), 0), "%257E1/a");
  strictEqual(cargoName(path("a/~1"), 0), "a/~1");
});

Deno.test("no two paths have the same name in cargo, whatever the folder's number", () => {
  const parts = ["~1", "~12", "%7E1", "%257E1", "a:b", "a%3Ab", "CON", "a.", "x", "%", "AB~1.C"];
  const deeper = (paths: string[]) =>
    paths.flatMap((above) => parts.map((part) => `${above}/${part}`));
  const paths = [parts, deeper(parts), deeper(deeper(parts))].flat();
  const names = [0, 1, 12].flatMap((number) => paths.map((one) => cargoName(path(one), number)));
  strictEqual(new Set(names).size, names.length);
});
