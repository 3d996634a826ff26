import { homedir } from "node:os";
import { basename, join, resolve } from "node:path";
import {
  type DriveThatKnows,
  type NewDrive,
  type NewPair,
  WaterlockError,
} from "../../operations/mod.ts";
import { describeCommand } from "../describe_command.ts";
import { EXIT } from "../exit_codes.ts";
import { collect, nonEmpty } from "../flags.ts";
import { type Invocation, invoke } from "../invoke.ts";
import { isPlain } from "../tell_person.ts";
import type { RegisterCommand } from "../register_command.ts";
import type { Unfinished } from "../terminal/ask_new_drive.ts";
import { loadPrompts } from "../terminal/load_prompts.ts";
import type { Talk } from "../terminal/talk.ts";
import { COMMANDS, MISTYPED, SET_UP_FROM, SETTING_UP } from "../../vocabulary.ts";
import { wrapWords } from "../terminal/wrap.ts";
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
  const command = describeCommand(program.command("init"), COMMANDS.init)
    .option("--pair <name>", COMMANDS.init.pair, collect)
    .option("--source <path>", COMMANDS.init.source, collect)
    .option("--destination <path>", COMMANDS.init.destination, collect)
    .option("--reserve <size>", COMMANDS.init.reserve)
    .option("--to <dir>", COMMANDS.init.to, nonEmpty)
    .option("--from <dir>", COMMANDS.init.from, nonEmpty)
    .action(async (flags: Flags) => {
      end(
        await invoke(command, surroundings, async (invocation) => {
          const { services, say, show } = invocation;
          const { initialiseDrive, isInitialised, renewPrograms, requireNewDrive } = await import(
            "../../operations/initialise_drive.ts"
          );
          const asked = pairsOf(flags);
          const chosen = await letChooseDrive(flags, asked, invocation);
          const to = flags.to ?? (chosen === invocation.driveRoot ? undefined : chosen);
          const { binaries: folder, executable, currentFolder } = surroundings;
          const columns = surroundings.columns();
          const root = to === undefined ? invocation.driveRoot : resolve(currentFolder, to);
          const onCopy = (name: string) => say(SETTING_UP.copying(name));
          const programs = to === undefined ? undefined : { folder, executable, onCopy };
          if (flags.from !== undefined) {
            const destination = resolve(currentFolder, flags.from);
            requireNewDrive(root);
            const told = asked.length > 0
              ? { pairs: asked, reserve: await reserveFor(root, flags.reserve) }
              : undefined;
            const { initialiseFrom } = await import("../../operations/initialise_from.ts");
            const drive = await initialiseFrom({ root, destination, told, programs }, services);
            show(
              ...(programs ? programLines(drive.programs, columns) : []),
              ...tellOf(drive, destination, columns),
            );
            return { exitCode: EXIT.done, pairs: drive.pairs, errors: [] };
          }
          if (programs && asked.length === 0 && isInitialised(root)) {
            const renewed = await renewPrograms(root, programs, services);
            show(...programLines(renewed.programs, columns));
            say(SETTING_UP.kept(renewed.config));
            return { exitCode: EXIT.done, pairs: [], errors: [] };
          }
          requireNewDrive(root);
          const answers = asked.length > 0
            ? { pairs: asked, reserve: await reserveFor(root, flags.reserve) }
            : await ask(
              { root, isChosen: chosen !== undefined, reserve: flags.reserve, programs },
              invocation,
            );
          const drive = await initialiseDrive({ root, ...answers, programs }, services);
          const [{ isHere }, { endWithoutProgram }] = await Promise.all([
            import("../../operations/judge_new_pair.ts"),
            import("../../operations/install_programs.ts"),
          ]);
          const end = endWithoutProgram(answers.pairs, drive.programs);
          show(
            ...(programs ? programLines(drive.programs, columns) : []),
            ...nextSteps({
              config: drive.config,
              command: commandFor(root, executable, drive.programs),
              isSourceHere: answers.pairs.some(({ source }) => isHere(source)),
              areBothHere: answers.pairs.some(({ source, destination }) =>
                isHere(source) && isHere(destination)
              ),
              hasPrograms: drive.programs.length > 0,
              forWindows: end &&
                { end, folder, command: [here(executable), "init", "--to", quote(root)].join(" ") },
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
  invocation: Invocation,
): Promise<string | undefined> {
  const { flags, driveRoot, mayAsk, surroundings } = invocation;
  const isSaid = to !== undefined || flags.drive !== undefined || surroundings.driveVariable;
  if (!mayAsk || isSaid || from !== undefined || pairs.length > 0) return undefined;
  const [{ isInitialised }, { pluggedDrives }] = await Promise.all([
    import("../../operations/initialise_drive.ts"),
    import("../../operations/pick_folder.ts"),
  ]);
  const isPlugged = pluggedDrives().some(({ path }) => path === driveRoot);
  if (isPlugged || isInitialised(driveRoot)) return undefined;
  const { askWhichDrive } = await import("../terminal/ask_which_drive.ts");
  return await askWhichDrive(
    driveRoot,
    driveRoot === surroundings.currentFolder ? "current" : "ofProgram",
    await talkOn(invocation),
  );
}

/** The terminal, to talk over a drive on. */
async function talkOn({ flags, surroundings, services: { signal } }: Invocation): Promise<Talk> {
  const { out, columns, now } = surroundings, plain = isPlain(flags, surroundings);
  const prompts = await loadPrompts(plain, columns);
  return { out, columns, now, signal, prompts, isPlain: plain, home: homedir() };
}

/** What to type here to run the program with a drive that these programs lie on. */
function commandFor(
  root: string,
  executable: string | undefined,
  programs: readonly string[],
): string {
  const onDrive = executable && join(root, basename(executable));
  if (onDrive && (onDrive === executable || programs.includes(onDrive))) return quote(onDrive);
  return `${here(executable)} --drive ${quote(root)}`;
}

/** What to type here to run this very program. */
function here(executable: string | undefined): string {
  // deno-lint-ignore waterlock/vocabulary -- a command
  return executable ? quote(executable) : "deno task waterlock";
}

function quote(path: string): string {
  return /^[\w./\\:-]+$/.test(path) ? path : `"${path}"`;
}

/** What to say of a drive that was set up with what another one had left at a destination. */
function tellOf(drive: DriveThatKnows, destination: string, columns: number): string[] {
  const { config, pairs, broken, lastStageAt } = drive;
  const isNamed = pairs.some((pair) => pair.destination === destination);
  return [
    ...broken.map(SET_UP_FROM.passedOver),
    SETTING_UP.wrote(config),
    ...pairs.map(({ name, source, destination }) =>
      `  ${SETTING_UP.pair(name, source, destination)}`
    ),
    ...(isNamed ? [] : [SET_UP_FROM.notNamed(destination)]),
    ...wrapWords(SET_UP_FROM.knows(lastStageAt), columns),
  ];
}

function pairsOf({ pair = [], source = [], destination = [] }: Flags): NewPair[] {
  if (pair.length !== source.length || pair.length !== destination.length) {
    const given = {
      pair: pair.length,
      source: source.length,
      destination: destination.length,
    };
    throw new WaterlockError("usage", ...MISTYPED.pairs(given));
  }
  return pair.map((name, index) => ({
    name,
    source: source[index]!,
    destination: destination[index]!,
  }));
}

/** What is to stay free on a drive, as a flag says it, or as a person would be offered it. */
async function reserveFor(root: string, said: string | undefined): Promise<string> {
  const [{ lookAtNewDrive, suggestReserve }, { explainInvalidReserve }] = await Promise.all([
    import("../../operations/first_transfer.ts"),
    import("../../operations/initialise_drive.ts"),
  ]);
  const { freeBytes } = lookAtNewDrive(root, undefined);
  if (said === undefined) return suggestReserve(freeBytes);
  const mistake = explainInvalidReserve(said, root, freeBytes);
  if (mistake) throw new WaterlockError("usage", ...MISTYPED.reserve(mistake));
  return said;
}

async function ask(
  drive: Unfinished,
  invocation: Invocation,
): Promise<Pick<NewDrive, "pairs" | "reserve">> {
  const { root, reserve } = drive;
  if (reserve !== undefined) await reserveFor(root, reserve);
  if (invocation.mayAsk) {
    const { askNewDrive } = await import("../terminal/ask_new_drive.ts");
    return await askNewDrive(drive, await talkOn(invocation));
  }
  throw new WaterlockError("usage", ...MISTYPED.nothingToMove());
}
