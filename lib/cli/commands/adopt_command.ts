import type { Adoption } from "../../operations/mod.ts";
import { EXIT } from "../exit_codes.ts";
import { addPairFlag } from "../flags.ts";
import { invoke } from "../invoke.ts";
import type { RegisterCommand } from "../register_command.ts";
import { summariseProblems } from "../summary.ts";
import { formatTally, showPath } from "../terminal/format.ts";

interface Flags {
  readonly pair?: readonly string[];
  readonly hash?: true;
  readonly dryRun?: true;
}

/** `waterlock adopt`: what is at the destination already need not be carried. */
export const registerAdopt: RegisterCommand = (program, surroundings, end) => {
  const command = addPairFlag(program.command("adopt"))
    .description("at the destination: record what is there already, so that it is not carried")
    .option("--hash", "read every file, so that it is recognised under any path and any time")
    .option("--dry-run", "look, say how much it would save, and record nothing")
    .addHelpText("after", "\nExample:\n  waterlock adopt --hash --pair gopro")
    .action(async (flags: Flags) => {
      end(
        await invoke(command, surroundings, async ({ openDrive, services, say }) => {
          const { adopt } = await import("../../operations/adopt.ts");
          using drive = await openDrive();
          const adoptions = await adopt(drive, {
            pairs: flags.pair ?? [],
            hash: flags.hash ?? false,
            dryRun: flags.dryRun ?? false,
          }, services);
          say(...adoptions.flatMap(describeAdoption));
          const problems = adoptions.flatMap((adoption) => adoption.problems);
          return {
            exitCode: problems.length > 0 ? EXIT.partial : EXIT.done,
            pairs: adoptions.map(({ problems: _, ...adoption }) => adoption),
            errors: summariseProblems(problems),
          };
        }),
      );
    });
};

function describeAdoption(adoption: Adoption): string[] {
  const { pair, adopted, hashed, delivered, saved, isSourceKnown } = adoption;
  const name = showPath(pair);
  const lines = [
    `${name}: ${formatTally(adopted)} at the destination that Waterlock did not bring.`,
  ];
  if (delivered.files > 0) lines.push(`  ${formatTally(delivered)} more it brought itself.`);
  if (hashed.files > 0) {
    lines.push(`  ${formatTally(hashed)} have been read: they are recognised under any name.`);
  }
  lines.push(
    isSourceKnown
      ? `  Of what waits at the source, ${formatTally(saved)} need not be carried.`
      : "  The source was never seen with this drive: what it has of the same path, size and time " +
        "will not be carried.",
  );
  return lines;
}
