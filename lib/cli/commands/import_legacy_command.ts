import { resolve } from "node:path";
import { EXIT } from "../exit_codes.ts";
import { invoke } from "../invoke.ts";
import type { RegisterCommand } from "../register_command.ts";
import { summariseImport } from "../summary.ts";
import { importLines } from "../terminal/import_words.ts";

interface Flags {
  readonly pair?: string;
  readonly dryRun?: true;
}

/** `waterlock import-legacy`: go on from where the original Waterlock was. */
export const registerImportLegacy: RegisterCommand = (program, surroundings, end) => {
  const command = program.command("import-legacy")
    .description("take over the database and the cargo of the original Python Waterlock")
    .argument("<db>", "the original's database, which is only read, such as config/media.db")
    .option("--pair <name>", "the pair to import into (default: the one with that source)")
    .option("--dry-run", "look at everything, show what would be taken over and change nothing")
    .addHelpText(
      "after",
      "\nExample:\n  waterlock import-legacy config/media.db --dry-run",
    )
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
