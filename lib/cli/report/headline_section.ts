import {
  type PairReport,
  type ReportFacts,
  SAFETIES,
  sumTallies,
  type Tally,
  totalOf,
} from "../../operations/mod.ts";
import { bytesInFiles, formatBytes, formatCount } from "../../vocabulary.ts";
import { REPORT, REPORT_HEADLINE } from "../../vocabulary.ts";
import { type Markup, markup, phrase } from "./markup.ts";
import { formatShare, NAME_LENGTH, SAFETY_WORDS, shareOf, shorten, unsafeOf } from "./words.ts";
import { percent, safetyBar } from "./safety_bar.ts";

/** The most pairs that are named for having been left out. */
const MOST_UNSEEN = 5;

/** The one number, what it is of, and what is not in it. */
export function headlineSection(facts: ReportFacts): Markup {
  const { safety } = facts, total = totalOf(safety), rest = unsafeOf(safety);
  if (total.files === 0) return blank(facts);
  return markup`<section class="headline" aria-labelledby="headline">
<div class="words">
<h1 id="headline">${
    phrase(
      (share) => REPORT_HEADLINE.share(share, facts.pairs.length),
      markup`<span class="share">${formatShare(safety.safe, total)}</span>`,
    )
  }</h1>
<p class="sums">${phrase(REPORT_HEADLINE.delivered, strong(safety.safe))} ${
    rest.files > 0 ? phrase(REPORT_HEADLINE.notYet, strong(rest)) : REPORT_HEADLINE.allSeen
  }</p>
${safetyBar(safety)}
${legend(facts)}
${notes(facts)}
</div>
${chamber(shareOf(safety.safe, total))}
</section>`;
}

function strong(sum: Tally): Markup {
  return markup`<strong>${bytesInFiles(sum)}</strong>`;
}

/** Before anything is known. */
function blank(facts: ReportFacts): Markup {
  const isNew = facts.pairs.every(isUnseen);
  return markup`<section class="headline blank" aria-labelledby="headline">
<div class="words">
<h1 id="headline">${isNew ? REPORT_HEADLINE.nothingKnown : REPORT.nothingAtSource}</h1>
<p class="sums">${isNew ? REPORT_HEADLINE.howToBegin : REPORT_HEADLINE.nothingFound}</p>
${notes(facts)}
</div>
${chamber(0)}
</section>`;
}

function legend({ safety }: ReportFacts): Markup {
  return markup`<ul class="legend">${
    SAFETIES.filter((one) => safety[one].files > 0).map((one) =>
      markup`<li><span class="swatch ${one}"></span>${SAFETY_WORDS[one].title} <b>${
        formatBytes(safety[one].bytes)
      }</b> <span>${formatCount(safety[one].files, "file")}</span></li>`
    )
  }</ul>`;
}

/** What the number cannot know. */
function notes({ pairs }: ReportFacts): Markup {
  const loads = pairs.flatMap(({ lastLoad }) => lastLoad ?? []);
  const unseen = pairs.filter(isUnseen).map(({ pair }) => pair);
  const gone = pairs.reduce(
    (sum, pair) => sum + pair.gone.kept.files + pair.gone.toRemove.files,
    0,
  );
  const undecided = sumTallies(pairs.map((pair) => pair.gone.undecided)).files;
  const passedOver = pairs.reduce((sum, pair) => sum + pair.passedOver, 0);
  const reread = pairs.reduce((sum, { proofs }) => sum + proofs.reread, 0);
  const notes = [
    loads.length > 0 &&
    REPORT_HEADLINE.seen(loads.length, Math.min(...loads), Math.max(...loads)),
    unseen.length > 0 && loads.length > 0 &&
    REPORT_HEADLINE.neverLoaded(
      unseen.slice(0, MOST_UNSEEN).map((name) => shorten(name, NAME_LENGTH)),
      Math.max(0, unseen.length - MOST_UNSEEN),
    ),
    reread > 0 && REPORT_HEADLINE.reread(reread),
    gone > 0 && REPORT_HEADLINE.gone(gone),
    undecided > 0 && REPORT_HEADLINE.undecided(undecided),
    passedOver > 0 && REPORT_HEADLINE.passedOver(passedOver),
  ];
  return markup`<ul class="notes">
${notes.map((note) => note && markup`<li>${note}</li>\n`)}</ul>`;
}

/** Whether nothing is known of a pair's source. */
function isUnseen({ hasBeenLoaded, safety }: PairReport): boolean {
  return !hasBeenLoaded && totalOf(safety).files === 0;
}

/** A lock's chamber, filled as far as the source is safe. */
function chamber(share: number): Markup {
  const level = Math.min(97, 100 - share * 100);
  const wave = (height: number) =>
    `M-200 ${Math.abs(height)} q25 ${height} 50 0${" t50 0".repeat(7)} V260 H-200 Z`;
  const water = markup`<svg y="${percent(level)}" width="100%" height="100%" overflow="visible">
<path class="wave" d="${wave(-8)}"/><path class="wave near" d="${wave(10)}"/></svg>`;
  return markup`<svg class="chamber" viewBox="0 0 200 240" aria-hidden="true">
<defs><clipPath id="basin"><rect x="4" y="4" width="192" height="232" rx="20"/></clipPath></defs>
<g clip-path="url(#basin)"><rect class="bed" width="200" height="240"/>${share > 0 && water}</g>
<rect class="wall" x="4" y="4" width="192" height="232" rx="20"/>
</svg>`;
}
