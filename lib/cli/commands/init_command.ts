import { homedir } from "node:os";
import { basename, join, resolve } from "node:path";
import {
  type DriveThatKnows,
  type NewDrive,
  type NewPair,
  type Services,
  WaterlockError,
} from "../../operations/mod.ts";
import { EXIT } from "../exit_codes.ts";
import { collect, nonEmpty } from "../flags.ts";
import { type Invocation, invoke } from "../invoke.ts";
import type { Surroundings } from "../surroundings.ts";
import type { RegisterCommand } from "../register_command.ts";
import type { Unfinished } from "../terminal/ask_new_drive.ts";
import { breakText } from "../terminal/break_text.ts";
import { showPath } from "../terminal/format.ts";
import { nextSteps, programLines } from "../terminal/new_drive_words.ts";

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
        await invoke(command, surroundings, async (invocation) => {
          const { services, say } = invocation;
          const { initialiseDrive, isInitialised, refuseInitialised, renewPrograms } = await import(
            "../../operations/initialise_drive.ts"
          );
          const asked = pairsOf(flags);
          const chosen = await letChooseDrive(flags, asked, invocation);
          const to = flags.to ?? (chosen === invocation.driveRoot ? undefined : chosen);
          const { binaries: folder, executable, currentFolder } = surroundings;
          const columns = surroundings.columns();
          const root = to === undefined ? invocation.driveRoot : resolve(currentFolder, to);
          const onCopy = (name: string) =>
            say(...breakText(`Copying and proving ${showPath(name)} …`, columns));
          const programs = to === undefined ? undefined : { folder, executable, onCopy };
          if (flags.from !== undefined) {
            const destination = resolve(currentFolder, flags.from);
            const told = asked.length > 0
              ? { pairs: asked, reserve: flags.reserve ?? "1 GiB" }
              : undefined;
            const { initialiseFrom } = await import("../../operations/initialise_from.ts");
            const drive = await initialiseFrom({ root, destination, told, programs }, services);
            say(
              ...(programs ? programLines(drive.programs, columns) : []),
              ...tellOf(drive, destination),
            );
            return { exitCode: EXIT.done, pairs: drive.pairs, errors: [] };
          }
          if (programs && asked.length === 0 && isInitialised(root)) {
            const renewed = await renewPrograms(root, programs, services);
            say(
              ...programLines(renewed.programs, columns),
              `Kept ${showPath(renewed.config)} as it is.`,
            );
            return { exitCode: EXIT.done, pairs: [], errors: [] };
          }
          refuseInitialised(root);
          const answers = asked.length > 0
            ? { pairs: asked, reserve: flags.reserve ?? "1 GiB" }
            : await ask(
              { root, isChosen: chosen !== undefined, reserve: flags.reserve, programs },
              invocation,
            );
          const drive = await initialiseDrive({ root, ...answers, programs }, services);
          const { isHere } = await import("../../operations/judge_new_pair.ts");
          say(
            ...(programs ? programLines(drive.programs, columns) : []),
            ...nextSteps({
              config: drive.config,
              command: commandFor(root, executable, drive.programs),
              isSourceHere: answers.pairs.some(({ source }) => isHere(source)),
              areBothHere: answers.pairs.some(({ source, destination }) =>
                isHere(source) && isHere(destination)
              ),
              hasPrograms: drive.programs.length > 0,
            }, columns),
          );
          return { exitCode: EXIT.done, pairs: answers.pairs, errors: [] };
        }),
      );
    });
};

/** The drive that the person chooses, where nothing says which it is and the program lies on none. */
async function letChooseDrive(
  { to, from }: Flags,
  pairs: readonly NewPair[],
  { flags, driveRoot, mayAsk, services, surroundings }: Invocation,
): Promise<string | undefined> {
  const isSaid = to !== undefined || flags.drive !== undefined || surroundings.driveVariable;
  if (!mayAsk || isSaid || from !== undefined || pairs.length > 0) return undefined;
  const [{ isInitialised }, { pluggedDrives }] = await Promise.all([
    import("../../operations/initialise_drive.ts"),
    import("../../operations/pick_folder.ts"),
  ]);
  const isPlugged = pluggedDrives().some(({ path }) => path === driveRoot);
  if (isPlugged || isInitialised(driveRoot)) return undefined;
  const { askWhichDrive } = await import("../terminal/ask_which_drive.ts");
  return await askWhichDrive(driveRoot, talkOn(surroundings, services));
}

/** The terminal, to talk over a drive on. */
function talkOn({ out, columns, now }: Surroundings, { signal }: Services) {
  return { out, columns, now, signal, home: homedir() };
}

/** What to type here to run the program with a drive that these programs lie on. */
function commandFor(
  root: string,
  executable: string | undefined,
  programs: readonly string[],
): string {
  const quote = (path: string) => /^[\w./\\:-]+$/.test(path) ? path : `"${path}"`;
  const onDrive = executable && join(root, basename(executable));
  if (onDrive && (onDrive === executable || programs.includes(onDrive))) return quote(onDrive);
  return `${executable ? quote(executable) : "waterlock"} --drive ${quote(root)}`;
}

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
  drive: Unfinished,
  { mayAsk, services, surroundings }: Invocation,
): Promise<Pick<NewDrive, "pairs" | "reserve">> {
  const { explainInvalidReserve } = await import("../../operations/initialise_drive.ts");
  const { root, reserve } = drive;
  const mistake = reserve && explainInvalidReserve(reserve, root);
  if (mistake) {
    throw new WaterlockError("usage", `--reserve: ${mistake}`, "Correct it and run it again");
  }
  if (mayAsk) {
    const { askNewDrive } = await import("../terminal/ask_new_drive.ts");
    return await askNewDrive(drive, talkOn(surroundings, services));
  }
  throw new WaterlockError(
    "usage",
    "Nothing says what the drive is to move, and nobody can be asked here",
    "Say it with flags, --to DRIVE --pair NAME --source PATH --destination PATH, or run waterlock init " +
      "on a terminal",
  );
}
