import { deepStrictEqual, doesNotMatch, match, strictEqual } from "node:assert/strict";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { compareTrees } from "../../scripts/demo/compare_trees.ts";
import { TemporaryFolder } from "../fixtures/temporary_folder.ts";

const DEMO = fileURLToPath(new URL("../../scripts/demo.ts", import.meta.url));

function startDemo(): Deno.ChildProcess {
  return new Deno.Command(Deno.execPath(), {
    args: ["run", "--quiet", "--no-prompt", "--allow-all", DEMO],
    env: { NO_COLOR: "1" },
    stdin: "null",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
}

/** The demo's temporary folder, as what it printed names it. */
function rootIn(printed: string): string {
  const [, root] = /source {7}(.*?waterlock-demo-[^/\\]*)/.exec(printed)!;
  return root!;
}

Deno.test("the demo carries its tree in several trips and finds both ends identical", async () => {
  const { code, stdout, stderr } = await startDemo().output();
  const printed = new TextDecoder().decode(stdout);
  strictEqual(code, 0, new TextDecoder().decode(stderr) + printed);
  match(printed, /^\d{3} files, 1\d\d MiB: identical at both ends, in \d+ trips\.$/m);
  match(printed, /^Trip 2, away$/m);
  // deno-lint-ignore no-control-regex
  doesNotMatch(printed, /[\u0000-\u0009\u000b-\u001f\u007f]/, "control characters");
  strictEqual(existsSync(rootIn(printed)), false, "the demo left its folder behind");
});

Deno.test({
  name: "the demo removes its folder when it is interrupted",
  ignore: Deno.build.os === "windows",
  async fn() {
    const demo = startDemo();
    const stderr = new Response(demo.stderr).text();
    let printed = "";
    for await (const text of demo.stdout.pipeThrough(new TextDecoderStream())) {
      const hadBegun = printed.includes("Trip 1, at home");
      printed += text;
      if (!hadBegun && printed.includes("Trip 1, at home")) demo.kill("SIGINT");
    }
    strictEqual((await demo.status).code, 130, await stderr + printed);
    strictEqual(existsSync(rootIn(printed)), false, "the demo left its folder behind");
  },
});

/** A source and a destination of the same content, one of which a test then tampers with. */
class TwoTrees extends TemporaryFolder {
  constructor() {
    super();
    for (const end of ["source", "destination"]) {
      this.folder(`${end}/empty 🗀`);
      this.write(`${end}/2026/a photo.jpg`, "ten bytes.");
      this.write(`${end}/letter.txt`, "Dear Anna");
      for (const path of ["2026/a photo.jpg", "letter.txt", "2026", "empty 🗀"]) {
        Deno.utimeSync(this.at(`${end}/${path}`), 1_700_000_000, 1_700_000_000.5);
      }
    }
    this.write("destination/.waterlock/pair.json", "{}");
  }

  compare() {
    return compareTrees(this.at("source"), this.at("destination"));
  }

  /** What differs once something at the destination was tampered with. */
  differencesAfter(tamper: (destination: string) => void): readonly string[] {
    tamper(this.at("destination"));
    Deno.utimeSync(this.at("destination/2026"), 1_700_000_000, 1_700_000_000.5);
    return this.compare().differences;
  }
}

Deno.test("compareTrees() counts what is identical and passes over the destination's marker", () => {
  using trees = new TwoTrees();
  deepStrictEqual(trees.compare(), { files: 2, bytes: 19, differences: [] });
});

Deno.test("compareTrees() sees one other byte in a file of the same size and time", () => {
  using trees = new TwoTrees();
  const [first, ...rest] = trees.differencesAfter((destination) => {
    Deno.writeTextFileSync(`${destination}/2026/a photo.jpg`, "ten bytes!");
    Deno.utimeSync(`${destination}/2026/a photo.jpg`, 1_700_000_000, 1_700_000_000.5);
  });
  match(first!, /^2026\/a photo\.jpg: content is /);
  deepStrictEqual(rest, []);
});

Deno.test("compareTrees() sees a time that is off by a millisecond, of files and folders", () => {
  using trees = new TwoTrees();
  deepStrictEqual(
    trees.differencesAfter((destination) => {
      for (const path of ["letter.txt", "empty 🗀"]) {
        Deno.utimeSync(`${destination}/${path}`, 1_700_000_000, 1_700_000_000.501);
      }
    }),
    ["empty 🗀", "letter.txt"].map((path) =>
      `${path}: mtime is 1700000000501000000 ns, at the source 1700000000500000000 ns`
    ),
  );
});

Deno.test({
  name: "compareTrees() sees another mode and another link target",
  ignore: Deno.build.os === "windows",
  fn() {
    using trees = new TwoTrees();
    trees.link("source/latest", "2026");
    Deno.chmodSync(trees.at("source/letter.txt"), 0o600);
    const differences = trees.differencesAfter((destination) => {
      Deno.chmodSync(`${destination}/letter.txt`, 0o644);
      trees.link("destination/latest", "2025");
    });
    match(differences[0]!, /^latest: target is 2025, at the source 2026$/);
    strictEqual(differences.at(-1), "letter.txt: mode is 644, at the source 600");
  },
});

Deno.test("compareTrees() sees what is missing, of another name, or there too much", () => {
  using trees = new TwoTrees();
  deepStrictEqual(
    trees.differencesAfter((destination) => {
      Deno.removeSync(`${destination}/2026/a photo.jpg`);
      Deno.renameSync(`${destination}/empty 🗀`, `${destination}/Empty 🗀`);
      Deno.writeTextFileSync(`${destination}/2026/extra.txt`, "");
    }),
    [
      "2026/a photo.jpg: missing at the destination",
      "empty 🗀: missing at the destination",
      "2026/extra.txt: only at the destination",
      "Empty 🗀: only at the destination",
    ],
  );
});

Deno.test("compareTrees() sees a file where there was a folder", () => {
  using trees = new TwoTrees();
  const differences = trees.differencesAfter((destination) => {
    Deno.removeSync(`${destination}/empty 🗀`);
    Deno.writeTextFileSync(`${destination}/empty 🗀`, "");
  });
  strictEqual(differences[0], "empty 🗀: kind is file, at the source folder");
});
