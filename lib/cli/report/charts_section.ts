import { type ReportFacts, totalOf } from "../../operations/mod.ts";
import { REPORT_CHARTS } from "../../vocabulary.ts";
import { growthChart } from "./growth_chart.ts";
import { type Markup, markup } from "./markup.ts";
import { believable, timeScale } from "./time_axis.ts";
import { tripsChart } from "./trips_chart.ts";

/** What came when; nothing before the first load. */
export function chartsSection(facts: ReportFacts): Markup {
  const { stages, arrivals, madeAt, safety } = facts;
  if (stages.length === 0) return markup``;
  const times = [...stages.map(({ startedAt }) => startedAt), ...arrivals.map(({ at }) => at)]
    .flatMap((at) => believable(at, madeAt) ?? []);
  const scale = timeScale(times, madeAt);
  const strange = stages.filter(({ startedAt }) => believable(startedAt, madeAt) === null).length;
  return markup`<section aria-labelledby="time">
<h2 id="time">${REPORT_CHARTS.title}</h2>
<div class="charts">
${growthChart(arrivals, totalOf(safety).bytes, scale, madeAt)}
${tripsChart(stages, scale, madeAt)}
</div>
${strange > 0 && markup`<p class="more">${REPORT_CHARTS.wrongClock}</p>`}
</section>`;
}
