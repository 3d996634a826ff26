import type { ProgressEvent, Tally } from "../../operations/mod.ts";
import {
  FORECAST,
  formatBytes,
  formatHeld,
  formatNumber,
  PLAN,
  PROSPECTS,
  showPath,
  WAITS,
} from "../../vocabulary.ts";
import { type Column, renderTable } from "./table.ts";
import { wrapWords } from "./wrap.ts";

type EventOf<T extends ProgressEvent["event"]> = Extract<ProgressEvent, { event: T }>;
type Forecast = EventOf<"forecast">;

/** What a stage is about to do. */
export function planLine(event: EventOf<"plan">): string {
  const { pair, stage, carry, begunBytes, waiting, held, tripsRemaining, toDump, removal } = event;
  const { nothing, goes } = PLAN[stage];
  const removes = stage === "unload" && removal.files > 0;
  const clauses = [];
  if (carry.files > 0) clauses.push(goes(carry, begunBytes));
  else if (waiting.files > 0) clauses.push(PLAN.noneNow);
  else if (!removes) clauses.push(nothing);
  if (toDump.files > 0) clauses.push(PLAN.mustWaitBeside(waiting, toDump));
  else if (waiting.files > 0) {
    clauses.push(PLAN.mustWait(waiting, stage === "load" ? tripsRemaining : 0));
  }
  if (removes) clauses.push(PLAN.removes(removal));
  if (held.files > 0) clauses.push(formatHeld(held));
  return PLAN.ofPair(pair, clauses);
}

/** A plan folder by folder and reason by reason, a line each, where there is no screen to draw on. */
export function forecastLines(event: Forecast): string[] {
  const { stage, waits } = event;
  const folders = folderRows(event).map((row) => `  ${FORECAST.goes(row.name, row)}`);
  return [
    ...folders,
    ...waits.map((wait) => `  ${FORECAST.waits(wait, whyWords(stage, wait))}`),
    ...prospects(event).map(({ label, words }) => `  ${PROSPECTS.line(label, words)}`),
  ];
}

const COLUMNS: readonly Column[] = [
  { title: FORECAST.titles.goes, align: "left", least: 9 },
  { title: FORECAST.titles.files, align: "right" },
  { title: FORECAST.titles.bytes, align: "right" },
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
    waits.length === 0 ? [] : [FORECAST.mustWait, ...waitLines(stage, waits, room)],
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
  return count === 0 ? rows : [...rows, { name: FORECAST.moreFolders(count), ...tally }];
}

/** The rows with one for all of them, where there are several. */
function withSum(rows: readonly FolderRow[]): readonly FolderRow[] {
  if (rows.length < 2) return rows;
  const sum = (key: "files" | "bytes") => rows.reduce((all, row) => all + row[key], 0);
  return [...rows, { name: FORECAST.inAll, files: sum("files"), bytes: sum("bytes") }];
}

function folderName(folder: string): string {
  return folder === "" ? FORECAST.outside : showPath(folder);
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
  const words = WAITS[stage][reason];
  if (reason === "no-room") return words;
  return FORECAST.whySuchAs(words, files, example);
}

/** What may be expected, each of it with what it goes by. */
function prospects(event: Forecast): { readonly label: string; readonly words: string }[] {
  const { stage, instructed, duration, habit, tripsRemaining, toDump } = event;
  const { labels } = PROSPECTS;
  const found = [];
  if (instructed.files > 0) {
    found.push({ label: labels.known, words: PROSPECTS.known(instructed) });
  }
  if (duration) {
    const { seconds, bytesPerSecond, stages } = duration;
    const words = PROSPECTS.takes[stage](aboutTime(seconds), bytesPerSecond, stages);
    found.push({ label: labels.takes, words });
  }
  // Where delivered cargo is in the way, another trip alone would change nothing.
  if (habit && toDump.files === 0) {
    found.push({ label: labels.then, words: tripsOnDays(habit, tripsRemaining) });
  } else if (stage === "unload" && tripsRemaining > 0) {
    found.push({ label: labels.then, words: PROSPECTS.trips(tripsRemaining) });
  }
  return found;
}

/** So many dates are told before the last one. */
const FIRST_DATES = 3;

function tripsOnDays(
  { next, last, everyDays, trips }: NonNullable<Forecast["habit"]>,
  tripsRemaining: number,
): string {
  const first = next.slice(0, Math.min(FIRST_DATES, tripsRemaining - 1)).map(Date.parse);
  const isCut = tripsRemaining - 1 > first.length;
  return PROSPECTS.tripsOn(
    tripsRemaining,
    { first, isCut, last: Date.parse(last) },
    { everyDays: Math.round(everyDays), pastTrips: trips },
  );
}

/** A stretch of time that nobody knows to the second. */
function aboutTime(seconds: number): string {
  const minutes = Math.ceil(seconds / 60);
  if (minutes <= 1) return PROSPECTS.aboutAMinute;
  if (minutes < 60) return PROSPECTS.aboutMinutes(minutes);
  const fives = 5 * Math.ceil(minutes / 5), hours = Math.floor(fives / 60);
  if (hours >= 48) return PROSPECTS.aboutDays(Math.ceil(hours / 24));
  return PROSPECTS.aboutHours(hours, fives % 60);
}
