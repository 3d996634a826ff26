import { foundEvent } from "../catalogue_events.ts";
import { EXIT } from "../exit_codes.ts";
import { addPairFlag } from "../flags.ts";
import { invoke } from "../invoke.ts";
import type { RegisterCommand } from "../register_command.ts";
import { foundLines } from "../terminal/found_words.ts";

const HELP = `
PATTERN is any part of a file's path below its source, or, where it holds *, ? or […], a pattern as
.gitignore has them: *.mov at any depth, album/*.mov in that folder, album/** below it. Case does not
matter. Put it in quotes, so that the shell leaves it alone.

Example:
  waterlock find "*.mov"`;

/** `waterlock find PATTERN`: where each file is, since when, and how it was proven. */
export const registerFind: RegisterCommand = (program, surroundings, end) => {
  const command = addPairFlag(program.command("find").argument("<pattern>"))
    .description("where each file is, since when, and how it was proven")
    .addHelpText("after", HELP)
    .action(async (pattern: string, { pair = [] }: { pair?: readonly string[] }) => {
      end(
        await invoke(command, surroundings, async ({ openDrive, services, say, emit }) => {
          const { findFiles } = await import("../../operations/find_files.ts");
          using drive = await openDrive();
          const found = new Map<string, { files: number; bytes: number }>();
          for await (const file of findFiles(drive, pattern, pair, services)) {
            emit(foundEvent(file));
            say(...foundLines(file));
            const { files, bytes } = found.get(file.pair) ?? { files: 0, bytes: 0 };
            found.set(file.pair, { files: files + 1, bytes: bytes + (file.size ?? 0) });
          }
          const pairs = [...found].map(([name, sum]) => ({ pair: name, found: sum }));
          return { exitCode: EXIT.done, pairs, errors: [] };
        }),
      );
    });
};
