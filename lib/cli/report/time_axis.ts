// @ts-types="@types/d3-scale"
import { type ScaleTime, scaleTime } from "d3-scale";
import { type Markup, markup } from "./markup.ts";
import { percent } from "./safety_bar.ts";

const DAY_MS = 86_400_000;

/** The time before which no computer's clock is believed: 2000. Such a one has just been switched on. */
const EARLIEST_MS = 946_684_800_000;

/** A time between the earliest and now that a clock can have meant, or null. */
export function believable(at: number, now: number): number | null {
  return at >= EARLIEST_MS && at <= now + DAY_MS ? Math.min(at, now) : null;
}

/** From the first of some times until now, in percent of the width; at least a day. */
export function timeScale(times: readonly number[], now: number): ScaleTime<number, number> {
  const first = times.reduce((least, at) => Math.min(least, at), now - DAY_MS);
  return scaleTime().domain([first, now]).range([0, 100]);
}

/** The most dates that a chart on a telephone has room for. */
const MOST_LABELS = 4;

/** The dates below a chart, as many as never touch each other, nor its edges. */
export function timeLabels(scale: ScaleTime<number, number>, y: number): Markup[] {
  const ticks = scale.ticks(6);
  const step = ticks.length > 1 ? Number(ticks[1]) - Number(ticks[0]) : 0;
  const format = new Intl.DateTimeFormat("en-GB", formatOf(step));
  const every = Math.ceil(ticks.length / MOST_LABELS);
  return ticks.flatMap((tick, at) => {
    const place = scale(tick), x = percent(place);
    const isLabelled = at % every === 0 && place > 9 && place < 91;
    return [
      markup`<line class="tick" x1="${x}" x2="${x}" y1="${y - 20}" y2="${y - 15}"/>`,
      isLabelled
        ? markup`<text x="${x}" y="${y}" text-anchor="middle">${format.format(tick)}</text>`
        : markup``,
    ];
  });
}

/** What of a date tells two of them apart. */
function formatOf(stepMs: number): Intl.DateTimeFormatOptions {
  if (stepMs >= 27 * DAY_MS) return { month: "short", year: "numeric" };
  if (stepMs >= 0.9 * DAY_MS) return { day: "numeric", month: "short" };
  return { hour: "2-digit", minute: "2-digit" };
}
