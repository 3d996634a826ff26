import { deepStrictEqual, match, ok, strictEqual, throws } from "node:assert/strict";
import { describeFailure, failureCode } from "../../lib/filesystem/describe_failure.ts";
import { isEmptyFolder, readFolder } from "../../lib/filesystem/read_folder.ts";
import { onLinux, runCommand } from "../fixtures/run_command.ts";
import { TemporaryFolder } from "../fixtures/temporary_folder.ts";

Deno.test("readFolder() lists every name of a folder that is longer than one buffer", () => {
  using folder = new TemporaryFolder();
  const names = Array.from({ length: 700 }, (_, number) => `${number}`.padStart(250, "x"));
  for (const name of names) Deno.writeTextFileSync(folder.at(name), name.slice(-3));
  const { entries, undecodable } = readFolder(folder.path);
  deepStrictEqual(entries.map((entry) => entry.name).sort(), names.toSorted());
  for (const { status } of entries) {
    strictEqual(status && !(status instanceof Error) && status.size, 3);
  }
  deepStrictEqual(undecodable, []);
});

Deno.test("readFolder() gives names that begin with dots, but not the folder and the one above", () => {
  using folder = new TemporaryFolder();
  for (const name of ["..a", "...", ".a", ".b.."]) folder.write(name);
  const names = readFolder(folder.path).entries.map((entry) => entry.name);
  deepStrictEqual(names.sort(), ["...", "..a", ".a", ".b.."]);
});

Deno.test({
  ...onLinux,
  name: "readFolder() keeps a byte order mark that is part of a name",
  fn: () => {
    using folder = new TemporaryFolder();
    folder.write("\ufeffa", "1");
    const [entry] = readFolder(folder.path).entries;
    strictEqual(entry!.name, "\ufeffa");
    strictEqual((entry!.status as { size: number }).size, 1);
  },
});

Deno.test({
  ...onLinux,
  name: "readFolder() does not follow a link, and does not wait for a pipe",
  fn: () => {
    using folder = new TemporaryFolder();
    folder.link("link", "nowhere");
    runCommand("mkfifo", folder.at("pipe"));
    const kinds = readFolder(folder.path).entries
      .map(({ name, status }) => [name, (status as { kind: string }).kind]);
    deepStrictEqual(kinds.sort(), [["link", "link"], ["pipe", "special"]]);
  },
});

Deno.test({
  ...onLinux,
  name: "readFolder() leaves no descriptor open, whether it succeeds or fails",
  fn: () => {
    using folder = new TemporaryFolder();
    const file = folder.write("file");
    const countOpen = () => [...Deno.readDirSync("/proc/self/fd")].length;
    readFolder(folder.path);
    const before = countOpen();
    for (let round = 0; round < 50; round++) {
      readFolder(folder.path);
      throws(() => readFolder(file));
    }
    ok(countOpen() < before + 25);
  },
});

Deno.test({
  ...onLinux,
  name: "isEmptyFolder() sees names that start with a dot or are not valid UTF-8",
  fn: () => {
    using folder = new TemporaryFolder();
    strictEqual(isEmptyFolder(folder.folder("empty")), true);
    folder.write("hidden/.hidden");
    strictEqual(isEmptyFolder(folder.at("hidden")), false);
    runCommand("sh", "-c", `cd '${folder.folder("odd")}' && : > "$(printf '\\377')"`);
    strictEqual(isEmptyFolder(folder.at("odd")), false);
    throws(() => isEmptyFolder(folder.at("missing")));
  },
});

Deno.test("readFolder() fails with the system's code", () => {
  using folder = new TemporaryFolder();
  folder.write("file");
  const codes = ["missing", "file"].map((n) => {
    try {
      readFolder(folder.at(n));
    } catch (e) {
      match(describeFailure(e), /\((ENOENT|ENOTDIR)\)/);
      return failureCode(e);
    }
  });
  deepStrictEqual(codes, ["ENOENT", "ENOTDIR"]);
});
