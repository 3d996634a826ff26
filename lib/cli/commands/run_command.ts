import type { OpenDrive, Stage, StageOutcome } from "../../operations/mod.ts";
import { describeCommand } from "../describe_command.ts";
import { exitCodeOfRun } from "../exit_codes.ts";
import { addStageFlags } from "../flags.ts";
import { type CommandResult, type Invocation, invoke, sentence } from "../invoke.ts";
import type { RegisterCommand } from "../register_command.ts";
import { screenColumns } from "../surroundings.ts";
import { summariseRun } from "../summary.ts";
import { COMMANDS, showPath } from "../../vocabulary.ts";
import { nextLines } from "../terminal/next_words.ts";

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
  const command = describeCommand(addStageFlags(program.command("run")), COMMANDS.run)
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
export function registerStage(stage: Stage): RegisterCommand {
  return (program, surroundings, end) => {
    const command = describeCommand(addStageFlags(program.command(stage)), COMMANDS[stage])
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
  const { areBothEndsHere } = await import("../../operations/visible_ends.ts");
  const { tallyCargo } = await import("../../operations/tally_cargo.ts");
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
      surroundings.err.write(
        sentence(error, screenColumns(surroundings), `${showPath(pair)}: `),
      );
    }
  }
  const next = nextLines(
    outcome.stages.map((stage) => {
      const pair = pairOf(drive, stage), { source, destination } = pair;
      return { ...stage, source, destination, areBothHere: areBothEndsHere(pair) };
    }),
    tallyCargo(drive, drive.config.pairs).delivered,
  );
  say(...next);
  return { exitCode: exitCodeOfRun(outcome), ...summariseRun(outcome) };
}

function pairOf({ config }: OpenDrive, { pair }: StageOutcome) {
  return config.pairs.find(({ name }) => name === pair)!;
}
