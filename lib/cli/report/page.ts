import { createHash } from "node:crypto";
import { type ReportFacts, totalOf } from "../../operations/mod.ts";
import { REPORT_MARK } from "../../operations/write_report.ts";
import { formatTime, REPORT } from "../../vocabulary.ts";
import { VERSION } from "../version.ts";
import { chartsSection } from "./charts_section.ts";
import { FILTER_SCRIPT } from "./filter_script.ts";
import { headlineSection } from "./headline_section.ts";
import { Markup, markup, phrase } from "./markup.ts";
import { pairsSection } from "./pairs_section.ts";
import { problemsSection } from "./problems_section.ts";
import { NAME_LENGTH, SAFETY_WORDS, shorten } from "./words.ts";
import { riskSection } from "./risk_section.ts";
import { STYLES } from "./styles.ts";
import { TILE_STYLES } from "./tile_styles.ts";
import { treemapSection } from "./treemap_section.ts";
import { tripsSection } from "./trips_section.ts";

const ICON = "data:image/svg+xml," + encodeURIComponent(
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><path d="M16 2c6 8 9 12 9 17a9 9 0 0 1-18 0c0-5 3-9 9-17z" fill="#1583a3"/></svg>',
);

/**
 * The report as one HTML file. It fetches nothing, and its own policy (w3.org/TR/CSP3) forbids it to: no
 * script and no style runs but the two that it is written with, whatever a file is called.
 */
export function renderReport(facts: ReportFacts): string {
  const treemap = treemapSection(facts);
  const styles = STYLES + TILE_STYLES + treemap.styles;
  const isAnythingKnown = facts.stages.length > 0 || totalOf(facts.safety).files > 0;
  // deno-lint-ignore waterlock/vocabulary -- for the browser
  const policy = `default-src 'none'; img-src data:; style-src '${hashOf(styles)}'; ` +
    `script-src '${hashOf(FILTER_SCRIPT)}'; base-uri 'none'; form-action 'none'`;
  const page = markup`<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${REPORT.title}</title>
<link rel="icon" href="${ICON}">
<style>${new Markup(styles)}</style>
</head>
<body>
<header>
<p class="brand">Waterlock</p>
<p class="made">${phrase(REPORT.madeAt, timeOf(facts.madeAt))}<br>
${phrase(REPORT.drive, markup`<bdi>${shorten(facts.root, NAME_LENGTH)}</bdi>`)}</p>
</header>
<main>
${headlineSection(facts)}
${pairsSection(facts)}
${treemap.picture}
${chartsSection(facts)}
${isAnythingKnown && [riskSection(facts), problemsSection(facts)]}
${tripsSection(facts)}
</main>
${footer()}
<script>${new Markup(FILTER_SCRIPT)}</script>
</body>
</html>
`;
  return REPORT_MARK + page.text;
}

function footer(): Markup {
  const words = Object.values(SAFETY_WORDS);
  return markup`<footer>
<h2>${REPORT.glossary}</h2>
<dl>${words.map(({ title, means }) => markup`<div><dt>${title}</dt><dd>${means}</dd></div>`)}</dl>
<p>${REPORT.limits(Intl.DateTimeFormat().resolvedOptions().timeZone)}</p>
<p>Waterlock ${VERSION}</p>
</footer>`;
}

function timeOf(ms: number): Markup {
  return markup`<time datetime="${new Date(ms).toISOString()}">${formatTime(ms)}</time>`;
}

function hashOf(text: string): string {
  return `sha256-${createHash("sha256").update(text).digest("base64")}`;
}
