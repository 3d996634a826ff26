import { listedFileEvent, listedFolderEvent } from "../catalogue_events.ts";
import { describeCommand } from "../describe_command.ts";
import { EXIT } from "../exit_codes.ts";
import { addPairFlag } from "../flags.ts";
import { invoke } from "../invoke.ts";
import type { RegisterCommand } from "../register_command.ts";
import { screenColumns } from "../surroundings.ts";
import { COMMANDS } from "../../vocabulary.ts";
import { listedLines } from "../terminal/listed_words.ts";

/** `waterlock ls [FOLDER]`: what lies in a folder, how large it is, and where. */
export const registerLs: RegisterCommand = (program, surroundings, end) => {
  const command = describeCommand(addPairFlag(program.command("ls")), COMMANDS.ls)
    .argument("[folder]")
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
          for (const line of listedLines(listings, screenColumns(surroundings))) say(line);
          const pairs = listings.flatMap((listing) => listing.folder ?? listing.folders)
            .map(({ pair, path, sum, states }) => ({ pair, path, listed: sum, states }));
          return { exitCode: EXIT.done, pairs, errors: [] };
        }),
      );
    });
};
