import type { PastStage, ReportFacts } from "../../operations/mod.ts";
import { formatBytes, formatCount, formatDuration, formatNumber } from "../terminal/format.ts";
import { formatTime } from "../terminal/format.ts";
import { resultWords } from "../terminal/history_words.ts";
import { filteredTable } from "./filtered_table.ts";
import { type Markup, markup } from "./markup.ts";
import { NAME_LENGTH, shorten } from "./words.ts";

/** The most loads and unloads that are listed one by one. */
const MOST_STAGES = 1000;

/** Every trip, the newest first: a line for the load and one for the unload of each pair. */
export function tripsSection({ stages }: ReportFacts): Markup {
  if (stages.length === 0) {
    return markup`<section aria-labelledby="trips"><h2 id="trips">Every trip</h2>
<p class="count">Nothing was loaded or unloaded yet.</p></section>`;
  }
  const listed = stages.slice(-MOST_STAGES).reverse();
  const loads = stages.filter(({ stage }) => stage === "load").length;
  const all = `${formatCount(loads, "load")} and ${formatCount(stages.length - loads, "unload")}`;
  return filteredTable({
    title: "Every trip",
    id: "trips",
    everything: "loads and unloads",
    count: stages.length > listed.length
      ? `${all}; the newest ${formatNumber(listed.length)} are listed, waterlock history lists all`
      : all,
    columns: [
      { title: "When" },
      { title: "Trip", isNumber: true },
      { title: "Pair" },
      { title: "Stage" },
      { title: "Where" },
      { title: "Files", isNumber: true },
      { title: "Bytes", isNumber: true },
      { title: "Took", isNumber: true },
      { title: "Result" },
    ],
    rows: listed.map((past) => ({ kind: `${past.stage}s`, cells: cellsOf(past) })),
  });
}

function cellsOf(past: PastStage): readonly (Markup | string)[] {
  const { trip, pair, stage, host, startedAt, endedAt, tallies: { carried } } = past;
  return [
    formatTime(startedAt),
    formatNumber(trip),
    markup`<bdi>${shorten(pair, NAME_LENGTH)}</bdi>`,
    stage,
    markup`<bdi>${shorten(host, NAME_LENGTH)}</bdi>`,
    formatNumber(carried.files),
    formatBytes(carried.bytes),
    endedAt === null ? "–" : formatDuration((endedAt - startedAt) / 1000),
    past.result === "done" ? resultWords(past) : markup`<strong>${resultWords(past)}</strong>`,
  ];
}
