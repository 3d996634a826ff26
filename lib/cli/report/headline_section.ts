import { type PairReport, type ReportFacts, SAFETIES, totalOf } from "../../operations/mod.ts";
import { formatBytes, formatCount, formatNumber, formatTime } from "../terminal/format.ts";
import { type Markup, markup } from "./markup.ts";
import { formatShare, NAME_LENGTH, SAFETY_WORDS, shareOf, shorten } from "./words.ts";
import { bytesInFiles, unsafeOf } from "./words.ts";
import { percent, safetyBar } from "./safety_bar.ts";

/** The one number, what it is of, and what is not in it. */
export function headlineSection(facts: ReportFacts): Markup {
  const { safety } = facts, total = totalOf(safety), rest = unsafeOf(safety);
  if (total.files === 0) return blank(facts);
  return markup`<section class="headline" aria-labelledby="headline">
<div class="words">
<h1 id="headline"><span class="share">${formatShare(safety.safe, total)}</span> ${
    facts.pairs.length === 1
      ? "of the source is safe at the destination"
      : "of the sources is safe at their destinations"
  }</h1>
<p class="sums"><strong>${bytesInFiles(safety.safe)}</strong> delivered and proven there. ${
    rest.files > 0
      ? markup`<strong>${bytesInFiles(rest)}</strong> not yet.`
      : "That is all that was seen."
  }</p>
${safetyBar(safety)}
${legend(facts)}
${notes(facts)}
</div>
${chamber(shareOf(safety.safe, total))}
</section>`;
}

/** Before anything is known. */
function blank(facts: ReportFacts): Markup {
  const isNew = facts.pairs.every(isUnseen);
  return markup`<section class="headline blank" aria-labelledby="headline">
<div class="words">
<h1 id="headline">${
    isNew ? "Nothing is known of any source yet" : "There was nothing at the source"
  }</h1>
<p class="sums">${
    isNew
      ? "Plug the drive in at the source and run waterlock load. What it sees there is counted here."
      : "The last load found no file there."
  }</p>
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
  const reread = pairs.reduce((sum, { proofs }) => sum + proofs.reread, 0);
  const isOne = unseen.length === 1;
  return markup`<ul class="notes">
${
    loads.length > 0 &&
    markup`<li>The ${pairs.length === 1 ? "source" : "sources"} as seen by ${
      loads.length === 1 ? "its" : "their"
    } last load, ${spanOf(loads)}. What came since is not known here.</li>`
  }
${
    unseen.length > 0 && loads.length > 0 &&
    markup`<li>Not in it, because ${isOne ? "it was" : "they were"} never loaded: ${
      listOf(unseen)
    }.</li>`
  }
${
    reread > 0 &&
    markup`<li>${formatCount(reread, "file")} at the destination ${
      reread === 1 ? "was" : "were"
    } read back there perhaps from the computer's memory instead of the disk.</li>`
  }
${gone > 0 && markup`<li>Not in it: ${formatCount(gone, "file")} gone from the source since.</li>`}
</ul>`;
}

/** Whether nothing is known of a pair's source. */
function isUnseen({ hasBeenLoaded, safety }: PairReport): boolean {
  return !hasBeenLoaded && totalOf(safety).files === 0;
}

function spanOf(times: readonly number[]): string {
  const [first, last] = [Math.min(...times), Math.max(...times)].map((ms) => formatTime(ms));
  return first === last ? first! : `between ${first} and ${last}`;
}

function listOf(names: readonly string[]): string {
  const some = names.slice(0, 5).map((name) => shorten(name, NAME_LENGTH)).join(", ");
  return names.length > 5 ? `${some} and ${formatNumber(names.length - 5)} more` : some;
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
