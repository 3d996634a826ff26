import { type PairReport, type ReportFacts, totalOf } from "../../operations/mod.ts";
import { formatBytes, formatCount, formatTime } from "../terminal/format.ts";
import { type Markup, markup } from "./markup.ts";
import { bytesInFiles, formatShare, NAME_LENGTH, PATH_LENGTH, shorten, unsafeOf } from "./words.ts";
import { safetyBar } from "./safety_bar.ts";

/** The most pairs that are shown one by one. */
const MOST_PAIRS = 50;

/** Each pair with its own number. */
export function pairsSection({ pairs }: ReportFacts): Markup {
  const rest = pairs.length - MOST_PAIRS;
  return markup`<section aria-labelledby="pairs">
<h2 id="pairs">${pairs.length === 1 ? "The pair" : "Pair by pair"}</h2>
<ul class="pairs">${pairs.slice(0, MOST_PAIRS).map(card)}</ul>
${rest > 0 && markup`<p class="more">… and ${formatCount(rest, "more pair")}</p>`}
</section>`;
}

function card(pair: PairReport): Markup {
  const total = totalOf(pair.safety);
  const when = (ms: number | null) => ms === null ? "never" : formatTime(ms);
  return markup`<li>
<h3><bdi>${shorten(pair.pair, NAME_LENGTH)}</bdi> <span class="share">${
    formatShare(pair.safety.safe, total)
  }</span></h3>
${safetyBar(pair.safety)}
<p>${sentenceOf(pair)}</p>
<dl>
<div><dt>Source</dt><dd><bdi>${shorten(pair.source, PATH_LENGTH)}</bdi></dd></div>
<div><dt>Destination</dt><dd><bdi>${shorten(pair.destination, PATH_LENGTH)}</bdi></dd></div>
<div><dt>Last load</dt><dd>${when(pair.lastLoad)}</dd></div>
<div><dt>Last unload</dt><dd>${when(pair.lastUnload)}</dd></div>
<div><dt>Oldest proof</dt><dd>${
    pair.oldestProof === null ? "none yet" : formatTime(pair.oldestProof)
  }</dd></div>
</dl>
</li>`;
}

function sentenceOf({ safety, hasBeenLoaded }: PairReport): Markup {
  const total = totalOf(safety), rest = unsafeOf(safety);
  if (total.files === 0) {
    return hasBeenLoaded
      ? markup`There was nothing at the source`
      : markup`Never loaded, so nothing is known of it yet`;
  }
  const sums = `${formatBytes(safety.safe.bytes)} of ${formatBytes(total.bytes)}, ${
    formatCount(total.files, "file")
  }`;
  return markup`${sums}${rest.files > 0 && markup`; <b>${bytesInFiles(rest)} not yet safe</b>`}`;
}
