import type { Command } from "commander";
import { afterwords } from "./help_layout.ts";
import { type CommandHelp, HELP } from "../vocabulary.ts";

/** Says in a command's help what the command does, and how it is called. */
export function describeCommand(command: Command, { does, more, examples }: CommandHelp): Command {
  const below = [...(more === undefined ? [] : [...more.split("\n"), ""]), HELP.examples];
  const lines = ["", ...below, ...examples.map((example) => `  ${example}`)];
  return command.description(does).addHelpText("after", () => afterwords(command, lines));
}
