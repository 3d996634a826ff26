import { foundEvent } from "../catalogue_events.ts";
import { describeCommand } from "../describe_command.ts";
import { EXIT } from "../exit_codes.ts";
import { addPairFlag } from "../flags.ts";
import { invoke } from "../invoke.ts";
import type { RegisterCommand } from "../register_command.ts";
import { COMMANDS } from "../../vocabulary.ts";
import { foundLines } from "../terminal/found_words.ts";

/** `waterlock find PATTERN`: where each file is, since when, and how it was proven. */
export const registerFind: RegisterCommand = (program, surroundings, end) => {
  const command = describeCommand(addPairFlag(program.command("find")), COMMANDS.find)
    .argument("<pattern>")
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
