import type { PastStage, ReportFacts } from "../../operations/mod.ts";
import { formatBytes, formatDuration, formatNumber } from "../../vocabulary.ts";
import { formatTime, REPORT_TRIPS } from "../../vocabulary.ts";
import { resultWords } from "../terminal/history_words.ts";
import { filteredTable } from "./filtered_table.ts";
import { type Markup, markup } from "./markup.ts";
import { NAME_LENGTH, shorten } from "./words.ts";

/** The most loads and unloads that are listed one by one. */
const MOST_STAGES = 1000;

/** Every trip, the newest first: a line for the load and one for the unload of each pair. */
export function tripsSection({ stages }: ReportFacts): Markup {
  if (stages.length === 0) {
    return markup`<section aria-labelledby="trips"><h2 id="trips">${REPORT_TRIPS.title}</h2>
<p class="count">${REPORT_TRIPS.none}</p></section>`;
  }
  const listed = stages.slice(-MOST_STAGES).reverse();
  const loads = stages.filter(({ stage }) => stage === "load").length;
  const unloads = stages.length - loads;
  return filteredTable({
    title: REPORT_TRIPS.title,
    id: "trips",
    everything: REPORT_TRIPS.everyKind,
    count: stages.length > listed.length
      ? REPORT_TRIPS.newest(loads, unloads, listed.length)
      : REPORT_TRIPS.all(loads, unloads),
    columns: [
      { title: REPORT_TRIPS.when },
      { title: REPORT_TRIPS.trip, isNumber: true },
      { title: REPORT_TRIPS.pair },
      { title: REPORT_TRIPS.stage },
      { title: REPORT_TRIPS.where },
      { title: REPORT_TRIPS.files, isNumber: true },
      { title: REPORT_TRIPS.bytes, isNumber: true },
      { title: REPORT_TRIPS.took, isNumber: true },
      { title: REPORT_TRIPS.result },
    ],
    rows: listed.map((past) => ({ kind: REPORT_TRIPS.kinds[past.stage], cells: cellsOf(past) })),
  });
}

function cellsOf(past: PastStage): readonly (Markup | string)[] {
  const { trip, pair, stage, host, startedAt, endedAt, tallies: { carried } } = past;
  return [
    formatTime(startedAt),
    formatNumber(trip),
    markup`<bdi>${shorten(pair, NAME_LENGTH)}</bdi>`,
    REPORT_TRIPS.stages[stage],
    markup`<bdi>${shorten(host, NAME_LENGTH)}</bdi>`,
    formatNumber(carried.files),
    formatBytes(carried.bytes),
    endedAt === null ? "–" : formatDuration((endedAt - startedAt) / 1000),
    past.result === "done" ? resultWords(past) : markup`<strong>${resultWords(past)}</strong>`,
  ];
}
