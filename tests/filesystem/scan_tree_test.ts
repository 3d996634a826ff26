import { deepStrictEqual, match, ok, strictEqual, throws } from "node:assert/strict";
import { Buffer } from "node:buffer";
import type { FileProblem } from "../../lib/model/errors.ts";
import { onLinux, runCommand } from "../fixtures/run_command.ts";
import { TemporaryFolder } from "../fixtures/temporary_folder.ts";
import { walk } from "../fixtures/walk.ts";

Deno.test({
  ...onLinux,
  name: "scanTree() walks in the byte order of paths, whatever the names",
  fn: () => {
    using tree = new TemporaryFolder();
    const names = [
      "a.txt",
      "a b",
      "a/x",
      "a/b/c",
      "a/b.c",
      "a0",
      "A",
      "ä",
      "ab",
      " ",
      "-rf",
      "日本",
    ]
      .concat(["\uffee", "\u{1f600}", "\ue000", "e\u0301", "é", "line\nbreak", "quote'\"", "a-/z"]);
    for (const name of names) tree.write(name, name);
    tree.folder("empty");
    const { paths, problems } = walk(tree.path);
    const inByteOrder = paths.toSorted((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
    deepStrictEqual(paths, inByteOrder);
    deepStrictEqual(paths.toSorted(), [...names, "a/", "a/b/", "a-/", "empty/"].sort());
    deepStrictEqual(problems, []);
  },
});

Deno.test("scanTree() gives kind, size, time and mode of each entry", () => {
  using tree = new TemporaryFolder();
  const file = tree.write("film", "12345");
  Deno.chmodSync(file, 0o640);
  Deno.utimeSync(file, 1_600_000_000, 1_600_000_000);
  tree.link("link", "film");
  const [film, link] = walk(tree.path).entries;
  deepStrictEqual({ ...film }, {
    path: "film",
    kind: "file",
    size: 5,
    mtimeNs: 1_600_000_000_000_000_000n,
    mode: Deno.build.os === "windows" ? null : 0o640,
    linkTarget: null,
  });
  deepStrictEqual([link?.kind, link?.size, link?.linkTarget], ["link", 0, "film"]);
});

Deno.test({
  ...onLinux,
  name: "scanTree() reports a name that is not valid UTF-8",
  fn: () => {
    using tree = new TemporaryFolder();
    tree.write("sub/good");
    const make = `: > "$(printf 'b\\377d')" && mkdir "$(printf '\\303(')"`;
    runCommand("sh", "-c", `cd '${tree.at("sub")}' && ${make}`);
    const { paths, problems } = walk(tree.path);
    deepStrictEqual(paths, ["sub/", "sub/good"]);
    deepStrictEqual(problems.toSorted(), [
      ["sub/\\xc3(", "name-not-utf8"],
      ["sub/b\\xffd", "name-not-utf8"],
    ]);
  },
});

Deno.test({
  ...onLinux,
  name: "scanTree() reports pipes, sockets and devices, and opens none of them",
  fn: () => {
    using tree = new TemporaryFolder();
    runCommand("mkfifo", tree.at("pipe"));
    using _socket = Deno.listen({ transport: "unix", path: tree.at("socket") });
    tree.write("zebra");
    const { paths, problems } = walk(tree.path);
    deepStrictEqual(paths, ["zebra"]);
    deepStrictEqual(problems, [["pipe", "special-file"], ["socket", "special-file"]]);
  },
});

Deno.test("scanTree() does not enter what is excluded, nor Waterlock's own folder at the root", () => {
  using tree = new TemporaryFolder();
  for (const name of ["keep/a", "drop/b", "keep/c.tmp", ".waterlock/pair.json"]) tree.write(name);
  tree.write("keep/.waterlock/mine");
  const asked: string[] = [];
  const { paths, problems } = walk(tree.path, {
    isExcluded: (path) => {
      asked.push(path);
      return path === "drop/" || path.endsWith(".tmp");
    },
  });
  deepStrictEqual(paths, ["keep/", "keep/.waterlock/", "keep/.waterlock/mine", "keep/a"]);
  deepStrictEqual(problems, []);
  ok(!asked.includes("drop/b"));
});

Deno.test("scanTree() reports names that are Waterlock's own", () => {
  using tree = new TemporaryFolder();
  tree.write("film.waterlock-partial");
  tree.write("folder.waterlock-partial/inside");
  tree.write(".Waterlock/pair.json");
  const { paths, problems } = walk(tree.path);
  deepStrictEqual(paths, []);
  deepStrictEqual(problems.map(([, code]) => code), Array(3).fill("name-reserved"));
});

Deno.test("scanTree() goes on when a folder vanishes under it, and says that nothing is known of it", () => {
  using tree = new TemporaryFolder();
  for (const name of ["a/1", "b/2", "c/3"]) tree.write(name);
  const { paths, problems } = walk(tree.path, {
    isExcluded: (path) => {
      if (path === "a/1") Deno.removeSync(tree.at("b"), { recursive: true });
      return false;
    },
  });
  deepStrictEqual(paths, ["a/", "a/1", "b/", "c/", "c/3"]);
  deepStrictEqual(problems, [["b/", "unreadable"]]);
});

Deno.test({
  ...onLinux,
  name: "scanTree() reports what lies deeper than the system's longest path",
  fn: () => {
    using tree = new TemporaryFolder();
    const twelve = Array(12).fill("n".repeat(200)).join("/");
    tree.folder(`a/${twelve}`);
    tree.write(`b/${twelve}/deep`);
    Deno.renameSync(tree.at("b"), tree.at(`a/${twelve}/b`));
    tree.write("z");
    const found: FileProblem[] = [];
    const { paths } = walk(tree.path, { onProblem: (_path, problem) => found.push(problem) });
    strictEqual(paths.at(-1), "z");
    strictEqual(found.length, 1);
    match(found[0]!.message, /longer than this system allows/);
  },
});

Deno.test({
  ignore: Deno.build.os === "windows" || Deno.uid() === 0,
  name: "scanTree() reports a folder it may not read, and goes on behind it",
  fn: () => {
    using tree = new TemporaryFolder();
    for (const name of ["a/1", "b/2", "c/3"]) tree.write(name);
    Deno.chmodSync(tree.at("b"), 0);
    const { paths, problems } = walk(tree.path);
    Deno.chmodSync(tree.at("b"), 0o700);
    deepStrictEqual(paths, ["a/", "a/1", "b/", "c/", "c/3"]);
    deepStrictEqual(problems, [["b/", "unreadable"]]);
  },
});

Deno.test("scanTree() throws when the root itself cannot be read", () => {
  using tree = new TemporaryFolder();
  throws(() => walk(tree.at("missing")));
  throws(() => walk(tree.write("file")));
});

Deno.test("scanTree() shows every byte that is not valid UTF-8 as it is", () => {
  using tree = new TemporaryFolder();
  runCommand(
    "sh",
    "-c",
    `cd '${tree.path}' && : > "$(printf '\\355\\240\\200')"`,
  );
  deepStrictEqual(walk(tree.path).problems, [[
    "\\xed\\xa0\\x80",
    "name-not-utf8",
  ]]);
});
