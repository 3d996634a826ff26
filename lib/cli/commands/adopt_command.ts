import type { Adoption } from "../../operations/mod.ts";
import { describeCommand } from "../describe_command.ts";
import { EXIT } from "../exit_codes.ts";
import { addPairFlag } from "../flags.ts";
import { invoke } from "../invoke.ts";
import type { RegisterCommand } from "../register_command.ts";
import { summariseProblems } from "../summary.ts";
import { ADOPTION, COMMANDS } from "../../vocabulary.ts";

interface Flags {
  readonly pair?: readonly string[];
  readonly hash?: true;
  readonly dryRun?: true;
}

/** `waterlock adopt`: what is at the destination already need not be carried. */
export const registerAdopt: RegisterCommand = (program, surroundings, end) => {
  const command = describeCommand(addPairFlag(program.command("adopt")), COMMANDS.adopt)
    .option("--hash", COMMANDS.adopt.hash)
    .option("--dry-run", COMMANDS.adopt.dryRun)
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
  const more = [
    ...(delivered.files > 0 ? [ADOPTION.delivered(delivered)] : []),
    ...(hashed.files > 0 ? [ADOPTION.hashed(hashed)] : []),
    isSourceKnown ? ADOPTION.saved(saved) : ADOPTION.sourceUnknown,
  ];
  return [ADOPTION.adopted(pair, adopted), ...more.map((line) => `  ${line}`)];
}
