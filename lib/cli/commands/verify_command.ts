import { Argument } from "commander";
import { type Budget, type End, parseBudget, WaterlockError } from "../../operations/mod.ts";
import { describeCommand } from "../describe_command.ts";
import { exitCodeOfVerify } from "../exit_codes.ts";
import { addPairFlag } from "../flags.ts";
import { type CommandResult, type Invocation, invoke, sentence } from "../invoke.ts";
import type { RegisterCommand } from "../register_command.ts";
import { screenColumns } from "../surroundings.ts";
import { summariseVerify } from "../summary.ts";
import { COMMANDS, MISTYPED, showPath } from "../../vocabulary.ts";

/** What can be verified, by its name; `middle` and `end` are the original Waterlock's words. */
const ENDS: Record<string, End> = {
  source: "source",
  drive: "drive",
  destination: "destination",
  middle: "drive",
  end: "destination",
};

const PLACE = new Argument("[place]", COMMANDS.verify.place);
// Not by its method, which would put commander's words in place of ours.
PLACE.argChoices = ["source", "drive", "destination"];

interface Flags {
  readonly pair?: readonly string[];
  readonly budget?: string;
  readonly dryRun?: true;
}

/** `waterlock verify`: read again what the catalogue has a digest of. */
export const registerVerify: RegisterCommand = (program, surroundings, end) => {
  const command = describeCommand(addPairFlag(program.command("verify")), COMMANDS.verify)
    .addArgument(PLACE)
    .option("--budget <amount>", COMMANDS.verify.budget)
    .option("--dry-run", COMMANDS.verify.dryRun)
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
      surroundings.err.write(
        sentence(error, screenColumns(surroundings), `${showPath(pair)}: `),
      );
    }
  }
  return { exitCode: exitCodeOfVerify(outcome), ...summariseVerify(outcome) };
}

function readEnd(place: string | undefined): End {
  if (place !== undefined && Object.hasOwn(ENDS, place)) return ENDS[place]!;
  throw new WaterlockError(
    "usage",
    ...place === undefined ? MISTYPED.nothingToVerify() : MISTYPED.noPlaceToVerify(place),
  );
}

function readBudget(text: string | undefined): Budget | undefined {
  if (text === undefined) return undefined;
  const budget = parseBudget(text);
  if (budget) return budget;
  const isBare = /^\s*[\d.]+\s*$/.test(text);
  throw new WaterlockError("usage", ...isBare ? MISTYPED.budgetUnit(text) : MISTYPED.budget(text));
}
