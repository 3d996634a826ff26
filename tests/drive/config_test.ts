import { deepStrictEqual, match, strictEqual } from "node:assert/strict";
import { parseConfig } from "../../lib/drive/config.ts";
import { PAIR, parse, refusalOf } from "./config_refusal.ts";

Deno.test("a config of one pair says the rest by itself", () => {
  deepStrictEqual(parse(PAIR), {
    reserveBytes: 2 ** 30,
    dump: "ask",
    jobs: undefined,
    proof: "cold",
    pairs: [{
      name: "gopro",
      source: "/srv/media/gopro",
      destination: "/backup/gopro",
      exclude: [],
      first: [],
      hold: [],
      minSizeBytes: 0,
      symlinks: "keep",
      names: "portable",
    }],
  });
});

Deno.test("a config says everything there is to say, and pairs keep their order", () => {
  const config = parse(`
reserve = "500 MB"
dump = "when-needed"
jobs = 3
proof = "reread"
symlinks = "skip"
names = "strict"
[[pair]]
name = "b"
source = "/b"
destination = "/to/b"
exclude = ["*.tmp", "!keep.tmp"]
first = ["2026/**", "*.jpg", "!2026/tmp/"]
hold = ["raw/", '\\#recycle/', "two  words"]
min_size = "4 KiB"
symlinks = "follow"
names = "portable"
[[pair]]
name = "a"
source = "/a"
destination = "/to/a"
`);
  strictEqual(config.reserveBytes, 500e6);
  strictEqual(config.dump, "when-needed");
  deepStrictEqual([config.jobs, config.proof], [3, "reread"]);
  deepStrictEqual(config.pairs.map(({ name }) => name), ["b", "a"]);
  deepStrictEqual(config.pairs[0]!.exclude, ["*.tmp", "!keep.tmp"]);
  deepStrictEqual(config.pairs[0]!.first, ["2026/**", "*.jpg", "!2026/tmp/"]);
  deepStrictEqual(config.pairs[0]!.hold, ["raw/", "\\#recycle/", "two  words"]);
  strictEqual(config.pairs[0]!.minSizeBytes, 4096);
  deepStrictEqual(config.pairs.map(({ symlinks }) => symlinks), ["follow", "skip"]);
  deepStrictEqual(config.pairs.map(({ names }) => names), ["portable", "strict"]);
});

Deno.test("sizes are read in words and as plain bytes", () => {
  const sizes = { '"0"': 0, "0": 0, "500": 500, '"1.5 GiB"': 1.5 * 2 ** 30, '"20GB"': 20e9 };
  for (const [written, bytes] of Object.entries(sizes)) {
    strictEqual(parse(`reserve = ${written}\n${PAIR}`).reserveBytes, bytes, written);
  }
});

Deno.test("every word for dump, proof and symlinks is taken, and every number of jobs that makes sense", () => {
  for (const proof of ["cold", "reread"]) {
    strictEqual(parse(`proof = "${proof}"\n${PAIR}`).proof, proof);
  }
  for (const jobs of [1, 64]) strictEqual(parse(`jobs = ${jobs}\n${PAIR}`).jobs, jobs);
  for (const dump of ["ask", "always", "never", "when-needed"]) {
    strictEqual(parse(`dump = "${dump}"\n${PAIR}`).dump, dump);
  }
  for (const symlinks of ["keep", "follow", "skip"]) {
    strictEqual(parse(`symlinks = "${symlinks}"\n${PAIR}`).pairs[0]!.symlinks, symlinks);
    strictEqual(parse(`${PAIR}symlinks = "${symlinks}"\n`).pairs[0]!.symlinks, symlinks);
  }
});

Deno.test("paths of Windows are taken on every system, slashes behind a path do not count", () => {
  const [pair] = parse(`
[[pair]]
name = "films"
source = 'D:\\Videos\\2026\\'
destination = '\\\\nas\\share\\films'
`).pairs;
  strictEqual(pair!.source, "D:\\Videos\\2026");
  strictEqual(pair!.destination, "\\\\nas\\share\\films");
  strictEqual(parse(PAIR.replace("/gopro", "/gopro//")).pairs[0]!.source, "/srv/media/gopro");
  strictEqual(parse(PAIR.replace('"/srv/media/gopro"', "'D:\\'")).pairs[0]!.source, "D:\\");
});

Deno.test("a config with the line ends and the mark of a Windows editor is read like any other", () => {
  const written = "\uFEFF" + PAIR.replaceAll("\n", "\r\n");
  deepStrictEqual(parse(written), parse(PAIR));
  match(refusalOf(`${PAIR}colour = 1\n`.replaceAll("\n", "\r\n")).message, /line 5: pair\.colour /);
});

Deno.test("the config may lie on a drive that one end's path only resembles", () => {
  const drive = "/media/drive";
  const path = "/media/drive-two/films";
  const toml = PAIR.replace("/srv/media/gopro", path);
  strictEqual(parseConfig(toml, "the config", drive).pairs[0]!.source, path);
});
