// @ts-types="@types/d3-scale"
import { scaleLinear } from "d3-scale";
import { formatScale, UNITS } from "../../vocabulary.ts";
import { type Markup, markup } from "./markup.ts";

/** A scale of bytes with round numbers of their unit. */
export interface ByteScale {
  /** From 0 to 1. */
  readonly at: (bytes: number) => number;
  readonly ticks: readonly { readonly bytes: number; readonly label: string }[];
}

/** From nothing to so many bytes, or a little more so that it ends at a round number. */
export function byteScale(most: number, count: number): ByteScale {
  const power = Math.min(UNITS.length, Math.floor(Math.log2(Math.max(1, most * 2)) / 10));
  const unit = 1024 ** power;
  const scale = scaleLinear().domain([0, Math.max(1, most) / unit]).nice(count);
  return {
    at: (bytes) => bytes / unit / scale.domain()[1]!,
    ticks: scale.ticks(count).map((value) => ({
      bytes: value * unit,
      label: value === 0 ? "0" : formatScale(value, power),
    })),
  };
}

/** What the lines of a chart stand for, in a column of its own beside it. */
export function valueLabels(
  ticks: readonly { readonly y: number; readonly label: string }[],
  height: number,
): Markup {
  const texts = ticks.map(({ y, label }) =>
    markup`<text x="62" y="${y + 4}" text-anchor="end">${label}</text>`
  );
  return markup`<svg class="scale" height="${height}">${texts}</svg>`;
}

/** The lines themselves. */
export function gridLines(heights: readonly number[]): Markup[] {
  return heights.map((y) => markup`<line class="grid" x2="100%" y1="${y}" y2="${y}"/>`);
}
