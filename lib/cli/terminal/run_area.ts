import type { ProgressEvent } from "../../operations/mod.ts";
import { formatShare, renderBar, shareOf, type Shares } from "./bar.ts";
import { fitEnd, fitStart, widthOf } from "./fit.ts";
import { howFar } from "./how_far.ts";
import { LIVE, PROGRESS, showPath } from "../../vocabulary.ts";
import type { Paint } from "./paint.ts";

type Progress = Extract<ProgressEvent, { event: "progress" }>;
type LargeFile = Progress["large"][number];

/** What the live area shows. */
export interface RunState {
  readonly progress: Pick<
    Progress,
    "stage" | "done" | "provenBytes" | "total" | "path" | "proving" | "large" | "reading"
  >;
  /** 0 as long as nobody can tell. */
  readonly bytesPerSecond: number;
  /** Such as `about 3 min left`. */
  readonly timeLeft: string | undefined;
  /** Whether nothing has been heard for a while: a disk takes its time. */
  readonly isSilent: boolean;
  /** Whether the person has asked to stop. */
  readonly isStopping: boolean;
}

/** The room there is, in columns and lines. */
export interface Size {
  readonly columns: number;
  readonly rows: number;
}

/** A line, and how soon it gives way where there are too few: the highest first. */
interface Line {
  readonly text: string;
  readonly givesWay: number;
}

/** Large files that are shown with bars of their own; the others are counted. */
const MOST_LARGE = 3;
/** Columns of the overall bar. */
const MOST_BAR = 40;
/** What there is at most as long as a file is still to come. */
const NOT_ALL = 0.99;
/** With fewer columns nothing stands below one another. */
const WIDE = 60;

/** The lines of the live area, none wider than the columns there are, and no more than fit. */
export function renderRunArea(state: RunState, { columns, rows }: Size, paint: Paint): string[] {
  const { isStopping, progress } = state;
  const lines = [
    ...(isToBeCarried(progress) ? [] : whyLines(columns)),
    ...overallLines(state, columns, paint),
    ...fileLines(state, columns, paint),
  ];
  if (isStopping) lines.push({ text: paint(stoppingLine(columns), "yellow"), givesWay: 1 });
  while (lines.length > Math.max(1, rows)) {
    const first = Math.max(...lines.map(({ givesWay }) => givesWay));
    lines.splice(lines.findLastIndex(({ givesWay }) => givesWay === first), 1);
  }
  return lines.map(({ text }) => text);
}

/** What a person is told who has pressed Ctrl-C. */
export function stoppingLine(columns: number): string {
  return fitted(LIVE.stopping, columns);
}

/** Whether it is no longer only read whether it has to be. */
function isToBeCarried({ stage, total, reading }: RunState["progress"]): boolean {
  return stage !== "load" || (!reading && total.files + total.bytes > 0);
}

/** Why files are read before there is a plan. */
function whyLines(columns: number): Line[] {
  return [{ text: fitted(LIVE.whyReading, columns), givesWay: 3 }];
}

/** How far it is as a whole; nothing where nobody knows what the whole is. */
function overallLines(
  { progress, bytesPerSecond, timeLeft }: RunState,
  columns: number,
  paint: Paint,
): Line[] {
  const { isReading, done, provenBytes, total } = howFar(progress);
  if (total.files + total.bytes === 0) return [];
  // What has no bytes is counted.
  const [copied, proven, all] = total.bytes > 0
    ? [done.bytes, provenBytes, total.bytes]
    : [done.files, done.files, total.files];
  const shares = { copied: copied / all, proven: proven / all };
  // A file that has grown since brings more bytes than were planned.
  const share = Math.min(shareOf(shares), done.files < total.files ? NOT_ALL : 1);
  const bytes = Math.min(total.bytes, shareOf(shares) * total.bytes);
  const numbers = [
    PROGRESS.bytes(bytes, total.bytes),
    PROGRESS.files(done.files, total.files),
    ...(bytesPerSecond > 0 ? [PROGRESS.rate(bytesPerSecond)] : []),
  ];
  const isWide = columns >= WIDE;
  const word = isReading ? LIVE.reading : LIVE.stages[progress.stage];
  const label = isWide ? labelOf(word, columns) : "";
  const tail = `${formatShare(share)}${timeLeft === undefined ? "" : `  ${timeLeft}`}`;
  const bar = barBefore(tail, shares, columns - label.length, paint);
  return [
    { text: paint(label, "faint") + bar, givesWay: 0 },
    ...packed(numbers, columns - label.length)
      .map((text, index) => ({ text: " ".repeat(label.length) + text, givesWay: 4 + index })),
  ];
}

