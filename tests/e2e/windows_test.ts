import { deepStrictEqual, match, ok, strictEqual } from "node:assert/strict";
import { existsSync } from "node:fs";
import { TemporaryFolder } from "../fixtures/temporary_folder.ts";
import { runCommand } from "../fixtures/run_command.ts";
import { PROGRAM_OS, programPath } from "./program_os.ts";
import { TwoComputers } from "./two_computers.ts";
import { ask, loaded } from "./verification.ts";

const onWindows = { ignore: PROGRAM_OS !== "windows" };

/** Deno asks Windows for the full path of what it opens, which Wine 8 does not give for a long one. */
const onRealWindows = { ignore: Deno.build.os !== "windows" };

Deno.test({
  ...onRealWindows,
  name: "paths beyond 260 characters travel, change and go again",
  fn: async () => {
    using computers = new TwoComputers({ dump: "always" });
    const deep = `${"a folder with a long name ".repeat(4).trim()}/`.repeat(4) + "film.mov";
    ok(deep.length > 400);
    for (const name of ["a", "b", "c", "d", "e", "f"]) computers.write(name, name);
    computers.write(deep, "first", "2020-01-01T00:00:00Z");
    await computers.trip();
    strictEqual(computers.arrived(deep), "first");
    computers.write(deep, "second", "2021-01-01T00:00:00Z");
    await computers.trip();
    strictEqual(computers.arrived(deep), "second");
    Deno.removeSync(`${computers.source}/${deep.split("/")[0]}`, { recursive: true });
    strictEqual((await computers.atSource(["load", "--on-missing", "remove"])).code, 0);
    const { code } = await computers.atDestination(["unload", "--on-removal", "remove"]);
    deepStrictEqual([code, existsSync(`${computers.destination}/${deep.split("/")[0]}`)], [
      0,
      false,
    ]);
  },
});

Deno.test({
  ...onWindows,
  name:
    "names that Windows keeps for itself are reported by name, none is missing, and the others travel",
  fn: async () => {
    using computers = new TwoComputers();
    const reserved = ["NUL", "con.txt", "com1", "ends with a dot.", "ends with a space "];
    for (const name of [...reserved, "console", "nullify.txt"]) computers.write(name, name);
    const { code, summary } = await computers.atSource(["load"]);
    strictEqual(code, 3);
    const problems: { path: string; code: string }[] = summary.errors;
    deepStrictEqual(problems.map(({ path }) => path).sort(), reserved.sort());
    deepStrictEqual([...new Set(problems.map(({ code }) => code))], ["unreadable"]);
    strictEqual(summary.pairs[0].carried.files, 2);
  },
});

Deno.test({
  ...onWindows,
  name:
    "rows of the catalogue that would lead elsewhere on Windows are reported, and the others arrive",
  fn: async () => {
    const leading = ["..\\..\\escape", "C:\\escape", "C:escape", "\\\\server\\share\\escape"]
      .concat(["film:stream", "NUL", "con.txt", "ends with a dot."]);
    for (const path of leading) {
      using computers = await loaded(["film", "other"]);
      ask(computers, `UPDATE entry SET path = '${path}' WHERE path = 'film'`);
      const { code, summary } = await computers.atDestination(["unload", "--yes"]);
      const codes = summary.errors.map(({ code }: { code: string }) => code);
      deepStrictEqual([code, codes], [3, ["name-not-possible"]], path);
      const arrived = Array.from(Deno.readDirSync(computers.destination), ({ name }) => name);
      deepStrictEqual(arrived.sort(), [".waterlock", "other"], path);
    }
  },
});

/** Opens a file that nobody else may open, says so, and keeps it for as many milliseconds. */
const HOLD = `
#include <windows.h>
#include <stdio.h>
#include <stdlib.h>
int main(int count, char **args) {
  HANDLE file = CreateFileA(args[1], GENERIC_READ, 0, 0, OPEN_EXISTING, 0, 0);
  puts(file == INVALID_HANDLE_VALUE ? "failed" : "open");
  fflush(stdout);
  Sleep(atoi(args[2]));
  return 0;
}
`;
const COMPILER = "/usr/bin/x86_64-w64-mingw32-gcc";

Deno.test({
  ignore: PROGRAM_OS !== "windows" || !existsSync(COMPILER),
  name:
    "a file that another program has open keeps its old version, is reported, and arrives later",
  fn: async () => {
    using computers = new TwoComputers();
    using tools = new TemporaryFolder();
    const hold = tools.at("hold.exe");
    runCommand(COMPILER, "-o", hold, tools.write("hold.c", HOLD));
    computers.write("letter", "first", "2020-01-01T00:00:00Z");
    await computers.trip();
    computers.write("letter", "second", "2021-01-01T00:00:00Z");
    computers.write("other", "content");
    strictEqual((await computers.atSource(["load"])).code, 0);

    const letter = programPath(`${computers.destination}/letter`);
    const launch = Deno.readTextFileSync(Deno.env.get("WATERLOCK_BIN")!);
    const launcher = tools.write(
      "hold",
      launch.replace(/'[^']*waterlock-windows-x64\.exe'/, `'${hold}'`),
    );
    Deno.chmodSync(launcher, 0o755);
    const command = new Deno.Command(launcher, { args: [letter, "60000"], stdout: "piped" });
    await using holder = command.spawn();
    const said = await holder.stdout.getReader().read();
    strictEqual(new TextDecoder().decode(said.value).trim(), "open");
    const { code, summary } = await computers.atDestination(["unload"]);
    strictEqual(code, 3);
    deepStrictEqual(summary.errors.map(({ path }: { path: string }) => path), ["letter"]);
    match(summary.errors[0].message, /another program|permit|permission/);
    strictEqual(computers.arrived("other"), "content");
    holder.kill("SIGKILL");
    await holder.status;
    strictEqual(computers.arrived("letter"), "first");
    strictEqual((await computers.atDestination(["unload"])).code, 0);
    strictEqual(computers.arrived("letter"), "second");
  },
});
