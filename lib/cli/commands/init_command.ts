import { resolve } from "node:path";
import { type DriveThatKnows, type NewPair, WaterlockError } from "../../operations/mod.ts";
import { EXIT } from "../exit_codes.ts";
import { collect, nonEmpty } from "../flags.ts";
import { invoke } from "../invoke.ts";
import type { RegisterCommand } from "../register_command.ts";
import { showPath } from "../terminal/format.ts";

interface Flags {
  readonly pair?: readonly string[];
  readonly source?: readonly string[];
  readonly destination?: readonly string[];
  readonly reserve?: string;
  readonly to?: string;
  readonly from?: string;
}

/** `waterlock init`: set a drive up. */
export const registerInit: RegisterCommand = (program, surroundings, end) => {
  const command = program.command("init")
    .description("set a drive up: ask for what it needs to know and write config/waterlock.toml")
    .option(
      "--pair <name>",
      "a pair's name (repeatable, with --source and --destination)",
      collect,
      [],
    )
    .option("--source <path>", "the folder to be moved, absolute", collect)
    .option("--destination <path>", "where it arrives on the other computer, absolute", collect)
    .option("--reserve <size>", 'room left free on the drive (default: "1 GiB")')
    .option(
      "--to <dir>",
      "set up the drive at this folder and put the programs there; on a drive set up before, renew them",
      nonEmpty,
    )
    .option(
      "--from <dir>",
      "at the destination at this folder: with what a drive has left there, so that it knows all that has arrived",
      nonEmpty,
    )
    .addHelpText(
      "after",
      "\nExample:\n  waterlock init --to /media/drive --pair gopro --source /srv/media/gopro " +
        "--destination /backup/gopro\n  waterlock init --to /media/new-drive --from /backup/gopro",
    )
    .action(async (flags: Flags) => {
      end(
        await invoke(command, surroundings, async ({ driveRoot, mayAsk, services, say }) => {
          const { initialiseDrive, isInitialised, refuseInitialised, renewPrograms } = await import(
            "../../operations/initialise_drive.ts"
          );
          const root = flags.to ? resolve(surroundings.currentFolder, flags.to) : driveRoot;
          const { binaries: folder, executable } = surroundings;
          const onCopy = (name: string) => say(`Copying and proving ${showPath(name)} …`);
          const programs = flags.to ? { folder, executable, onCopy } : undefined;
          const asked = pairsOf(flags);
          if (flags.from !== undefined) {
            const destination = resolve(surroundings.currentFolder, flags.from);
            const told = asked.length > 0
              ? { pairs: asked, reserve: flags.reserve ?? "1 GiB" }
              : undefined;
            const { initialiseFrom } = await import("../../operations/initialise_from.ts");
            const drive = await initialiseFrom({ root, destination, told, programs }, services);
            say(...(programs ? namePrograms(drive.programs) : []), ...tellOf(drive, destination));
            return { exitCode: EXIT.done, pairs: drive.pairs, errors: [] };
          }
          if (programs && asked.length === 0 && isInitialised(root)) {
            const renewed = await renewPrograms(root, programs, services);
            say(...namePrograms(renewed.programs), `Kept ${showPath(renewed.config)} as it is.`);
            return { exitCode: EXIT.done, pairs: [], errors: [] };
          }
          refuseInitialised(root);
          const answers = asked.length > 0
            ? { pairs: asked, reserve: flags.reserve ?? "1 GiB" }
            : await ask(root, flags.reserve, mayAsk, services.signal);
          const drive = await initialiseDrive({ root, ...answers, programs }, services);
          say(
            ...(programs ? namePrograms(drive.programs) : []),
            `Wrote ${showPath(drive.config)}.`,
            "Next:",
            "  1. Where the source is, run waterlock (waterlock plan shows first what it would do).",
            "  2. Take the drive to the destination and run waterlock there.",
            "Delivered cargo is deleted when you say so; change that by `dump` in the config.",
          );
          return { exitCode: EXIT.done, pairs: answers.pairs, errors: [] };
        }),
      );
    });
};

/** What to say of a drive that was set up with what another one had left at a destination. */
function tellOf(drive: DriveThatKnows, destination: string): string[] {
  const { config, pairs, broken, lastStageAt } = drive;
  const isNamed = pairs.some((pair) => pair.destination === destination);
  const since = lastStageAt === null ? "" : `, up to ${new Date(lastStageAt).toISOString()}`;
  return [
    ...broken.map((snapshot) => `Passed over ${showPath(snapshot)}.`),
    `Wrote ${showPath(config)}:`,
    ...pairs.map(({ name, source, destination }) =>
      `  ${showPath(name)}: ${showPath(source)} to ${showPath(destination)}`
    ),
    ...(isNamed ? [] : [`None of them names ${showPath(destination)}: correct that.`]),
    `The drive knows what has arrived${since}. Look through its config, then take it to the`,
    "source and run waterlock there.",
  ];
}

function namePrograms(programs: readonly string[]): string[] {
  return programs.length > 0
    ? ["On the drive, to be opened there:", ...programs.map((path) => `  ${showPath(path)}`)]
    : ["No program is there to go along; deno task build makes them."];
}

function pairsOf({ pair = [], source = [], destination = [] }: Flags): NewPair[] {
  if (pair.length !== source.length || pair.length !== destination.length) {
    throw new WaterlockError(
      "usage",
      `There are ${pair.length} --pair, ${source.length} --source and ${destination.length} --destination`,
      "Give each pair all three: --pair NAME --source PATH --destination PATH",
    );
  }
  return pair.map((name, index) => ({
    name,
    source: source[index]!,
    destination: destination[index]!,
  }));
}

async function ask(
  root: string,
  reserve: string | undefined,
  mayAsk: boolean,
  signal: AbortSignal,
) {
  const { explainInvalidReserve } = await import("../../operations/initialise_drive.ts");
  const mistake = reserve && explainInvalidReserve(reserve, root);
  if (mistake) {
    throw new WaterlockError("usage", `--reserve: ${mistake}`, "Correct it and run it again");
  }
  if (mayAsk) {
    const { askNewDrive } = await import("../terminal/ask_new_drive.ts");
    return await askNewDrive(root, reserve, signal);
  }
  throw new WaterlockError(
    "usage",
    "Nothing says what the drive is to move, and nobody can be asked here",
    "Add --pair NAME --source PATH --destination PATH, or run waterlock init on a terminal",
  );
}