/** What is being copied, and what is being proven. */
function fileLines(state: RunState, columns: number, paint: Paint): Line[] {
  const { progress: { path, proving, large }, isSilent } = state;
  const stage = isToBeCarried(state.progress) ? state.progress.stage : "verify";
  const shown = large.slice(0, MOST_LARGE);
  const lines = shown.map((file, index) => ({
    text: largeLine(file, stage, columns, paint),
    givesWay: index === 0 ? 2 : 5 + index,
  }));
  if (large.length > shown.length) {
    const others = LIVE.moreLarge(large.length - shown.length);
    lines.push({ text: labelled("", others, columns, paint), givesWay: 9 });
  }
  if (stage === "verify") {
    if (shown.length === 0) lines.push(fileLine(LIVE.reading, path, 2, columns, paint));
    return lines;
  }
  const isCopying = shown.some(({ copied, bytes }) => copied < bytes);
  const isSmall = !large.some((file) => file.path === path);
  if (!isCopying && isSmall && path !== proving) {
    lines.push(fileLine(LIVE.copying, path, 3, columns, paint));
  }
  const isShown = shown.some((file) => file.path === proving && file.copied === file.bytes);
  if (isSilent) {
    lines.push({ text: labelled(LIVE.waiting, LIVE.forTheDisks, columns, paint), givesWay: 3 });
  } else if (proving !== null && !isShown) {
    lines.push(fileLine(LIVE.proving, proving, 3, columns, paint));
  }
  return lines;
}

/** A large file with its own bar. */
function largeLine(
  { path, bytes, copied, proven }: LargeFile,
  stage: Progress["stage"],
  columns: number,
  paint: Paint,
): string {
  const isRead = stage === "verify";
  const shares: Shares = { copied: copied / bytes, proven: (isRead ? copied : proven) / bytes };
  const share = shareOf(shares);
  const word = isRead ? LIVE.reading : copied < bytes ? LIVE.copying : LIVE.proving;
  const label = labelOf(word, columns);
  const size = columns < WIDE ? "" : `  ${PROGRESS.bytes(share * bytes, bytes)}`;
  const behind = `${formatShare(share)}${size}  `;
  const barColumns = columns < WIDE ? 6 : Math.min(24, Math.floor(columns / 6));
  const room = columns - label.length - barColumns - behind.length;
  if (room < 4) return fitStart(`${label}${formatShare(share)}`, columns);
  const bar = renderBar(shares, barColumns, paint);
  return paint(label, "faint") + bar + behind + fitEnd(showPath(path), room);
}

function fileLine(
  word: string,
  path: string,
  givesWay: number,
  columns: number,
  paint: Paint,
): Line {
  return { text: labelled(word, showPath(path), columns, paint), givesWay };
}

function labelled(word: string, text: string, columns: number, paint: Paint): string {
  const label = labelOf(word, columns);
  const room = columns - label.length;
  return room < 4 ? fitStart(word, columns) : paint(label, "faint") + fitEnd(text, room);
}

/** A word before what it is about, as wide as every other. */
function labelOf(word: string, columns: number): string {
  return word.padEnd(columns < WIDE ? 8 : 11);
}

/** A bar with something behind it, which gives way where there is no room for both. */
function barBefore(
  tail: string,
  shares: Shares,
  columns: number,
  paint: Paint,
): string {
  const room = columns - tail.length;
  if (room >= 8) return renderBar(shares, Math.min(MOST_BAR, room), paint) + tail;
  return fitStart(tail.trim(), columns);
}

/** Texts behind one another on as few lines as hold them. */
function packed(texts: readonly string[], columns: number): string[] {
  const lines: string[] = [];
  for (const text of texts) {
    const longer = lines.length === 0 ? text : `${lines.at(-1)}, ${text}`;
    if (lines.length > 0 && widthOf(longer) <= columns) lines[lines.length - 1] = longer;
    else lines.push(fitStart(text, columns));
  }
  return lines;
}

/** The first of some texts that fits; the last one cut where none does. */
function fitted(texts: readonly string[], columns: number): string {
  return texts.find((text) => widthOf(text) <= columns) ?? fitStart(texts.at(-1)!, columns);
}
