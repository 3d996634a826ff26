import { Argument } from "commander";
import { type Budget, type End, parseBudget, WaterlockError } from "../../operations/mod.ts";
import { exitCodeOfVerify } from "../exit_codes.ts";
import { addPairFlag } from "../flags.ts";
import { type CommandResult, type Invocation, invoke, sentence } from "../invoke.ts";
import type { RegisterCommand } from "../register_command.ts";
import { summariseVerify } from "../summary.ts";
import { showPath } from "../terminal/format.ts";

/** What can be verified, by its name; `middle` and `end` are the original Waterlock's words. */
const ENDS: Record<string, End> = {
  source: "source",
  drive: "drive",
  destination: "destination",
  middle: "drive",
  end: "destination",
};

const PLACE = new Argument("[place]", "middle is understood for drive, end for destination");
// Not by its method, which would put commander's words in place of ours.
PLACE.argChoices = ["source", "drive", "destination"];

interface Flags {
  readonly pair?: readonly string[];
  readonly budget?: string;
  readonly dryRun?: true;
}

/** `waterlock verify`: read again what the catalogue has a digest of. */
export const registerVerify: RegisterCommand = (program, surroundings, end) => {
  const command = addPairFlag(program.command("verify"))
    .description("read the source, the drive or the destination again and compare every digest")
    .addArgument(PLACE)
    .option(
      "--budget <amount>",
      "only so long (90s, 30m, 2h, 1d) or so much (10GiB), the longest unverified first",
    )
    .option("--dry-run", "show what would be verified, and in which order; read nothing")
    .addHelpText("after", "\nExample:\n  waterlock verify destination --budget 30m")
    .action(async (place: string | undefined, flags: Flags) => {
      end(
        await invoke(
          command,
          surroundings,
          (invocation) => verifyPlace(place, flags, invocation),
        ),
      );
    });
};

async function verifyPlace(
  place: string | undefined,
  flags: Flags,
  { openDrive, services, surroundings, flags: { json } }: Invocation,
): Promise<CommandResult> {
  const end = readEnd(place);
  const budget = readBudget(flags.budget);
  const { verify } = await import("../../operations/verify.ts");
  using drive = await openDrive();
  const outcome = await verify(
    drive,
    { end, pairs: flags.pair ?? [], budget, dryRun: flags.dryRun ?? false },
    services,
  );
  if (!json) {
    for (const { pair, error } of outcome.refusals) {
      surroundings.err.write(`${showPath(pair)}: ${sentence(error)}`);
    }
  }
  return { exitCode: exitCodeOfVerify(outcome), ...summariseVerify(outcome) };
}

function readEnd(place: string | undefined): End {
  if (place !== undefined && Object.hasOwn(ENDS, place)) return ENDS[place]!;
  throw new WaterlockError(
    "usage",
    place === undefined
      ? "Nothing says what to verify"
      : `"${place}" is nothing that can be verified`,
    "Name one of these: waterlock verify source, waterlock verify drive, waterlock verify destination",
  );
}

function readBudget(text: string | undefined): Budget | undefined {
  if (text === undefined) return undefined;
  const budget = parseBudget(text);
  if (budget) return budget;
  throw new WaterlockError(
    "usage",
    `--budget: "${text}" is neither a time nor a size`,
    "Write a time as 90s, 30m, 2h or 1d, or a size as 500MB or 10GiB",
  );
}
