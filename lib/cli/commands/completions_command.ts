import { Argument } from "commander";
import { basename } from "node:path";
import { readWords } from "../completions/command_words.ts";
import { describeCommand } from "../describe_command.ts";
import { EXIT } from "../exit_codes.ts";
import { invoke } from "../invoke.ts";
import type { RegisterCommand } from "../register_command.ts";
import { COMMANDS } from "../../vocabulary.ts";
import { DEFAULT_COMMAND } from "./run_command.ts";

const SHELLS = ["bash", "zsh", "fish", "powershell"] as const;

/** The program's names: as it is called where it was installed, then on a drive, for each system. */
export const PROGRAM_NAMES: readonly string[] = [
  "waterlock",
  "waterlock-linux-x64",
  "waterlock-linux-arm64",
  "waterlock-macos-x64",
  "waterlock-macos-arm64",
  "waterlock-windows-x64.exe",
];

/** `waterlock completions SHELL`: what a shell needs to complete the command line. */
export const registerCompletions: RegisterCommand = (program, surroundings, end) => {
  const command = describeCommand(program.command("completions"), COMMANDS.completions)
    .addArgument(new Argument("<shell>").choices(SHELLS))
    .action(async (shell: typeof SHELLS[number]) => {
      end(
        await invoke(command, surroundings, async ({ emit, flags: { json } }) => {
          const { executable, out } = surroundings;
          const own = executable === undefined ? [] : [basename(executable)];
          const programs = [...new Set([...PROGRAM_NAMES, ...own])];
          const makeScript = await importShell(shell);
          const script = makeScript(readWords(program, DEFAULT_COMMAND), programs);
          emit({ event: "completions", shell, script });
          if (!json) out.write(script);
          return { exitCode: EXIT.done, pairs: [], errors: [] };
        }),
      );
    });
};

async function importShell(shell: typeof SHELLS[number]) {
  switch (shell) {
    case "bash":
      return (await import("../completions/bash.ts")).bashCompletions;
    case "zsh":
      return (await import("../completions/zsh.ts")).zshCompletions;
    case "fish":
      return (await import("../completions/fish.ts")).fishCompletions;
    case "powershell":
      return (await import("../completions/powershell.ts")).powershellCompletions;
  }
}
