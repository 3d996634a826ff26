import type { ScaleTime } from "d3-scale";
import type { Arrivals } from "../../operations/report_facts.ts";
import { REPORT_CHARTS } from "../../vocabulary.ts";
import { type Markup, markup, phrase } from "./markup.ts";
import { byteScale, gridLines, valueLabels } from "./byte_axis.ts";
import { timeLabels } from "./time_axis.ts";

/** Pixels: all of it, and from the top down to where nothing is. */
const HEIGHT = 260, GROUND = 232, TOP = 18;

/**
 * What is safe now, by when it arrived, against all that the source has. It grows in steps, because
 * between two trips nothing arrives.
 *
 * @param total bytes that the sources have
 */
export function growthChart(
  arrivals: readonly Arrivals[],
  total: number,
  time: ScaleTime<number, number>,
  now: number,
): Markup {
  const safe = arrivals.reduce((sum, { bytes }) => sum + bytes, 0);
  const scale = byteScale(Math.max(total, safe), 4);
  const y = (bytes: number) => Number((GROUND - scale.at(bytes) * (GROUND - TOP)).toFixed(2));
  const x = (at: number) => Number((Math.min(100, Math.max(0, time(at))) * 10).toFixed(2));
  let sum = 0;
  const steps = arrivals.map((arrival) => `H${x(arrival.at)}V${y(sum += arrival.bytes)}`).join("");
  const line = `M0 ${y(0)}${steps}H${x(now)}`;
  return markup`<figure>
<figcaption>${
    phrase(REPORT_CHARTS.growthExplained, markup`<b>${REPORT_CHARTS.growth}</b>`)
  }</figcaption>
<div class="plot" role="img" aria-label="${REPORT_CHARTS.growthTold(safe, total)}">
${valueLabels(scale.ticks.map((tick) => ({ y: y(tick.bytes), label: tick.label })), HEIGHT)}
<svg class="field" height="${HEIGHT}">
${gridLines(scale.ticks.map((tick) => y(tick.bytes)))}
<svg viewBox="0 0 1000 ${HEIGHT}" preserveAspectRatio="none" width="100%" height="${HEIGHT}">
<path class="area" d="${line}V${y(0)}H0Z"/><path class="edge" d="${line}"/></svg>
<line class="goal" x2="100%" y1="${y(total)}" y2="${y(total)}"/>
<circle class="now" cx="100%" cy="${y(safe)}" r="4"/>
${timeLabels(time, HEIGHT - 4)}
</svg>
</div>
</figure>`;
}
