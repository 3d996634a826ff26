import { match, strictEqual } from "node:assert/strict";
import { onLinux } from "../fixtures/run_command.ts";
import { onDriveWithLinks } from "./drives.ts";
import { programCommand, programEnvironment } from "./program.ts";
import { PROGRAM_OS } from "./program_os.ts";
import { RunningProgram } from "./running_program.ts";
import { Terminal } from "./terminal.ts";
import { findPartials } from "./trees.ts";
import { TwoComputers } from "./two_computers.ts";

const onLinuxAlone = { ignore: onLinux.ignore || PROGRAM_OS !== "linux" };

Deno.test({
  ...onLinuxAlone,
  name:
    "a full disk behind the output is told, and neither taken for success nor for a broken drive",
  fn: async () => {
    using computers = new TwoComputers();
    computers.write("film", "content");
    Deno.removeSync(computers.destination, { recursive: true });
    for (const args of [["status", "--json"], ["--version"], ["load"]]) {
      const [program, all] = programCommand(["--drive", computers.drive, ...args]);
      const { code, stderr } = await new Deno.Command("/bin/sh", {
        args: ["-c", '"$@" > /dev/full', "sh", program, ...all],
        env: programEnvironment(),
      }).output();
      strictEqual(code, 1, args.join(" "));
      match(new TextDecoder().decode(stderr), /^The output could not be written: .*No space left/);
    }
    strictEqual((await computers.countFiles()).aboard, 1, "the work was done all the same");
  },
});

Deno.test({
  ...onLinuxAlone,
  name: "a request to end reaches a question that waits for its answer",
  fn: async () => {
    using computers = new TwoComputers();
    computers.write("film", "content");
    await computers.atSource(["load"]);
    Deno.removeSync(`${computers.root}/home`, { recursive: true });
    await using terminal = new Terminal(["--drive", computers.drive]);
    await terminal.shows("into it?");
    const holder = JSON.parse(Deno.readTextFileSync(`${computers.drive}/config/waterlock.lock`));
    Deno.kill(holder.pid, "SIGTERM");
    strictEqual(await terminal.ends(), 130);
    Deno.mkdirSync(`${computers.root}/home`);
  },
});

Deno.test({
  ignore: onLinuxAlone.ignore || onDriveWithLinks.ignore,
  name: "a pipe laid where the config belongs is refused instead of read",
  fn: async () => {
    using computers = new TwoComputers();
    const config = `${computers.drive}/config/waterlock.toml`;
    Deno.removeSync(config);
    await new Deno.Command("mkfifo", { args: [config] }).output();
    const program = new RunningProgram(computers.drive, ["status"]);
    const { code, summary } = await program.result;
    strictEqual(code, 1);
    match(summary.errors[0].message, /waterlock\.toml is a pipe or a device/);
    strictEqual([...findPartials(computers.drive)].length, 0);
  },
});
