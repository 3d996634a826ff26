import { deepStrictEqual, strictEqual, throws } from "node:assert/strict";
import { join } from "node:path";
import { scanTree } from "../../lib/filesystem/scan_tree.ts";
import { PAGE_ENTRIES, PAGES_AHEAD } from "../../lib/operations/scan_messages.ts";
import { ScanBeside } from "../../lib/operations/scan_beside.ts";
import { gitignoreRules } from "../../lib/planning/gitignore_rules.ts";
import type { FileProblem } from "../../lib/model/errors.ts";
import { TwoComputers } from "../e2e/two_computers.ts";

type Problems = [path: string, code: string, message: string][];

function listing(problems: Problems) {
  return (path: string, { code, message }: FileProblem) => {
    problems.push([path, code, message]);
  };
}

/** Whoever takes each page late lets the thread run ahead as far as it may. */
async function scanBeside(root: string, symlinks: "keep" | "follow", exclude: string[]) {
  const problems: Problems = [];
  using scan = await ScanBeside.begin({ root, symlinks, exclude });
  return { entries: [...scan.entries(listing(problems))], problems };
}

function scanHere(root: string, symlinks: "keep" | "follow", exclude: string[]) {
  const problems: Problems = [], isExcluded = gitignoreRules(exclude, { ignorecase: false });
  const options = { symlinks, isExcluded, onProblem: listing(problems) };
  return { entries: [...scanTree(root, options)], problems };
}

function makeOddTree(root: string): void {
  for (const folder of ["a", "a/b", "out", "ünïcödé \u{1f600}", "empty"]) {
    Deno.mkdirSync(join(root, folder), { recursive: true });
  }
  for (
    const name of ["a.txt", "a/b/c", "out/x", "z.tmp", "ünïcödé \u{1f600}/\uffee", "new\nline"]
  ) {
    Deno.writeTextFileSync(join(root, name), name);
  }
  Deno.writeTextFileSync(join(root, "mine.waterlock-partial"), "");
  if (Deno.build.os === "windows") return;
  Deno.utimeSync(join(root, "a.txt"), -1, -1);
  Deno.chmodSync(join(root, "z.tmp"), 0o4000);
  Deno.symlinkSync("a.txt", join(root, "link"));
  Deno.symlinkSync("..", join(root, "a/up"));
  Deno.symlinkSync("nowhere", join(root, "dangling"));
}

Deno.test("a scan on a thread of its own finds all that a scan here does, odd things too", async () => {
  const root = Deno.makeTempDirSync();
  try {
    makeOddTree(root);
    if (Deno.build.os === "linux") {
      new Deno.Command("sh", { args: ["-c", 'cd "$0" && touch "$(printf "\\377\\376")"', root] })
        .outputSync();
    }
    for (const symlinks of ["keep", "follow"] as const) {
      for (const exclude of [[], ["*.tmp", "out/"]]) {
        deepStrictEqual(
          await scanBeside(root, symlinks, exclude),
          scanHere(root, symlinks, exclude),
        );
      }
    }
  } finally {
    Deno.removeSync(root, { recursive: true });
  }
});

Deno.test("a scan on a thread of its own keeps the order over many more pages than it may be ahead", async () => {
  const root = Deno.makeTempDirSync(), files = (PAGES_AHEAD + 3) * PAGE_ENTRIES;
  try {
    for (let at = 0; at < files; at++) {
      const folder = join(root, String(at % 7));
      if (at < 7) Deno.mkdirSync(folder);
      Deno.writeTextFileSync(join(folder, String(at)), "");
    }
    const beside = await scanBeside(root, "keep", []);
    strictEqual(beside.entries.length, files + 7);
    deepStrictEqual(beside, scanHere(root, "keep", []));
  } finally {
    Deno.removeSync(root, { recursive: true });
  }
});

Deno.test("a root that a thread cannot read is an error with the system's code", async () => {
  using scan = await ScanBeside.begin({ root: "/nowhere/at/all", symlinks: "keep", exclude: [] });
  throws(() => [...scan.entries(() => {})], { code: "ENOENT" });
});

Deno.test("a scan that is given up half way leaves no thread behind", async () => {
  using computers = new TwoComputers();
  for (let at = 0; at < 2 * PAGE_ENTRIES; at++) computers.write(String(at), "");
  using scan = await ScanBeside.begin({ root: computers.source, symlinks: "keep", exclude: [] });
  for (const entry of scan.entries(() => {})) if (entry.path) break;
});
