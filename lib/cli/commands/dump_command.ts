import { WaterlockError } from "../../operations/mod.ts";
import { describeCommand } from "../describe_command.ts";
import { EXIT } from "../exit_codes.ts";
import { addPairFlag } from "../flags.ts";
import { invoke } from "../invoke.ts";
import type { RegisterCommand } from "../register_command.ts";
import { summariseDump } from "../summary.ts";
import { COMMANDS, DUMPING } from "../../vocabulary.ts";

/** `waterlock dump`: delete delivered cargo. */
export const registerDump: RegisterCommand = (program, surroundings, end) => {
  const command = describeCommand(addPairFlag(program.command("dump")), COMMANDS.dump)
    .option("--dry-run", COMMANDS.dump.dryRun)
    .option("--all", COMMANDS.dump.all)
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
              ...DUMPING.notConfirmed(outcome.facts, flags.all ?? false),
            );
          }
          const { facts } = outcome;
          if (flags.dryRun) emit({ event: "dump", ...facts });
          if (flags.dryRun && facts.delivered.files + facts.undelivered.files > 0) {
            say(DUMPING.would(facts));
          } else if (outcome.isDeclined) say(DUMPING.declined);
          else if (outcome.pairs.every(({ removed }) => removed.files === 0)) {
            say(flags.all ? DUMPING.noCargo : DUMPING.noneDelivered);
          }
          const exitCode = outcome.problems.length > 0 ? EXIT.partial : EXIT.done;
          return { exitCode, ...summariseDump(outcome) };
        }),
      );
    });
};
