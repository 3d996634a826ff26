import type { ReportFacts, Tally } from "../../operations/mod.ts";
import { PROOF_AGES_DAYS } from "../../operations/report_facts.ts";
import { formatBytes, formatCount, formatTime } from "../terminal/format.ts";
import { type Markup, markup } from "./markup.ts";
import { bytesInFiles, NAME_LENGTH, PATH_LENGTH, shareOf, shorten } from "./words.ts";
import { percent } from "./safety_bar.ts";

/** What could be lost: what has not arrived, what is damaged, what nobody has looked at for long. */
export function riskSection(facts: ReportFacts): Markup {
  const { safety: { safe, waiting, aboard, damaged, unproven } } = facts;
  const since = facts.pairs.flatMap((pair) => pair.aboardSince ?? []);
  return markup`<section aria-labelledby="risk">
<h2 id="risk">At risk</h2>
<ul class="risks">
${
    risk("Not delivered", {
      files: waiting.files + aboard.files,
      bytes: waiting.bytes + aboard.bytes,
    }, [
      waiting.files > 0 && markup`${bytesInFiles(waiting)} at the source only`,
      aboard.files > 0 &&
      markup`${bytesInFiles(aboard)} aboard${
        since.length > 0 && markup`, the oldest since ${formatTime(Math.min(...since))}`
      }`,
    ], "Nothing waits at the source or on the drive.")
  }
${
    risk("Damaged", damaged, [
      markup`A verification found it. The next trip carries it again, as long as the source has it.`,
    ], "Nothing is known to be damaged.")
  }
${
    risk("Not proven", unproven, [
      markup`It is at the destination, but nobody has read it as it is there now. Run waterlock verify
destination there.`,
    ], safe.files > 0 ? "Whatever arrived was proven there." : "Nothing has arrived yet.")
  }
</ul>
${proofs(facts)}
</section>`;
}

function risk(
  title: string,
  tally: Tally,
  words: readonly (Markup | false)[],
  nothing: string,
): Markup {
  return markup`<li class="${tally.files > 0 ? "some" : "none"}">
<h3>${title}</h3>
<p class="amount">${tally.files === 0 ? "Nothing" : formatBytes(tally.bytes)}</p>
${
    tally.files === 0
      ? markup`<p>${nothing}</p>`
      : markup`<p>${formatCount(tally.files, "file")}</p>${
        words.filter((one) => one !== false).map((one) => markup`<p>${one}</p>`)
      }`
  }
</li>`;
}

/** When what is at the destination was last proven. */
function proofs({ proofAges: { since, unknown }, longestUnverified }: ReportFacts): Markup {
  const titles = [
    `within ${PROOF_AGES_DAYS[0]} days`,
    ...PROOF_AGES_DAYS.slice(1).map((days, at) => `${PROOF_AGES_DAYS[at]} to ${days} days ago`),
    `over ${PROOF_AGES_DAYS.at(-1)} days ago`,
  ];
  const rows = [
    ...since.map((tally, at) => ({ title: titles[at]!, tally })),
    ...unknown.files > 0 ? [{ title: "never, or nobody knows when", tally: unknown }] : [],
  ];
  const all = rows.reduce((sum, { tally }) => ({
    files: sum.files + tally.files,
    bytes: sum.bytes + tally.bytes,
  }), { files: 0, bytes: 0 });
  if (all.files === 0) return markup``;
  return markup`<div class="proofs">
<div>
<h3>When what is at the destination was last proven</h3>
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
<h3>Longest unverified</h3>
<ol class="longest">${items}</ol>
</div>`;
}
