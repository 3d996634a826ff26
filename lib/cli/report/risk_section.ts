import { type ReportFacts, sumTallies, type Tally } from "../../operations/mod.ts";
import { PROOF_AGES_DAYS } from "../../operations/report_facts.ts";
import { formatBytes, formatCount, formatTime, REPORT_RISKS } from "../../vocabulary.ts";
import { type Markup, markup } from "./markup.ts";
import { NAME_LENGTH, PATH_LENGTH, shareOf, shorten } from "./words.ts";
import { percent } from "./safety_bar.ts";

/** What could be lost: what has not arrived, what is damaged, what nobody has looked at for long. */
export function riskSection(facts: ReportFacts): Markup {
  const { safety: { safe, waiting, aboard, damaged, unproven } } = facts;
  const since = facts.pairs.flatMap((pair) => pair.aboardSince ?? []);
  const held = sumTallies(facts.pairs.map((pair) => pair.held));
  const oldest = since.length > 0 ? Math.min(...since) : null;
  return markup`<section aria-labelledby="risk">
<h2 id="risk">${REPORT_RISKS.title}</h2>
<ul class="risks">
${
    risk(REPORT_RISKS.notDelivered, {
      files: waiting.files + aboard.files,
      bytes: waiting.bytes + aboard.bytes,
    }, [
      ...(waiting.files > 0 ? [REPORT_RISKS.atSource(waiting)] : []),
      ...(held.files > 0 ? [REPORT_RISKS.held(held)] : []),
      ...(aboard.files > 0 ? [REPORT_RISKS.aboard(aboard, oldest)] : []),
    ], REPORT_RISKS.allDelivered)
  }
${risk(REPORT_RISKS.damaged, damaged, [REPORT_RISKS.carriedAgain], REPORT_RISKS.noneDamaged)}
${
    risk(
      REPORT_RISKS.notProven,
      unproven,
      [REPORT_RISKS.howToProve],
      safe.files > 0 ? REPORT_RISKS.allProven : REPORT_RISKS.nothingArrived,
    )
  }
</ul>
${proofs(facts)}
</section>`;
}

function risk(
  title: string,
  tally: Tally,
  words: readonly string[],
  nothing: string,
): Markup {
  return markup`<li class="${tally.files > 0 ? "some" : "none"}">
<h3>${title}</h3>
<p class="amount">${tally.files === 0 ? REPORT_RISKS.none : formatBytes(tally.bytes)}</p>
${
    tally.files === 0
      ? markup`<p>${nothing}</p>`
      : markup`<p>${formatCount(tally.files, "file")}</p>${
        words.map((one) => markup`<p>${one}</p>`)
      }`
  }
</li>`;
}

/** When what is at the destination was last proven. */
function proofs({ proofAges: { since, unknown }, longestUnverified }: ReportFacts): Markup {
  const titles = [
    REPORT_RISKS.within(PROOF_AGES_DAYS[0]),
    ...PROOF_AGES_DAYS.slice(1).map((days, at) => REPORT_RISKS.between(PROOF_AGES_DAYS[at]!, days)),
    REPORT_RISKS.over(PROOF_AGES_DAYS.at(-1)!),
  ];
  const rows = [
    ...since.map((tally, at) => ({ title: titles[at]!, tally })),
    ...unknown.files > 0 ? [{ title: REPORT_RISKS.neverProven, tally: unknown }] : [],
  ];
  const all = rows.reduce((sum, { tally }) => ({
    files: sum.files + tally.files,
    bytes: sum.bytes + tally.bytes,
  }), { files: 0, bytes: 0 });
  if (all.files === 0) return markup``;
  return markup`<div class="proofs">
<div>
<h3>${REPORT_RISKS.lastProven}</h3>
<ul class="ages">${
    rows.map(({ title, tally }) =>
      markup`<li><span>${title}</span><svg class="bar thin" aria-hidden="true"><rect class="safe" width="${
        percent(shareOf(tally, all) * 100)
      }" height="100%"/></svg><b>${formatBytes(tally.bytes)}</b><span>${
        formatCount(tally.files, "file")
      }</span></li>`
    )
  }</ul>
</div>
${longestUnverified.length > 0 && longest(longestUnverified)}
</div>`;
}

function longest(files: ReportFacts["longestUnverified"]): Markup {
  const items = files.map(({ pair, path, size, provenAt }) => {
    const where = `${shorten(pair, NAME_LENGTH)}: ${shorten(path, PATH_LENGTH)}`;
    const facts = `${formatBytes(size)}, ${formatTime(provenAt)}`;
    return markup`<li><bdi class="path">${where}</bdi> <span>${facts}</span></li>`;
  });
  return markup`<div>
<h3>${REPORT_RISKS.longestUnverified}</h3>
<ol class="longest">${items}</ol>
</div>`;
}
