import { describeCommand } from "../describe_command.ts";
import { EXIT } from "../exit_codes.ts";
import { addPairFlag } from "../flags.ts";
import { invoke } from "../invoke.ts";
import type { RegisterCommand } from "../register_command.ts";
import { summariseStatus } from "../summary.ts";
import { isPlain } from "../tell_person.ts";
import { COMMANDS } from "../../vocabulary.ts";
import { withoutPaint, withPaint } from "../terminal/paint.ts";
import { drawStatus, statusLines } from "../terminal/status_words.ts";

/** `waterlock status`: source, drive and destination at a glance. */
export const registerStatus: RegisterCommand = (program, surroundings, end) => {
  const command = describeCommand(addPairFlag(program.command("status")), COMMANDS.status)
    .action(async ({ pair = [] }: { pair?: readonly string[] }) => {
      end(
        await invoke(command, surroundings, async ({ openDrive, services, say, flags }) => {
          const { readDriveStatus } = await import("../../operations/status.ts");
          using drive = await openDrive();
          const status = readDriveStatus(drive, pair, services);
          const { hasColours, columns } = surroundings;
          const isDrawn = surroundings.isScreen && !isPlain(flags, surroundings);
          const paint = hasColours ? withPaint : withoutPaint;
          say(...isDrawn ? drawStatus(status, columns(), paint) : statusLines(status));
          return { exitCode: EXIT.done, pairs: summariseStatus(status), errors: [] };
        }),
      );
    });
};
