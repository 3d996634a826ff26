import type { PastStage } from "../../operations/mod.ts";
import {
  formatBytes,
  formatDuration,
  formatNumber,
  formatTime,
  HISTORY,
  PROOFS,
  RESULT,
  showPath,
} from "../../vocabulary.ts";
import { type Column, renderTable } from "./table.ts";
import { wrapWords } from "./wrap.ts";

/** A column and what stands in it. */
interface HistoryColumn extends Column {
  readonly cell: (past: PastStage) => string;
}

const { titles } = HISTORY;
const TRIP: HistoryColumn = {
  title: titles.trip,
  align: "right",
  cell: ({ trip }) => formatNumber(trip),
};
const PAIR: HistoryColumn = {
  title: titles.pair,
  align: "left",
  least: 5,
  cell: ({ pair }) => showPath(pair),
};

const WHERE: HistoryColumn = {
  title: titles.where,
  align: "left",
  least: 5,
  cell: ({ host }) => showPath(host),
};
/** How it ended is what one looks for, and is never cut. */
const RESULTS: HistoryColumn = { title: titles.result, align: "left", cell: resultWords };

const COLUMNS: readonly HistoryColumn[] = [
  TRIP,
  { title: titles.when, align: "left", cell: ({ startedAt }) => formatTime(startedAt) },
  PAIR,
  { title: titles.stage, align: "left", cell: ({ stage }) => HISTORY.stages[stage] },
  WHERE,
  {
    title: titles.files,
    align: "right",
    cell: ({ tallies }) => formatNumber(tallies.carried.files),
  },
  {
    title: titles.bytes,
    align: "right",
    cell: ({ tallies }) => formatBytes(tallies.carried.bytes),
  },
  { title: titles.proven, align: "left", cell: ({ proofs }) => PROOFS.inAWord(proofs) },
  { title: titles.took, align: "right", cell: tookCell },
  RESULTS,
];

/**
 * What was done with the drive, a line each.
 *
 * @param width of the screen, or undefined where there is none: then the lines are sentences, as they
 *   are where the screen is too narrow for a table
 */
export function historyLines(stages: readonly PastStage[], width: number | undefined): string[] {
  if (stages.length === 0) return [HISTORY.none];
  const table = width === undefined ? undefined : tableOf(stages, width);
  return table ?? stages.map(sentenceOf);
}

/**
 * The table. The pair is left out where it is always the same; where it is narrow, so is the computer, and
 * the trip's number; where that is too wide still, how each ended stands below it.
 */
function tableOf(stages: readonly PastStage[], width: number): string[] | undefined {
  const isOne = (of: (past: PastStage) => string) =>
    stages.every((past) => of(past) === of(stages[0]!));
  const without = (some: readonly HistoryColumn[], ...left: readonly HistoryColumn[]) =>
    some.filter((column) => !left.includes(column));
  const all = without(COLUMNS, ...isOne(({ pair }) => pair) ? [PAIR] : []);
  const where = isOne(({ host }) => host) ? [WHERE] : [];
  for (const below of [[], [RESULTS]]) {
    for (const left of [[], where, [TRIP], [TRIP, ...where]]) {
      const columns = without(all, ...below, ...left);
      const cells = stages.map((past) => columns.map(({ cell }) => cell(past)));
      const lines = renderTable(columns, cells, width);
      if (lines) return below.length === 0 ? lines : withResults(lines, stages, width);
    }
  }
  return undefined;
}

/** A table with how each ended below its line. */
function withResults(
  [titles, ...rows]: readonly string[],
  stages: readonly PastStage[],
  width: number,
): string[] {
  const below = (words: string) => wrapWords(words, width, "    ");
  return [
    titles!,
    ...below(RESULTS.title),
    ...rows.flatMap((row, index) => [row, ...below(resultWords(stages[index]!))]),
  ];
}

function sentenceOf(past: PastStage): string {
  const { tallies: { carried }, proofs } = past;
  return HISTORY.sentence(
    past,
    carried,
    secondsOf(past),
    PROOFS.inFull(proofs),
    resultWords(past),
  );
}

function tookCell(past: PastStage): string {
  const seconds = secondsOf(past);
  return seconds === undefined ? "" : formatDuration(seconds);
}

function secondsOf({ startedAt, endedAt }: PastStage): number | undefined {
  return endedAt === null ? undefined : (endedAt - startedAt) / 1000;
}

/** How it ended, and what else came of it than files carried. */
export function resultWords({ result, stage, tallies }: PastStage): string {
  const { instructed, waiting, failed, removed } = tallies;
  const parts = [RESULT.ended[result]];
  if (failed?.files) parts.push(RESULT.failed(failed.files));
  if (waiting?.files) parts.push(RESULT.waiting[stage](waiting.files));
  if (instructed?.files) parts.push(RESULT.instructed(instructed.files));
  if (removed?.files) parts.push(RESULT.removed(removed.files));
  return parts.join(", ");
}
