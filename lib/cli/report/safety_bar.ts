import { SAFETIES, type SafetyTallies, totalOf } from "../../operations/mod.ts";
import { REPORT } from "../../vocabulary.ts";
import { type Markup, markup } from "./markup.ts";
import { SAFETY_WORDS, shareOf } from "./words.ts";

/** A channel from all that is safe to all that is not, in proportion. */
export function safetyBar(tallies: SafetyTallies): Markup {
  const total = totalOf(tallies);
  let start = 0;
  const stretches = SAFETIES.map((safety) => {
    const x = percent(start), width = shareOf(tallies[safety], total) * 100;
    start += width;
    return width > 0 &&
      markup`<rect class="${safety}" x="${x}" width="${percent(width)}" height="100%"/>`;
  });
  const label = SAFETIES.filter((safety) => tallies[safety].files > 0)
    .map((safety) => REPORT.stretch(SAFETY_WORDS[safety].title, tallies[safety]))
    .join("; ") || REPORT.nothingKnown;
  return markup`<svg class="bar" role="img" aria-label="${label}">${stretches}</svg>`;
}

/** A share of a hundred as an attribute has it. */
export function percent(value: number): string {
  return `${Number(value.toFixed(3))}%`;
}
