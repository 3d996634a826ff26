import type { FirstTransfer, NewDriveSpace, Tally } from "../../operations/mod.ts";
import { breakText } from "./break_text.ts";
import { fitStart } from "./fit.ts";
import { formatBytes, formatCount, formatNumber, formatTally, showPath } from "./format.ts";

/** How much a folder that is to become a drive can hold. */
export function spaceWords(
  { isThere, freeBytes, totalBytes, programBytes }: NewDriveSpace,
): string {
  const free = `${formatBytes(freeBytes)} of ${formatBytes(totalBytes)}`;
  const programs = programBytes > 0
    ? ` The programs that go along take ${formatBytes(programBytes)} of it.`
    : "";
  return isThere
    ? `${free} are free.${programs}`
    : `There is no such folder yet. It will be made on a disk with ${free} free.${programs} ` +
      "If you mean a drive that you have plugged in, leave, and mount it first.";
}

/** What has been counted of a source while the counting goes on, on one line. */
export function countingLine(tally: Tally, columns: number): string {
  return fitStart(`Counting: ${formatTally(tally)}. Enter: go on without`, columns);
}

/** What a source holds, as far as it was counted. */
export function countedWords(
  { tally, isWhole, unreadable }: {
    readonly tally: Tally;
    readonly isWhole: boolean;
    readonly unreadable: number;
  },
): string {
  const left = unreadable > 0
    ? ` ${formatCount(unreadable, "more name")} cannot be read or ${
      unreadable === 1 ? "holds" : "hold"
    } no data; the load will say which.`
    : "";
  if (!isWhole) return `It holds more than ${formatTally(tally)}.${left}`;
  if (tally.files > 0) return `It holds ${formatTally(tally)}.${left}`;
  return `It holds no file yet.${left} Is it mounted?`;
}

/** How the first transfer will go, a sentence or two. */
export function transferWords(forecast: FirstTransfer, reserve: string): string {
  const { roomBytes, files, trips, isAtLeast, largerThanRoom, largerThanFiles } = forecast;
  const left = Number.parseFloat(reserve) === 0 ? "nothing" : reserve;
  const room = `With ${left} left free, about ${formatBytes(roomBytes)} can travel at a time.`;
  if (files === 0) return room;
  if (trips === 0) {
    return `${room} That is too little to carry anything: make room on the drive before the first load.`;
  }
  const number = formatNumber(trips);
  const much = trips === 1
    ? isAtLeast ? "at least one trip" : "one trip"
    : `${isAtLeast ? "at least" : "about"} ${number} trips`;
  return [
    room,
    `The first transfer will take ${much}.`,
    ...parts(largerThanRoom, "larger than that: %s over several trips"),
    ...parts(largerThanFiles, "larger than this drive can hold whole: %s"),
  ].join(" ");
}

function parts(count: number, why: string): string[] {
  if (count === 0) return [];
  const travel = count === 1 ? "it travels in parts" : "they travel in parts";
  return [
    `${formatCount(count, "file")} ${count === 1 ? "is" : "are"} ${why.replace("%s", travel)}.`,
  ];
}

/** Which programs now lie on a drive, by their absolute paths. */
export function programLines(programs: readonly string[], columns: number): string[] {
  return programs.length > 0
    ? ["On the drive, to be opened there:", ...programs.map((path) => `  ${showPath(path)}`)]
    : breakText("No program is there to go along; deno task build makes them.", columns);
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
}

/** What to do next with a new drive. Paths and commands stay on one line, to be copied. */
export function nextSteps(drive: SetUpDrive, columns: number): string[] {
  const { config, command, isSourceHere, areBothHere, hasPrograms } = drive;
  const open = hasPrograms
    ? "open the program on it that is made for that computer; README.txt beside it tells how."
    : "run waterlock there.";
  const steps: readonly (readonly [words: string, command?: string, more?: string])[] = [
    isSourceHere
      ? [
        "Load the drive, here at the source:",
        areBothHere ? `${command} load` : command,
        `To see first what it would do, write ${areBothHere ? "--dry-run" : "plan"} behind it.`,
      ]
      : [`Take the drive to the source and ${open}`],
    areBothHere
      ? ["The destination is here as well. Unload the drive into it:", `${command} unload`]
      : [
        `Eject the drive, take it to the destination and ${
          hasPrograms && !isSourceHere ? "do the same there." : open
        }`,
      ],
    [
      areBothHere
        ? "Begin again at 1 whenever there is something new."
        : "Bring it back and begin again at 1: until nothing waits, and later whenever there is something new.",
    ],
  ];
  return [
    ...breakText(
      "Wrote the config. It is a text with comments, to be edited as you like:",
      columns,
    ),
    `  ${showPath(config)}`,
    "",
    "Next:",
    ...steps.flatMap(([words, command, more], index) => [
      ...indented(`${index + 1}. `, words, columns),
      ...(command === undefined ? [] : [`     ${showPath(command)}`]),
      ...(more === undefined ? [] : indented("   ", more, columns)),
    ]),
    "",
    ...breakText(
      "What has arrived is deleted from the drive when you say so; dump in the config changes that.",
      columns,
    ),
  ];
}

/** A text behind a number, its further lines below the first. */
function indented(number: string, text: string, columns: number): string[] {
  const [first = "", ...more] = breakText(text, columns - number.length - 2);
  return [`  ${number}${first}`, ...more.map((line) => `  ${" ".repeat(number.length)}${line}`)];
}
