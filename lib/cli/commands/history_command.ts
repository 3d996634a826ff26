import { tripEvent } from "../catalogue_events.ts";
import { EXIT } from "../exit_codes.ts";
import { addPairFlag } from "../flags.ts";
import { invoke } from "../invoke.ts";
import type { RegisterCommand } from "../register_command.ts";
import { historyLines } from "../terminal/history_words.ts";

/** `waterlock history`: what each trip did. */
export const registerHistory: RegisterCommand = (program, surroundings, end) => {
  const command = addPairFlag(program.command("history"))
    .description("every trip: when, where, what it carried and how it ended; the newest last")
    .addHelpText("after", "\nExample:\n  waterlock history --pair gopro")
    .action(async ({ pair = [] }: { pair?: readonly string[] }) => {
      end(
        await invoke(command, surroundings, async ({ openDrive, say, emit }) => {
          const { listPastStages } = await import("../../operations/history.ts");
          using drive = await openDrive();
          const stages = [...listPastStages(drive, pair)];
          for (const stage of stages) emit(tripEvent(stage));
          const { isScreen, columns } = surroundings;
          say(...historyLines(stages, isScreen ? columns() : undefined));
          const pairs = [...Map.groupBy(stages, (stage) => stage.pair)]
            .map(([name, its]) => ({ pair: name, stages: its.length }));
          return { exitCode: EXIT.done, pairs, errors: [] };
        }),
      );
    });
};
