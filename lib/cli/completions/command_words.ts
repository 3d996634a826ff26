import type { Argument, Command, Option } from "commander";

/** What the command line takes, as a shell offers it. */
export interface CommandWords {
  /** The flags that every command takes, and that may stand before its name. */
  readonly flags: readonly FlagWord[];
  readonly commands: readonly CommandWord[];
  /** The command that is meant where none is named. */
  readonly defaultCommand: string;
}

/** A command and what it alone takes. */
export interface CommandWord {
  readonly name: string;
  readonly description: string;
  readonly flags: readonly FlagWord[];
  readonly argument: Value | undefined;
}

/** A flag, with its dashes. */
export interface FlagWord {
  readonly name: string;
  readonly description: string;
  /** What has to follow it, if anything. */
  readonly value: Value | undefined;
}

/** One of some words, a path on this computer, or what only the person knows. */
export type Value = readonly string[] | "folder" | "file" | "text";

/** What the placeholder of a flag or an argument stands for; any other one for text. */
const PATHS: Readonly<Record<string, Value>> = {
  dir: "folder",
  path: "folder",
  file: "file",
  db: "file",
};

/** Reads the words off a program. */
export function readWords(program: Command, defaultCommand: string): CommandWords {
  const help = program.createHelp();
  const flags = help.visibleOptions(program).map(flagWord);
  const shared = new Set(flags.map(({ name }) => name));
  const all = help.visibleCommands(program);
  const commands = all.map((command): CommandWord => ({
    name: command.name(),
    description: help.subcommandDescription(command),
    flags: help.visibleOptions(command).map(flagWord).filter(({ name }) => !shared.has(name)),
    // The command `help` is commander's own.
    argument: command.name() === "help"
      ? all.map((one) => one.name())
      : argumentValue(command.registeredArguments[0]),
  }));
  return { flags, commands, defaultCommand };
}

function flagWord(option: Option): FlagWord {
  const placeholder = /<(.+)>/.exec(option.flags)?.[1];
  return {
    name: option.long!,
    description: option.description,
    value: placeholder === undefined
      ? undefined
      : option.argChoices ?? PATHS[placeholder] ?? "text",
  };
}

function argumentValue(argument: Argument | undefined): Value | undefined {
  return argument && (argument.argChoices ?? PATHS[argument.name()] ?? "text");
}

/** Every flag that has to be followed by a value, whichever command takes it. */
export function valuedFlags(
  { flags, commands }: CommandWords,
): readonly (FlagWord & { readonly value: Value })[] {
  const all = [...flags, ...commands.flatMap((command) => command.flags)];
  const valued = all.filter((flag): flag is FlagWord & { value: Value } =>
    flag.value !== undefined
  );
  return [...new Map(valued.map((flag) => [flag.name, flag])).values()];
}
