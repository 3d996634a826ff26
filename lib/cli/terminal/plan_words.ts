import type { ProgressEvent, Tally } from "../../operations/mod.ts";
import { formatBytes, formatCount, formatDay, formatNumber, formatTally } from "./format.ts";
import { showPath } from "./format.ts";
import { heldClause } from "./held_words.ts";
import { type Column, renderTable } from "./table.ts";
import { tripsClause, WAIT_REASONS } from "./words.ts";
import { wrapWords } from "./wrap.ts";

type EventOf<T extends ProgressEvent["event"]> = Extract<ProgressEvent, { event: T }>;
type Forecast = EventOf<"forecast">;

/** What a stage is about to do. */
export function planLine(event: EventOf<"plan">): string {
  const { pair, stage, carry, waiting } = event;
  const goes = stage === "load" ? "to the drive" : "to the destination";
  const held = heldClause(event.held);
  if (carry.files + waiting.files === 0) return `${showPath(pair)}: nothing to ${stage}${held}`;
  const trips = stage === "load" ? tripsClause(event) : "";
  const waits = waiting.files > 0 ? `; ${formatTally(waiting)} must wait${trips}` : "";
  const now = carry.files > 0 ? `${formatTally(carry)} to go ${goes} now` : "nothing can go now";
  return `${showPath(pair)}: ${now}${waits}${held}`;
}

/** A plan folder by folder and reason by reason, a line each, where there is no screen to draw on. */
export function forecastLines(event: Forecast): string[] {
  const { stage, waits } = event;
  const folders = folderRows(event).map((row) => `  of it: ${row.name}: ${formatTally(row)}`);
  return [
    ...folders,
    ...waits.map((wait) => `  waiting: ${formatTally(wait)}: ${whyWords(stage, wait)}`),
    ...prospects(event).map(({ label, words }) => `  ${label}: ${words}`),
  ];
}

const COLUMNS: readonly Column[] = [
  { title: "goes now", align: "left", least: 9 },
  { title: "files", align: "right" },
  { title: "bytes", align: "right" },
];

/** The same as a table, no line wider than the screen; undefined where no table fits. */
export function forecastTable(event: Forecast, columns: number): string[] | undefined {
  const { stage, waits } = event;
  const room = Math.min(columns, WIDEST) - INDENT.length;
  const rows = withSum(folderRows(event))
    .map(({ name, files, bytes }) => [name, formatNumber(files), formatBytes(bytes)]);
  const folders = rows.length === 0 ? [] : renderTable(COLUMNS, rows, room);
  if (!folders) return undefined;
  const sections = [
    folders,
    waits.length === 0 ? [] : ["must wait", ...waitLines(stage, waits, room)],
    prospects(event).flatMap(({ label, words }) => wrapWords(words, room, label.padEnd(7))),
  ];
  const lines = sections.filter((section) => section.length > 0)
    .flatMap((section) => ["", ...section.map((line) => INDENT + line)]);
  return lines.length === 0 ? [] : [...lines, ""];
}

/** What goes of a folder. */
interface FolderRow extends Tally {
  readonly name: string;
}

const INDENT = "  ";
/** The eye loses the line in wider tables. */
const WIDEST = 96;

/** What goes, a row for each folder. */
function folderRows({ folders, others }: Forecast): FolderRow[] {
  const rows = folders.map(({ folder, ...tally }) => ({ name: folderName(folder), ...tally }));
  const { folders: count, ...tally } = others;
  return count === 0
    ? rows
    : [...rows, { name: `… and ${formatCount(count, "more folder")}`, ...tally }];
}

/** The rows with one for all of them, where there are several. */
function withSum(rows: readonly FolderRow[]): readonly FolderRow[] {
  if (rows.length < 2) return rows;
  const sum = (key: "files" | "bytes") => rows.reduce((all, row) => all + row[key], 0);
  return [...rows, { name: "in all", files: sum("files"), bytes: sum("bytes") }];
}

function folderName(folder: string): string {
  return folder === "" ? "outside any folder" : showPath(folder);
}

/** Numbers below each other, and beside them why, on as many lines as that takes. */
function waitLines(
  stage: Forecast["stage"],
  waits: Forecast["waits"],
  columns: number,
): string[] {
  const numbers = waits.map(({ files, bytes }) => [formatNumber(files), formatBytes(bytes)]);
  const widthAt = (at: number) => Math.max(...numbers.map((cells) => cells[at]!.length));
  return waits.flatMap((wait, index) => {
    const [files, bytes] = numbers[index]!.map((cell, at) => cell.padStart(widthAt(at)));
    return wrapWords(whyWords(stage, wait), columns, `${files}  ${bytes}  `);
  });
}

/** Why, with one of the files where somebody will ask which. */
function whyWords(
  stage: Forecast["stage"],
  { reason, files, example }: Forecast["waits"][number],
): string {
  const words = WAIT_REASONS[stage][reason];
  if (reason === "no-room") return words;
  return `${words} (${files === 1 ? "" : "such as "}${showPath(example)})`;
}

/** What may be expected, each of it with what it goes by. */
function prospects(event: Forecast): { readonly label: string; readonly words: string }[] {
  const { stage, instructed, duration, habit, tripsRemaining } = event;
  const found = [];
  if (instructed.files > 0) {
    const words = `${formatTally(instructed)} are there already, so nothing of that is carried`;
    found.push({ label: "known", words });
  }
  if (duration) {
    const { seconds, bytesPerSecond, stages } = duration;
    const last = stages === 1 ? `the last ${stage}` : `the last ${stages} ${stage}s`;
    const words = `${aboutTime(seconds)}, at ${formatBytes(bytesPerSecond)}/s as ${last} here`;
    found.push({ label: "takes", words });
  }
  if (habit || (stage === "unload" && tripsRemaining > 0)) {
    const dates = habit ? `: ${dateWords(habit, tripsRemaining)}` : "";
    found.push({
      label: "then",
      words: `about ${formatCount(tripsRemaining, "more trip")}${dates}`,
    });
  }
  return found;
}

/** So many dates are told before the last one. */
const FIRST_DATES = 3;

function dateWords(
  { next, last, everyDays, trips }: NonNullable<Forecast["habit"]>,
  tripsRemaining: number,
): string {
  const first = next.slice(0, Math.min(FIRST_DATES, tripsRemaining - 1)).map(dayOf);
  const skipped = tripsRemaining - 1 - first.length > 0 ? " …" : "";
  const dates = first.length === 0
    ? `about ${dayOf(last)}`
    : `about ${first.join(", ")}${skipped} and the last ${dayOf(last)}`;
  const days = Math.round(everyDays);
  const often = days === 1 ? "every day" : `every ${days} days`;
  return `${dates}, if you go on ${often} as on the last ${trips} trips`;
}

function dayOf(iso: string): string {
  return formatDay(Date.parse(iso));
}

/** A stretch of time that nobody knows to the second. */
function aboutTime(seconds: number): string {
  const minutes = Math.ceil(seconds / 60);
  if (minutes <= 1) return "about a minute";
  if (minutes < 60) return `about ${minutes} min`;
  const fives = 5 * Math.ceil(minutes / 5), hours = Math.floor(fives / 60);
  if (hours >= 48) return `about ${formatCount(Math.ceil(hours / 24), "day")}`;
  return `about ${hours} h${fives % 60 === 0 ? "" : ` ${fives % 60} min`}`;
}
