import type { RegisterCommand } from "../register_command.ts";
import { addPairFlag } from "../flags.ts";
import { invoke } from "../invoke.ts";
import { runStages } from "./run_command.ts";

/** `waterlock plan`: what a run would do now, without doing it. */
export const registerPlan: RegisterCommand = (program, surroundings, end) => {
  const command = addPairFlag(program.command("plan"))
    .description("show what this trip would carry, what must wait and why; change nothing")
    .addHelpText(
      "after",
      "\nExample:\n  waterlock plan --pair gopro\n  waterlock plan --json      names every file",
    )
    .action(async ({ pair = [] }: { pair?: readonly string[] }) => {
      end(
        await invoke(
          command,
          surroundings,
          (invocation) => runStages(undefined, { pair, dryRun: true }, invocation),
        ),
      );
    });
};
