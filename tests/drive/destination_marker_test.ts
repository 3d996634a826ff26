import { deepStrictEqual, match, ok, strictEqual, throws } from "node:assert/strict";
import { markerPath, readMarker, writeMarker } from "../../lib/drive/destination_marker.ts";
import { WaterlockError } from "../../lib/model/errors.ts";
import { TemporaryFolder } from "../fixtures/temporary_folder.ts";

const MARKER = { pair: "8d0f7b5e-7c0a-4a53-9a43-6f9d7f0c6c1e", name: 'films "and" more 🎬' };

Deno.test("a marker lies in .waterlock/ at the destination's root and is read as it was written", () => {
  using folder = new TemporaryFolder();
  strictEqual(readMarker(folder.path), undefined);
  writeMarker(folder.path, MARKER);
  strictEqual(markerPath(folder.path), folder.at(".waterlock/pair.json"));
  deepStrictEqual(readMarker(folder.path), MARKER);
  deepStrictEqual(folder.names(".waterlock"), ["pair.json"]);
});

Deno.test("a marker keeps which names its destination gives", () => {
  using folder = new TemporaryFolder();
  writeMarker(folder.path, { ...MARKER, names: "portable" });
  strictEqual(readMarker(folder.path)?.names, "portable");
});

Deno.test("a marker takes the place of an older one, whole", () => {
  using folder = new TemporaryFolder();
  writeMarker(folder.path, { ...MARKER, name: "a name ".repeat(100) });
  writeMarker(folder.path, MARKER);
  deepStrictEqual(readMarker(folder.path), MARKER);
});

Deno.test("a marker that cannot be understood is no missing marker: it is refused, with a remedy", () => {
  using folder = new TemporaryFolder();
  for (const text of ["", "{", "null", "[]", '"text"', '{"pair":1,"name":"a"}', '{"pair":"a"}']) {
    folder.write(".waterlock/pair.json", text);
    throws(() => readMarker(folder.path), (error: unknown) => {
      ok(error instanceof WaterlockError, text);
      strictEqual(error.code, "refused");
      ok(error.message.includes(markerPath(folder.path)));
      match(error.remedy, /remove the file/);
      return true;
    });
  }
});

Deno.test("a marker that is a folder is refused as well", () => {
  using folder = new TemporaryFolder();
  folder.folder(".waterlock/pair.json");
  throws(() => readMarker(folder.path), { code: "refused" });
});

Deno.test("nothing is written through a link that somebody put in the marker's place", () => {
  using folder = new TemporaryFolder();
  folder.folder("destination/.waterlock");
  const victim = folder.write("victim.json", "untouched");
  folder.link("destination/.waterlock/pair.json.waterlock-partial", victim);
  writeMarker(folder.at("destination"), MARKER);
  strictEqual(Deno.readTextFileSync(victim), "untouched");
  deepStrictEqual(readMarker(folder.at("destination")), MARKER);
});
