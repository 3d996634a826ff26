import { strictEqual } from "node:assert/strict";
import fc from "fast-check";
import {
  cargoName,
  nameFoundAtDestination,
  pathAtDestination,
  pathOfCargoName,
} from "../../lib/model/portable_path.ts";
import type { RelativePath } from "../../lib/model/relative_path.ts";

const path = (text: string) => text as RelativePath;

Deno.test("a destination that holds any name gets those of the source", () => {
  for (const rule of ["true", null] as const) {
    strictEqual(pathAtDestination(path("a:b/CON"), rule), "a:b/CON");
  }
});

Deno.test("every part of a path is portable where that is the rule, a folder's slash kept", () => {
  strictEqual(pathAtDestination(path("a:b/CON/x./"), "portable"), "a%3Ab/CO%4E/x%2E/");
  strictEqual(pathAtDestination(path("plain/a.txt"), "portable"), "plain/a.txt");
});

Deno.test("a name that is taken for Waterlock's own folder never reaches it", () => {
  strictEqual(pathAtDestination(path(".WaterLock/x"), "portable"), "%2EWaterLock/x");
  strictEqual(pathAtDestination(path("a/.WaterLock/x"), "portable"), "a/.WaterLock/x");
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

Deno.test("a name in cargo leads back to its path, whatever the folder's number", () => {
  const part = fc.constantFrom("~1", "~12", "%7E1", "a:b", "a%3Ab", "CON", "a.", "x", "%", "~");
  fc.assert(
    fc.property(fc.array(part, { minLength: 1, maxLength: 4 }), fc.nat(3), (parts, number) => {
      const whole = path(parts.join("/"));
      strictEqual(pathOfCargoName(cargoName(whole, number)), whole);
    }),
  );
});
