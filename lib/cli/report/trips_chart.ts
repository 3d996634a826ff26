import type { ScaleTime } from "d3-scale";
import type { PastStage } from "../../operations/mod.ts";
import { REPORT_CHARTS } from "../../vocabulary.ts";
import { type Markup, markup, phrase } from "./markup.ts";
import { percent } from "./safety_bar.ts";
import { byteScale, gridLines, valueLabels } from "./byte_axis.ts";
import { timeLabels } from "./time_axis.ts";

const HEIGHT = 260, MIDDLE = 116, REACH = 98;

/** The most bars beside each other. */
const MOST_BARS = 90;

/** Bytes that were taken aboard and that arrived in one stretch of time. */
interface Bar {
  readonly at: number;
  readonly load: number;
  readonly unload: number;
}

/** What each trip carried: down onto the drive, up to the destination. */
export function tripsChart(
  stages: readonly PastStage[],
  time: ScaleTime<number, number>,
  now: number,
): Markup {
  const bars = gather(stages, time, now);
  const most = bars.reduce((least, { load, unload }) => Math.max(least, load, unload), 0);
  const scale = byteScale(most, 2);
  const reach = (bytes: number) => Number((scale.at(bytes) * REACH).toFixed(2));
  const trips = new Set(stages.map(({ pair, trip }) => JSON.stringify([pair, trip]))).size;
  const ticks = scale.ticks.flatMap(({ bytes, label }) =>
    bytes === 0
      ? [{ y: MIDDLE, label }]
      : [{ y: MIDDLE - reach(bytes), label }, { y: MIDDLE + reach(bytes), label }]
  );
  const rect = (kind: "safe" | "aboard", at: number, bytes: number, title: string) => {
    const x = percent(Math.min(99, Math.max(0, time(at) - 0.5)));
    const height = Math.max(1, reach(bytes)), y = kind === "safe" ? MIDDLE - height : MIDDLE;
    return bytes > 0 &&
      markup`<rect class="${kind}" x="${x}" width="1%" y="${y}" height="${height}"><title>${title}</title></rect>\n`;
  };
  return markup`<figure>
<figcaption>${
    phrase(
      REPORT_CHARTS.tripsExplained,
      markup`<b>${REPORT_CHARTS.trips}</b>`,
      markup`<span class="swatch safe"></span>${REPORT_CHARTS.arrived}`,
      markup`<span class="swatch aboard"></span>${REPORT_CHARTS.aboard}`,
    )
  }</figcaption>
<div class="plot" role="img" aria-label="${REPORT_CHARTS.tripsTold(trips, most)}">
${valueLabels(ticks, HEIGHT)}
<svg class="field" height="${HEIGHT}">
${gridLines(ticks.map(({ y }) => y))}
${bars.map(({ at, unload }) => rect("safe", at, unload, REPORT_CHARTS.unloaded(at, unload)))}
${bars.map(({ at, load }) => rect("aboard", at, load, REPORT_CHARTS.loaded(at, load)))}
${timeLabels(time, HEIGHT - 4)}
</svg>
</div>
</figure>`;
}

/** Stages that are too near each other for bars of their own come together. */
function gather(
  stages: readonly PastStage[],
  time: ScaleTime<number, number>,
  now: number,
): Bar[] {
  const first = Number(time.domain()[0]);
  const width = (now - first) / MOST_BARS;
  const bars = new Map<number, { at: number; load: number; unload: number }>();
  for (const { stage, startedAt, tallies: { carried } } of stages) {
    const at = Math.min(now, Math.max(first, startedAt));
    const place = Math.floor((at - first) / width);
    const bar = bars.get(place) ?? { at, load: 0, unload: 0 };
    bar[stage] += carried.bytes;
    bars.set(place, bar);
  }
  return [...bars.values()];
}
