import { deepStrictEqual, match, strictEqual } from "node:assert/strict";
import { writeConfig } from "../../lib/drive/write_config.ts";
import { parse, refusalOf } from "./config_refusal.ts";

const AWKWARD = [
  '/srv/it\'s a "film"',
  "/srv/back\\slash",
  "/srv/Größe ‧ 映画 ‧ 🎬",
  "/srv/two\nlines\tand a tab",
  "/srv/# no comment",
  "/srv/[[pair]]",
  '/srv/"""',
  "D:\\new\\table\\users",
  "\\\\nas\\share\\films",
];

for (const path of AWKWARD) {
  Deno.test(`what writeConfig() writes is read as the same: ${JSON.stringify(path)}`, () => {
    const pair = { name: "films 'n' more", source: path, destination: path };
    const { name, source, destination } = parse(writeConfig([pair], "1 GiB")).pairs[0]!;
    deepStrictEqual({ name, source, destination }, pair);
  });
}

Deno.test("a Windows path stands in a written config as it is typed", () => {
  const toml = writeConfig([{ name: "a", source: "D:\\films", destination: "/it's/b" }], "0");
  match(toml, /^source = 'D:\\films'\ndestination = "\/it's\/b"$/m);
});

Deno.test("a written config holds every pair in its order, the reserve, and asks before a dump", () => {
  const pairs = ["b", "a", "c"].map((name) => ({
    name,
    source: `/from/${name}`,
    destination: `/to/${name}`,
  }));
  const config = parse(writeConfig(pairs, "20 GB"));
  deepStrictEqual(config.pairs.map(({ name }) => name), ["b", "a", "c"]);
  strictEqual(config.reserveBytes, 20e9);
  strictEqual(config.dump, "ask");
});

Deno.test("the keys that a written config mentions in comments are keys that are known", () => {
  const toml = writeConfig([{ name: "a", source: "/a", destination: "/b" }], "0");
  const { pairs: [pair], jobs, proof } = parse(toml.replaceAll(/^# (?=\w+ = )/gm, ""));
  deepStrictEqual([jobs, proof], [2, "cold"]);
  deepStrictEqual(pair!.exclude, ["*.tmp", ".DS_Store"]);
  deepStrictEqual([pair!.first, pair!.hold], [["2026/**"], ["raw/**"]]);
  strictEqual(pair!.symlinks, "keep");
});

Deno.test("a mistake in what was asked for is found on its own line of the written config", () => {
  const toml = writeConfig([{ name: "a", source: "films", destination: "/b" }], "0");
  const line = toml.split("\n").findIndex((text) => text.startsWith("source")) + 1;
  match(refusalOf(toml).message, new RegExp(`line ${line}: pair.source must be an absolute path`));
});
