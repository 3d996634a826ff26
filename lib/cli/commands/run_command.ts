import type { OpenDrive, Stage, StageOutcome } from "../../operations/mod.ts";
import { exitCodeOfRun } from "../exit_codes.ts";
import { addStageFlags } from "../flags.ts";
import { type CommandResult, type Invocation, invoke, sentence } from "../invoke.ts";
import type { RegisterCommand } from "../register_command.ts";
import { summariseRun } from "../summary.ts";
import { showPath } from "../terminal/format.ts";
import { nextLines } from "../terminal/next_words.ts";
import { wrapLine } from "../terminal/wrap_line.ts";

interface Flags {
  readonly pair?: readonly string[];
  readonly dryRun?: true;
  readonly allowMissing?: true;
  readonly jobs?: number;
}

/** The command that is meant where none is named. */
export const DEFAULT_COMMAND = "run";

/** `waterlock run`: every pair in turn, each at the stage that this computer calls for. */
export const registerRun: RegisterCommand = (program, surroundings, end) => {
  const command = addStageFlags(program.command("run"))
    .description("load or unload every pair, whichever this computer calls for (the default)")
    .addHelpText("after", "\nExample:\n  waterlock\n  waterlock run --pair gopro --dry-run")
    .action(async (flags: Flags) => {
      end(
        await invoke(
          command,
          surroundings,
          (invocation) => runStages(undefined, flags, invocation),
        ),
      );
    });
};

/** Registers `load` or `unload`: one stage, named. */
export function registerStage(
  stage: Stage,
  description: string,
  example: string,
): RegisterCommand {
  return (program, surroundings, end) => {
    const command = addStageFlags(program.command(stage))
      .description(description)
      .addHelpText("after", `\nExample:\n  ${example}`)
      .action(async (flags: Flags) => {
        end(
          await invoke(command, surroundings, (invocation) => runStages(stage, flags, invocation)),
        );
      });
  };
}

/** Runs the pairs and turns what came of it into a command's result. */
export async function runStages(
  stage: Stage | undefined,
  flags: Flags,
  { openDrive, services, surroundings, say, flags: { json } }: Invocation,
): Promise<CommandResult> {
  const { run } = await import("../../operations/run.ts");
  using drive = await openDrive();
  const { undoneBytes } = surroundings;
  const outcome = await run(drive, {
    stage,
    pairs: flags.pair ?? [],
    dryRun: flags.dryRun ?? false,
    allowMissing: flags.allowMissing ?? false,
    jobs: flags.jobs,
    ...(undoneBytes !== undefined && { undoneBytes }),
  }, services);
  if (!json) {
    for (const { pair, error } of outcome.refusals) {
      surroundings.err.write(`${showPath(pair)}: ${sentence(error)}`);
    }
  }
  const { isScreen, columns } = surroundings;
  const next = nextLines(outcome.stages.map((stage) => ({ ...stage, ...endsOf(drive, stage) })));
  say(...next.flatMap((line) => wrapLine(line, isScreen ? columns() : undefined)));
  return { exitCode: exitCodeOfRun(outcome), ...summariseRun(outcome) };
}

function endsOf({ config }: OpenDrive, { pair }: StageOutcome) {
  const { source, destination } = config.pairs.find(({ name }) => name === pair)!;
  return { source, destination };
}
