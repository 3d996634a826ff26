import { WaterlockError } from "../../operations/mod.ts";
import { EXIT } from "../exit_codes.ts";
import { addPairFlag } from "../flags.ts";
import { invoke } from "../invoke.ts";
import { describeDump } from "../terminal/words.ts";
import type { RegisterCommand } from "../register_command.ts";
import { summariseDump } from "../summary.ts";

/** `waterlock dump`: delete delivered cargo. */
export const registerDump: RegisterCommand = (program, surroundings, end) => {
  const command = addPairFlag(program.command("dump"))
    .description("delete delivered cargo from the drive, after the word Yes")
    .option("--dry-run", "say what would be deleted, and delete nothing")
    .option("--all", "delete undelivered cargo too; it has to be loaded again")
    .addHelpText("after", "\nExample:\n  waterlock dump --pair gopro")
    .action(async (flags: { pair?: readonly string[]; all?: true; dryRun?: true }) => {
      end(
        await invoke(command, surroundings, async ({ openDrive, services, say, emit, mayAsk }) => {
          const { dump } = await import("../../operations/dump.ts");
          using drive = await openDrive();
          const outcome = await dump(
            drive,
            {
              pairs: flags.pair ?? [],
              all: flags.all ?? false,
              dryRun: flags.dryRun ?? false,
            },
            services,
          );
          if (outcome.isDeclined && !mayAsk) {
            throw new WaterlockError(
              "usage",
              `Nobody confirmed that cargo may be deleted: ${describeDump(outcome.facts)}`,
              "Run waterlock dump on a terminal and type Yes, or add --yes",
            );
          }
          const { facts } = outcome;
          if (flags.dryRun) emit({ event: "dump", ...facts });
          if (flags.dryRun && facts.delivered.files + facts.undelivered.files > 0) {
            say(`Would delete from the drive: ${describeDump(facts)}.`);
          } else if (outcome.isDeclined) say("Nothing was deleted.");
          else if (outcome.pairs.every(({ removed }) => removed.files === 0)) {
            say(
              flags.all
                ? "There is no cargo on the drive."
                : "There is no delivered cargo on the drive.",
            );
          }
          const exitCode = outcome.problems.length > 0 ? EXIT.partial : EXIT.done;
          return { exitCode, ...summariseDump(outcome) };
        }),
      );
    });
};
