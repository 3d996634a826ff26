import type { ScaleTime } from "d3-scale";
import type { PastStage } from "../../operations/mod.ts";
import { formatBytes, formatCount } from "../terminal/format.ts";
import { type Markup, markup } from "./markup.ts";
import { percent } from "./safety_bar.ts";
import { byteScale, gridLines, valueLabels } from "./byte_axis.ts";
import { timeLabels } from "./time_axis.ts";

const HEIGHT = 260, MIDDLE = 116, REACH = 98, DAY_MS = 86_400_000;

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
  const format = new Intl.DateTimeFormat("en-GB", { dateStyle: "medium" });
  const ticks = scale.ticks.flatMap(({ bytes, label }) =>
    bytes === 0
      ? [{ y: MIDDLE, label }]
      : [{ y: MIDDLE - reach(bytes), label }, { y: MIDDLE + reach(bytes), label }]
  );
  const label = `${
    formatCount(trips, "trip")
  }; the most that one day or stretch of days carried is ${formatBytes(most)}`;
  const rect = (kind: "safe" | "aboard", { at }: Bar, bytes: number, words: string) => {
    const x = percent(Math.min(99, Math.max(0, time(at) - 0.5)));
    const height = Math.max(1, reach(bytes)), y = kind === "safe" ? MIDDLE - height : MIDDLE;
    const title = `${format.format(at)}: ${formatBytes(bytes)} ${words}`;
    return bytes > 0 &&
      markup`<rect class="${kind}" x="${x}" width="1%" y="${y}" height="${height}"><title>${title}</title></rect>\n`;
  };
  return markup`<figure>
<figcaption><b>Trips</b>: <span class="swatch safe"></span>arrived at the destination,
<span class="swatch aboard"></span>taken aboard</figcaption>
<div class="plot" role="img" aria-label="${label}">
${valueLabels(ticks, HEIGHT)}
<svg class="field" height="${HEIGHT}">
${gridLines(ticks.map(({ y }) => y))}
${bars.map((bar) => rect("safe", bar, bar.unload, "arrived"))}
${bars.map((bar) => rect("aboard", bar, bar.load, "taken aboard"))}
${timeLabels(time, HEIGHT - 4)}
</svg>
</div>
</figure>`;
}

/** Stages of one day, or of as many days as there is room for, come together. */
function gather(
  stages: readonly PastStage[],
  time: ScaleTime<number, number>,
  now: number,
): Bar[] {
  const first = Number(time.domain()[0]);
  const width = Math.max(DAY_MS, (now - first) / MOST_BARS);
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
