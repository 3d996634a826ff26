import { deepStrictEqual, match, strictEqual } from "node:assert/strict";
import { basename } from "node:path";
import { runProgram } from "./program.ts";
import { programPath } from "./program_os.ts";
import { runCommand } from "../fixtures/run_command.ts";
import { TemporaryFolder } from "../fixtures/temporary_folder.ts";
import { TwoComputers } from "./two_computers.ts";

const BINARY = Deno.env.get("WATERLOCK_BIN");
/** A launcher starts the binary that it was written for, wherever it lies itself. */
const isBinary = BINARY !== undefined && /^waterlock-/.test(basename(BINARY));

Deno.test({
  ignore: !isBinary,
  name: "a binary puts itself onto a drive, and there it knows the drive by where it lies",
  fn: async () => {
    using computers = new TwoComputers();
    const { root, drive, source, destination } = computers;
    Deno.removeSync(drive, { recursive: true });
    Deno.mkdirSync(drive);
    const ends = ["--pair", "media", "--source", source, "--destination", destination];
    const init = await runProgram(["init", "--to", drive, ...ends]);
    strictEqual(init.code, 0, init.stderr);
    const name = basename(BINARY!);
    match(init.stdout, new RegExp(`On the drive, to be opened there:\\n +${drive}/${name}\\n`));
    const names = Array.from(Deno.readDirSync(drive), (entry) => entry.name).sort();
    deepStrictEqual(names, ["README.txt", "cargo", "config", name]);

    computers.write("film", "content");
    Deno.renameSync(`${root}/away`, `${root}/away.hidden`);
    const run = new Deno.Command(`${drive}/${name}`, {
      cwd: "/",
      env: { PATH: "" },
      clearEnv: true,
    });
    const { code, stderr } = await run.output();
    strictEqual(code, 0, new TextDecoder().decode(stderr));
    strictEqual(Deno.readTextFileSync(computers.cargo("film")), "content");
  },
});

Deno.test({
  ignore: !isBinary,
  name: "a binary renews the programs of a drive that has a config, and leaves that as it is",
  fn: async () => {
    using computers = new TwoComputers();
    const config = `${computers.drive}/config/waterlock.toml`;
    const before = Deno.readTextFileSync(config);
    const { code, stdout } = await runProgram(["init", "--to", programPath(computers.drive)]);
    strictEqual(code, 0);
    match(stdout, /Kept .*waterlock\.toml as it is\./);
    strictEqual(Deno.readTextFileSync(config), before);
  },
});

Deno.test({
  ignore: !isBinary,
  name: "nothing that somebody puts into the folder for temporary files is read by a binary",
  fn: async () => {
    using folder = new TemporaryFolder();
    // Where Deno looks for compiled code, unless it is told not to: who reads a pipe waits for ever.
    runCommand("mkfifo", folder.at(`deno-compile-${basename(BINARY!)}.cache`));
    const child = new Deno.Command(BINARY!, {
      args: ["--version"],
      env: { TMPDIR: folder.path },
      signal: AbortSignal.timeout(20_000),
      stdout: "piped",
    }).spawn();
    strictEqual((await child.output()).code, 0);
    deepStrictEqual(folder.names().length, 1, "and nothing is written there");
  },
});
