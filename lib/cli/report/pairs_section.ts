import { type PairReport, type ReportFacts, totalOf } from "../../operations/mod.ts";
import { formatTime, LOCK, PAIR_STATUS, REPORT, REPORT_PAIRS } from "../../vocabulary.ts";
import { type Content, type Markup, markup, phrase } from "./markup.ts";
import { formatShare, NAME_LENGTH, PATH_LENGTH, shorten, unsafeOf } from "./words.ts";
import { safetyBar } from "./safety_bar.ts";

/** The most pairs that are shown one by one. */
const MOST_PAIRS = 50;

/** Each pair with its own number. */
export function pairsSection({ pairs }: ReportFacts): Markup {
  const rest = pairs.length - MOST_PAIRS;
  return markup`<section aria-labelledby="pairs">
<h2 id="pairs">${REPORT_PAIRS.title(pairs.length)}</h2>
<ul class="pairs">${pairs.slice(0, MOST_PAIRS).map(card)}</ul>
${rest > 0 && markup`<p class="more">${REPORT_PAIRS.more(rest)}</p>`}
</section>`;
}

function card(pair: PairReport): Markup {
  const total = totalOf(pair.safety);
  const when = (ms: number | null) => ms === null ? REPORT_PAIRS.never : formatTime(ms);
  return markup`<li>
<h3><bdi>${shorten(pair.pair, NAME_LENGTH)}</bdi> <span class="share">${
    formatShare(pair.safety.safe, total)
  }</span></h3>
${safetyBar(pair.safety)}
<p>${sentenceOf(pair)}</p>
<dl>
<div><dt>${REPORT_PAIRS.source}</dt><dd><bdi>${shorten(pair.source, PATH_LENGTH)}</bdi></dd></div>
<div><dt>${REPORT_PAIRS.destination}</dt><dd><bdi>${
    shorten(pair.destination, PATH_LENGTH)
  }</bdi></dd></div>
<div><dt>${REPORT_PAIRS.lastLoad}</dt><dd>${when(pair.lastLoad)}</dd></div>
<div><dt>${REPORT_PAIRS.lastUnload}</dt><dd>${when(pair.lastUnload)}</dd></div>
<div><dt>${REPORT_PAIRS.oldestProof}</dt><dd>${
    pair.oldestProof === null ? REPORT_PAIRS.noProof : formatTime(pair.oldestProof)
  }</dd></div>
<div><dt>${REPORT_PAIRS.lastVerified}</dt><dd>${lastVerified(pair)}</dd></div>
</dl>
</li>`;
}

function lastVerified({ verifications: [latest] }: PairReport): string {
  if (!latest) return REPORT_PAIRS.never;
  const { end, startedAt, result, ...found } = latest;
  const isInterrupted = result === "interrupted";
  return PAIR_STATUS.verified(LOCK.ends[end], startedAt, { ...found, isInterrupted });
}

function sentenceOf({ safety, held, hasBeenLoaded }: PairReport): Content {
  const total = totalOf(safety), rest = unsafeOf(safety);
  if (total.files === 0) {
    return hasBeenLoaded ? REPORT.nothingAtSource : REPORT_PAIRS.neverLoaded;
  }
  if (rest.files === 0) return REPORT_PAIRS.safe(safety.safe, total);
  return phrase(
    (notSafe) => REPORT_PAIRS.partlySafe(safety.safe, total, notSafe),
    markup`<b>${REPORT_PAIRS.notSafe(rest, held)}</b>`,
  );
}
