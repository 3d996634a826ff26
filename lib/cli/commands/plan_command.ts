import type { RegisterCommand } from "../register_command.ts";
import { describeCommand } from "../describe_command.ts";
import { addPairFlag } from "../flags.ts";
import { invoke } from "../invoke.ts";
import { COMMANDS } from "../../vocabulary.ts";
import { runStages } from "./run_command.ts";

/** `waterlock plan`: what a run would do now, without doing it. */
export const registerPlan: RegisterCommand = (program, surroundings, end) => {
  const command = describeCommand(addPairFlag(program.command("plan")), COMMANDS.plan)
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
