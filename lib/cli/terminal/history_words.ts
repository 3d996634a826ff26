import type { PastStage } from "../../operations/mod.ts";
import { formatBytes, formatCount, formatDuration, formatNumber } from "./format.ts";
import { formatTally, formatTime, showPath } from "./format.ts";
import { proofWord, proofWords } from "./proof_words.ts";
import { type Column, renderTable } from "./table.ts";

/** A column and what stands in it. */
interface HistoryColumn extends Column {
  readonly cell: (past: PastStage) => string;
}

const COLUMNS: readonly HistoryColumn[] = [
  { title: "trip", align: "right", cell: ({ trip }) => String(trip) },
  { title: "when", align: "left", cell: ({ startedAt }) => formatTime(startedAt) },
  { title: "pair", align: "left", least: 5, cell: ({ pair }) => showPath(pair) },
  { title: "stage", align: "left", cell: ({ stage }) => stage },
  { title: "where", align: "left", least: 5, cell: ({ host }) => showPath(host) },
  { title: "files", align: "right", cell: ({ tallies }) => formatNumber(tallies.carried.files) },
  { title: "bytes", align: "right", cell: ({ tallies }) => formatBytes(tallies.carried.bytes) },
  { title: "proven", align: "left", cell: ({ proofs }) => proofWord(proofs) },
  { title: "took", align: "right", cell: (past) => durationOf(past) ?? "" },
  { title: "result", align: "left", least: 8, cell: resultOf },
];

const RESULTS: Record<PastStage["result"], string> = {
  done: "all done",
  partial: "done in part",
  damaged: "damage found",
  failed: "failed",
  interrupted: "interrupted",
  "broken-off": "broken off",
};

/**
 * What was done with the drive, a line each.
 *
 * @param width of the screen, or undefined where there is none: then the lines are sentences, as they
 *   are where the screen is too narrow for a table
 */
export function historyLines(stages: readonly PastStage[], width: number | undefined): string[] {
  if (stages.length === 0) return ["Nothing was loaded or unloaded yet."];
  const table = width === undefined ? undefined : tableOf(stages, width);
  return table ?? stages.map(sentenceOf);
}

/** The table; the pair is left out where it is always the same, the trip's number where it is narrow. */
function tableOf(stages: readonly PastStage[], width: number): string[] | undefined {
  const hasOnePair = stages.every(({ pair }) => pair === stages[0]!.pair);
  const columns = COLUMNS.filter(({ title }) => title !== "pair" || !hasOnePair);
  const render = (some: readonly HistoryColumn[]) =>
    renderTable(some, stages.map((past) => some.map(({ cell }) => cell(past))), width);
  return render(columns) ?? render(columns.filter(({ title }) => title !== "trip"));
}

function sentenceOf(past: PastStage): string {
  const { pair, trip, stage, host, startedAt, tallies: { carried } } = past;
  const took = durationOf(past), proven = proofWords(past.proofs);
  const what = [formatTally(carried) + (took ? ` in ${took}` : ""), proven].filter(Boolean).join(
    ", ",
  );
  return `${showPath(pair)}: trip ${trip}, ${stage} at ${showPath(host)}, ${
    formatTime(startedAt)
  }: ${what}; ${resultOf(past)}`;
}

function durationOf({ startedAt, endedAt }: PastStage): string | undefined {
  return endedAt === null ? undefined : formatDuration((endedAt - startedAt) / 1000);
}

/** How it ended, and what else came of it than files carried. */
export function resultOf({ result, stage, tallies }: PastStage): string {
  const { instructed, waiting, failed, removed } = tallies;
  const parts = [RESULTS[result]];
  if (failed?.files) parts.push(`${formatCount(failed.files, "file")} could not be carried`);
  if (waiting?.files) {
    parts.push(`${formatNumber(waiting.files)} ${stage === "load" ? "waited" : "stayed"}`);
  }
  if (instructed?.files) {
    parts.push(`${formatNumber(instructed.files)} settled without copying`);
  }
  if (removed?.files) parts.push(`${formatNumber(removed.files)} removed`);
  return parts.join(", ");
}
