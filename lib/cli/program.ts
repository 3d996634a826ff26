import { Command, CommanderError } from "commander";
import { registerAdopt } from "./commands/adopt_command.ts";
import { registerCompletions } from "./commands/completions_command.ts";
import { registerDump } from "./commands/dump_command.ts";
import { registerFind } from "./commands/find_command.ts";
import { registerHistory } from "./commands/history_command.ts";
import { registerImportLegacy } from "./commands/import_legacy_command.ts";
import { registerInit } from "./commands/init_command.ts";
import { registerLoad } from "./commands/load_command.ts";
import { registerLs } from "./commands/ls_command.ts";
import { registerManifest } from "./commands/manifest_command.ts";
import { registerPlan } from "./commands/plan_command.ts";
import { registerReport } from "./commands/report_command.ts";
import { DEFAULT_COMMAND, registerRun } from "./commands/run_command.ts";
import { registerStatus } from "./commands/status_command.ts";
import { registerUnload } from "./commands/unload_command.ts";
import { registerVerify } from "./commands/verify_command.ts";
import { describeCommand } from "./describe_command.ts";
import { addGlobalFlags } from "./flags.ts";
import { layOutHelp } from "./help_layout.ts";
import { EXIT } from "./exit_codes.ts";
import type { Surroundings } from "./surroundings.ts";
import type { Summary } from "./json/events.ts";
import { startJson } from "./json/json_lines.ts";
import type { RegisterCommand } from "./register_command.ts";
import { HELP, MISTYPED, PROGRAM } from "../vocabulary.ts";
import { VERSION } from "./version.ts";

const COMMANDS: readonly RegisterCommand[] = [
  registerRun,
  registerInit,
  registerPlan,
  registerLoad,
  registerUnload,
  registerStatus,
  registerAdopt,
  registerHistory,
  registerFind,
  registerLs,
  registerManifest,
  registerReport,
  registerVerify,
  registerDump,
  registerImportLegacy,
  registerCompletions,
];

/**
 * Runs the program.
 *
 * @param args the command line, without the program's own name
 * @returns the exit code
 */
export async function runProgram(
  args: readonly string[],
  surroundings: Surroundings,
): Promise<number> {
  let exitCode: number = EXIT.done;
  const program = describeCommand(addGlobalFlags(new Command("waterlock")), PROGRAM)
    .version(VERSION, "-V, --version", HELP.version)
    .helpOption("-h, --help", HELP.ofThisCommand)
    .helpCommand("help [command]", HELP.ofACommand)
    .showHelpAfterError(MISTYPED.seeHelp())
    .exitOverride();
  layOutHelp(program, surroundings);
  for (const register of COMMANDS) register(program, surroundings, (code) => exitCode = code);
  for (const command of program.commands) {
    command.helpOption("-h, --help", HELP.ofThisCommand)
      .showHelpAfterError(MISTYPED.seeHelp(command.name())).allowExcessArguments(false);
  }
  try {
    await program.parseAsync(withDefaultCommand(program, args), { from: "user" });
    return exitCode;
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.exitCode === 0) return EXIT.done;
    if (args.includes("--json")) {
      const named = program.commands.find((one) => args.includes(one.name()));
      const command = (named?.name() ?? "") as Summary["command"];
      const problem = { pair: "", path: "", code: "usage", message: error.message } as const;
      const writeJson = startJson(surroundings.out, command);
      writeJson({
        event: "summary",
        command,
        exitCode: EXIT.usage,
        pairs: [],
        errors: [problem],
      } as Summary);
    }
    return EXIT.usage;
  }
}

const ASKS_FOR_MORE = new Set(["-h", "--help", "-V", "--version"]);

/** Without a command's name, one is meant; a wrong name is not taken for its argument. */
function withDefaultCommand(program: Command, args: readonly string[]): string[] {
  const asksForMore = args.some((arg) => ASKS_FOR_MORE.has(arg));
  const { operands } = program.parseOptions([...args]);
  return operands.length === 0 && !asksForMore ? [DEFAULT_COMMAND, ...args] : [...args];
}
