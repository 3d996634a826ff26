import { listedFileEvent, listedFolderEvent } from "../catalogue_events.ts";
import { EXIT } from "../exit_codes.ts";
import { addPairFlag } from "../flags.ts";
import { invoke } from "../invoke.ts";
import type { RegisterCommand } from "../register_command.ts";
import { listedLines } from "../terminal/listed_words.ts";

const HELP = `
FOLDER is a path below a pair's source. Without it the pairs are listed, or what lies in the only one.
Each folder is told with all that lies in it, however deep.

Example:
  waterlock ls 2026/holiday`;

/** `waterlock ls [FOLDER]`: what lies in a folder, how large it is, and where. */
export const registerLs: RegisterCommand = (program, surroundings, end) => {
  const command = addPairFlag(program.command("ls").argument("[folder]"))
    .description(
      "what lies in a folder, how large it is, and where: source only, aboard, delivered",
    )
    .addHelpText("after", HELP)
    .action(async (folder: string | undefined, { pair = [] }: { pair?: readonly string[] }) => {
      end(
        await invoke(command, surroundings, async ({ openDrive, services, say, emit }) => {
          const { listFolder } = await import("../../operations/list_folder.ts");
          using drive = await openDrive();
          const listings = await listFolder(drive, folder, pair, services);
          for (const { folders, files } of listings) {
            for (const one of folders) emit(listedFolderEvent(one));
            for (const one of files) emit(listedFileEvent(one));
          }
          const { isScreen, columns } = surroundings;
          for (const line of listedLines(listings, isScreen ? columns() : undefined)) say(line);
          const pairs = listings.flatMap((listing) => listing.folder ?? listing.folders)
            .map(({ pair, path, sum, states }) => ({ pair, path, listed: sum, states }));
          return { exitCode: EXIT.done, pairs, errors: [] };
        }),
      );
    });
};
