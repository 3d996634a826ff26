import type { FirstTransfer, NewDriveSpace, Tally } from "../../operations/mod.ts";
import {
  FIRST_TRANSFER,
  NEW_DRIVE,
  NEW_DRIVE_SPACE,
  NEW_PROGRAMS,
  NEW_SOURCE,
  NEXT_STEPS,
  showPath,
} from "../../vocabulary.ts";
import { wrapSentences, wrapWords } from "./wrap.ts";

/** How much a folder that is to become a drive can hold. */
export function spaceWords(
  { freeBytes, totalBytes, programBytes }: NewDriveSpace,
): string {
  const sentences = [NEW_DRIVE_SPACE.isFree(freeBytes, totalBytes)];
  if (programBytes > 0) sentences.push(NEW_DRIVE_SPACE.programs(programBytes));
  return sentences.join(" ");
}

/** What a source holds, as far as it was counted. */
export function countedWords(
  { tally, isWhole, unreadable }: {
    readonly tally: Tally;
    readonly isWhole: boolean;
    readonly unreadable: number;
  },
): string {
  const isEmpty = isWhole && tally.files === 0;
  const sentences = [
    isEmpty ? NEW_SOURCE.holdsNothing : NEW_SOURCE[isWhole ? "holds" : "holdsMoreThan"](tally),
  ];
  if (unreadable > 0) sentences.push(NEW_SOURCE.unreadable(unreadable));
  if (isEmpty) sentences.push(NEW_SOURCE.isItMounted);
  return sentences.join(" ");
}

/** How the first transfer will go, a sentence or two. */
export function transferWords(forecast: FirstTransfer, reserve: string): string {
  const { roomBytes, files, trips, isAtLeast, largerThanRoom, largerThanFiles } = forecast;
  const sentences = [
    Number.parseFloat(reserve) === 0
      ? FIRST_TRANSFER.roomWithoutReserve(roomBytes)
      : FIRST_TRANSFER.room(roomBytes, reserve),
  ];
  if (files > 0 && trips === 0) sentences.push(FIRST_TRANSFER.tooLittle);
  else if (files > 0) {
    sentences.push(FIRST_TRANSFER[isAtLeast ? "tripsAtLeast" : "trips"](trips));
    if (largerThanRoom > 0) sentences.push(FIRST_TRANSFER.inParts(largerThanRoom));
    if (largerThanFiles > 0) sentences.push(FIRST_TRANSFER.inPartsForTheDrive(largerThanFiles));
  }
  return sentences.join(" ");
}

/** Which programs now lie on a drive, by their absolute paths. */
export function programLines(programs: readonly string[], columns: number): string[] {
  return programs.length > 0
    ? [NEW_PROGRAMS.areThere, ...programs.map((path) => `  ${showPath(path)}`)]
    : wrapWords(NEW_PROGRAMS.none, columns);
}

/** What tells a person what to do with a new drive. */
export interface SetUpDrive {
  /** Absolute path of its config. */
  readonly config: string;
  /** What to type here to run the program. */
  readonly command: string;
  /** Whether the source of some pair is at this computer. */
  readonly isSourceHere: boolean;
  /** Whether both ends of some pair are. */
  readonly areBothHere: boolean;
  /** Whether programs lie on the drive, and the text that tells how to open them. */
  readonly hasPrograms: boolean;
  /** What is to be done where the drive goes to Windows, and has programs, but none for it. */
  readonly forWindows: ForWindows | undefined;
}

/** How a program for Windows gets onto a drive. */
export interface ForWindows {
  /** What is on Windows. */
  readonly end: "source" | "destination";
  /** Absolute path of the folder that the program is to be put into. */
  readonly folder: string;
  /** What to type here after that. */
  readonly command: string;
}

function windowsLines({ end, folder, command }: ForWindows, columns: number): string[] {
  return [
    ...wrapSentences(NEW_DRIVE.lacksWindows(end, folder), columns),
    `  ${showPath(command)}`,
    "",
  ];
}

interface Step {
  readonly words: string;
  readonly command?: string;
  readonly more?: string;
}

/** What to do next with a new drive. Paths and commands stay on one line, to be copied. */
export function nextSteps(drive: SetUpDrive, columns: number): string[] {
  const { forWindows, hasPrograms } = drive;
  const steps = [firstStep(drive), secondStep(drive), {
    words: drive.areBothHere ? NEXT_STEPS.again : NEXT_STEPS.bringBack,
  }];
  return [
    ...wrapWords(NEXT_STEPS.wroteConfig, columns),
    `  ${showPath(drive.config)}`,
    "",
    ...(forWindows && hasPrograms ? windowsLines(forWindows, columns) : []),
    NEXT_STEPS.next,
    ...steps.flatMap(({ words, command, more }: Step, index) => [
      ...wrapWords(words, columns, `  ${index + 1}. `),
      ...(command === undefined ? [] : [`     ${showPath(command)}`]),
      ...(more === undefined ? [] : wrapWords(more, columns, " ".repeat(5))),
    ]),
    "",
    ...wrapWords(NEXT_STEPS.dump, columns),
  ];
}

function firstStep({ command, isSourceHere, areBothHere, hasPrograms }: SetUpDrive): Step {
  if (!isSourceHere) {
    return { words: NEXT_STEPS.toSource[hasPrograms ? "openProgram" : "runWaterlock"] };
  }
  return {
    words: NEXT_STEPS.load,
    command: areBothHere ? `${command} load` : command,
    more: NEXT_STEPS.seeFirst(areBothHere ? "--dry-run" : "plan"),
  };
}

function secondStep({ command, isSourceHere, areBothHere, hasPrograms }: SetUpDrive): Step {
  if (areBothHere) return { words: NEXT_STEPS.unload, command: `${command} unload` };
  const { openProgram, runWaterlock, doTheSame } = NEXT_STEPS.toDestination;
  return { words: !hasPrograms ? runWaterlock : isSourceHere ? openProgram : doTheSame };
}
