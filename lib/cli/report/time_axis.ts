// @ts-types="@types/d3-scale"
import { type ScaleTime, scaleTime } from "d3-scale";
import { LANGUAGE } from "../../vocabulary.ts";
import { type Markup, markup } from "./markup.ts";
import { percent } from "./safety_bar.ts";

const DAY_MS = 86_400_000;

/** The time before which no computer's clock is believed: 2000. Such a one has just been switched on. */
const EARLIEST_MS = 946_684_800_000;

/** A time between the earliest and now that a clock can have meant, or null. */
export function believable(at: number, now: number): number | null {
  return at >= EARLIEST_MS && at <= now + DAY_MS ? Math.min(at, now) : null;
}

/** The least that a chart shows: a first trip that has just been made does not stick to its end. */
const LEAST_MS = 300_000;

/** From the first of some times until now, in percent of the width; at least five minutes. */
export function timeScale(times: readonly number[], now: number): ScaleTime<number, number> {
  const first = times.reduce((least, at) => Math.min(least, at), now - LEAST_MS);
  return scaleTime().domain([first, now]).range([0, 100]);
}

/** How near a date may come to another and to an edge on a telephone, in percent; with an hour it is wider. */
const DATES = { apart: 21, edge: 9 }, HOURS = { apart: 32, edge: 16 };

/** The dates below a chart, as many as never touch each other, nor its edges. */
export function timeLabels(scale: ScaleTime<number, number>, y: number): Markup[] {
  const ticks = scale.ticks(6);
  const step = ticks.length > 1 ? Number(ticks[1]) - Number(ticks[0]) : 0;
  const format = new Intl.DateTimeFormat(LANGUAGE, formatOf(step));
  const { apart, edge } = isDay(step) ? DATES : HOURS;
  let last = -apart;
  return ticks.flatMap((tick) => {
    const place = scale(tick), x = percent(place);
    const isLabelled = place - last >= apart && place > edge && place < 100 - edge;
    if (isLabelled) last = place;
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
  const day = { day: "numeric", month: "short" } as const;
  return isDay(stepMs) ? day : { ...day, hour: "2-digit", minute: "2-digit" };
}

/** Whether a step leads to another day; on one of them the clocks may be put forward. */
function isDay(stepMs: number): boolean {
  return stepMs >= 0.9 * DAY_MS;
}
