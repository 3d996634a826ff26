import { tripEvent } from "../catalogue_events.ts";
import { describeCommand } from "../describe_command.ts";
import { EXIT } from "../exit_codes.ts";
import { addPairFlag } from "../flags.ts";
import { invoke } from "../invoke.ts";
import type { RegisterCommand } from "../register_command.ts";
import { screenColumns } from "../surroundings.ts";
import { COMMANDS } from "../../vocabulary.ts";
import { historyLines } from "../terminal/history_words.ts";

/** `waterlock history`: what each trip did. */
export const registerHistory: RegisterCommand = (program, surroundings, end) => {
  const command = describeCommand(addPairFlag(program.command("history")), COMMANDS.history)
    .action(async ({ pair = [] }: { pair?: readonly string[] }) => {
      end(
        await invoke(command, surroundings, async ({ openDrive, say, emit }) => {
          const { listPastStages } = await import("../../operations/history.ts");
          using drive = await openDrive();
          const stages = [...listPastStages(drive, pair)];
          for (const stage of stages) emit(tripEvent(stage));
          say(...historyLines(stages, screenColumns(surroundings)));
          const pairs = [...Map.groupBy(stages, (stage) => stage.pair)]
            .map(([name, its]) => ({ pair: name, stages: its.length }));
          return { exitCode: EXIT.done, pairs, errors: [] };
        }),
      );
    });
};
