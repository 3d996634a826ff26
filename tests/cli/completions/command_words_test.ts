import { Argument, Command, Option } from "commander";
import { deepStrictEqual } from "node:assert/strict";
import { PROGRAM_NAMES } from "../../../lib/cli/commands/completions_command.ts";
import { readWords, valuedFlags } from "../../../lib/cli/completions/command_words.ts";
import { binaryName, TARGETS } from "../../../scripts/build/targets.ts";

function example(): Command {
  const program = new Command("waterlock").helpOption("--help", "help").helpCommand(
    "help [command]",
  )
    .option("--drive <dir>", "the drive")
    .addOption(new Option("--on-missing <decision>", "gone").choices(["ask", "skip"]));
  program.command("run").description("all of it").option("--dry-run", "look");
  program.command("verify").addArgument(new Argument("<place>").choices(["source", "drive"]))
    .option("--budget <amount>", "so much");
  program.command("import-legacy").argument("<db>").option("--pair <name>", "a pair");
  program.command("find").argument("<pattern>").option("--pair <name>", "pairs");
  program.command("secret", { hidden: true });
  for (const command of program.commands) command.helpOption("--help", "help");
  return program;
}

Deno.test("the words are the program's own, each flag where it is taken, nothing that is hidden", () => {
  const { flags, commands, defaultCommand } = readWords(example(), "run");
  deepStrictEqual(flags, [
    { name: "--drive", description: "the drive", value: "folder" },
    { name: "--on-missing", description: "gone", value: ["ask", "skip"] },
    { name: "--help", description: "help", value: undefined },
  ]);
  deepStrictEqual(commands.map(({ name, argument }) => [name, argument]), [
    ["run", undefined],
    ["verify", ["source", "drive"]],
    ["import-legacy", "file"],
    ["find", "text"],
    ["help", ["run", "verify", "import-legacy", "find", "help"]],
  ]);
  deepStrictEqual(defaultCommand, "run");
  const [run, verify] = commands;
  deepStrictEqual(run, {
    name: "run",
    description: "all of it",
    flags: [{ name: "--dry-run", description: "look", value: undefined }],
    argument: undefined,
  });
  deepStrictEqual(verify!.flags, [{ name: "--budget", description: "so much", value: "text" }]);
});

Deno.test("a flag that is followed by a value is named once, whichever commands take it", () => {
  const names = valuedFlags(readWords(example(), "run")).map(({ name }) => name);
  deepStrictEqual(names, ["--drive", "--on-missing", "--budget", "--pair"]);
});

Deno.test("the names that are completed are those that the binaries are made under", () => {
  deepStrictEqual([...PROGRAM_NAMES].sort(), ["waterlock", ...TARGETS.map(binaryName)].sort());
});
