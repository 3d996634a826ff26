import { resolve } from "node:path";
import { describeCommand } from "../describe_command.ts";
import { EXIT } from "../exit_codes.ts";
import { invoke } from "../invoke.ts";
import type { RegisterCommand } from "../register_command.ts";
import { summariseImport } from "../summary.ts";
import { COMMANDS } from "../../vocabulary.ts";
import { importLines } from "../terminal/import_words.ts";

interface Flags {
  readonly pair?: string;
  readonly dryRun?: true;
}

/** `waterlock import-legacy`: go on from where the original Waterlock was. */
export const registerImportLegacy: RegisterCommand = (program, surroundings, end) => {
  const command = describeCommand(program.command("import-legacy"), COMMANDS.importLegacy)
    .argument("<db>", COMMANDS.importLegacy.database)
    .option("--pair <name>", COMMANDS.importLegacy.pair)
    .option("--dry-run", COMMANDS.importLegacy.dryRun)
    .action(async (db: string, flags: Flags) => {
      end(
        await invoke(command, surroundings, async ({ openDrive, services, say }) => {
          const { importLegacy } = await import("../../operations/import_legacy.ts");
          using drive = await openDrive();
          const dryRun = flags.dryRun ?? false;
          const outcome = await importLegacy(drive, {
            database: resolve(surroundings.currentFolder, db),
            pair: flags.pair,
            dryRun,
          }, services);
          say(...importLines(outcome, dryRun));
          const exitCode = outcome.problems.length > 0 ? EXIT.partial : EXIT.done;
          return { exitCode, ...summariseImport(outcome) };
        }),
      );
    });
};
