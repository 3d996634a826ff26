/**
 * How the page looks: one colour of water on paper, and one for harm. Dark where the system is dark; on
 * paper always light. No font is fetched, and nothing moves for who does not want it.
 */
// deno-lint-ignore waterlock/vocabulary -- a style sheet
export const STYLES = `
:root {
  color-scheme: light dark;
  --paper: #f5f9fa; --card: #fff; --ink: #10242d; --soft: #4d6570; --line: #d7e3e7;
  --accent: #0b6e8c; --deep: #0f7391; --middle: #56aec7; --water: #9fd3e1; --bed: #e6eef1;
  --harm: #b23a26;
}
@media (prefers-color-scheme: dark) {
  :root {
    --paper: #0c171c; --card: #12222a; --ink: #e6f0f3; --soft: #9db4be; --line: #26404b;
    --accent: #67c6e2; --deep: #4db8d8; --middle: #2c7893; --water: #17586f; --bed: #1b2d35;
    --harm: #f08d74;
  }
}
@media print {
  :root {
    color-scheme: light;
    --paper: #fff; --card: #fff; --ink: #10242d; --soft: #4d6570; --line: #d7e3e7;
    --accent: #0b6e8c; --deep: #0f7391; --middle: #56aec7; --water: #9fd3e1; --bed: #e6eef1;
    --harm: #b23a26;
  }
}
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; text-size-adjust: 100%; }
body {
  margin: 0 auto; max-width: 1136px; padding: 0 48px 72px; background: var(--paper); color: var(--ink);
  font: 16px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif;
  font-variant-numeric: tabular-nums;
}
h1, h2, h3, p, ul, ol, dl, dd, figure { margin: 0; padding: 0; }
ul, ol { list-style: none; }
h2 { font-size: 1.5rem; line-height: 1.25; font-weight: 600; letter-spacing: -0.01em; }
h3 { font-size: 1rem; font-weight: 600; }
section { margin-top: 72px; }
section > p { color: var(--soft); margin-top: 6px; max-width: 68ch; }
bdi, .path { overflow-wrap: anywhere; }
header {
  display: flex; justify-content: space-between; align-items: baseline; gap: 8px 32px; flex-wrap: wrap;
  padding: 28px 0 20px; border-bottom: 1px solid var(--line); color: var(--soft); font-size: 0.875rem;
}
.brand { color: var(--accent); font-size: 1.125rem; font-weight: 650; letter-spacing: -0.01em; }
.made { text-align: right; }
.headline { display: grid; grid-template-columns: 1fr 200px; gap: 24px 64px; margin-top: 56px; align-items: center; }
.blank h1 { font-size: 2.5rem; font-weight: 600; letter-spacing: -0.02em; line-height: 1.15; }
h1 { font-size: 1.375rem; line-height: 1.3; font-weight: 500; }
h1 .share {
  display: block; font-size: clamp(4.5rem, 13vw, 8.5rem); line-height: 1; font-weight: 650;
  letter-spacing: -0.045em; color: var(--accent); margin: 0 0 8px -0.04em;
}
.sums { margin-top: 6px; font-size: 1.125rem; color: var(--soft); }
.sums strong { color: var(--ink); font-weight: 600; }
.bar { display: block; width: 100%; height: 16px; border-radius: 8px; background: var(--bed); margin-top: 24px; }
.bar.thin { height: 10px; margin: 0; }
.safe { fill: var(--deep); } .unproven { fill: var(--water); } .aboard { fill: var(--middle); }
.waiting { fill: var(--bed); } .damaged { fill: var(--harm); }
.swatch { display: inline-block; width: 12px; height: 12px; border-radius: 4px; margin-right: 8px; }
.swatch.safe { background: var(--deep); } .swatch.unproven { background: var(--water); }
.swatch.aboard { background: var(--middle); } .swatch.damaged { background: var(--harm); }
.swatch.waiting { background: var(--bed); box-shadow: inset 0 0 0 1px var(--soft); }
.legend { display: flex; flex-wrap: wrap; gap: 6px 28px; margin-top: 14px; font-size: 0.9375rem; }
.legend b { font-weight: 600; margin-left: 4px; }
.legend li span:last-child, .notes { color: var(--soft); }
.legend li span:last-child { margin-left: 4px; }
.notes { margin-top: 20px; font-size: 0.875rem; max-width: 68ch; }
.chamber { display: block; width: 100%; height: auto; }
.chamber .bed { fill: var(--bed); } .chamber .wall { fill: none; stroke: var(--line); stroke-width: 8; }
.wave { fill: var(--water); animation: drift 14s linear infinite; }
.wave.near { fill: var(--deep); opacity: 0.55; animation-duration: 9s; }
@keyframes drift { to { transform: translateX(100px); } }
@media (prefers-reduced-motion: reduce) { .wave { animation: none; } }
.pairs { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 320px), 1fr)); gap: 20px; margin-top: 24px; }
.pairs > li, .risks > li {
  background: var(--card); border: 1px solid var(--line); border-radius: 14px; padding: 22px 24px; min-width: 0;
}
.pairs h3 { display: flex; justify-content: space-between; gap: 16px; align-items: baseline; font-size: 1.125rem; }
.pairs .share { font-size: 1.5rem; color: var(--accent); letter-spacing: -0.02em; }
.pairs .bar { height: 10px; margin: 12px 0 14px; }
.pairs p { font-size: 0.9375rem; } .pairs b { font-weight: 600; }
.pairs dl { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 260px), 1fr)); column-gap: 32px; margin-top: 14px; font-size: 0.8125rem; color: var(--soft); }
.pairs dl div { display: grid; grid-template-columns: 92px 1fr; gap: 8px; padding: 2px 0; }
.pairs dd { color: var(--ink); }
.charts { display: grid; grid-template-columns: 1fr 1fr; gap: 40px 48px; margin-top: 24px; }
figure { min-width: 0; }
figcaption { font-size: 0.9375rem; color: var(--soft); min-height: 3em; }
figcaption b { color: var(--ink); font-weight: 600; }
figcaption .swatch { margin-right: 6px; }
.plot { display: grid; grid-template-columns: 72px 1fr; margin-top: 8px; }
.plot text { font-size: 12px; fill: var(--soft); }
.scale { width: 72px; overflow: visible; } .field { width: 100%; overflow: visible; }
.grid { stroke: var(--line); } .tick { stroke: var(--soft); }
.area { fill: var(--water); } .edge { fill: none; stroke: var(--deep); stroke-width: 2; vector-effect: non-scaling-stroke; }
.goal { stroke: var(--ink); stroke-dasharray: 2 5; stroke-linecap: round; stroke-width: 1.5; }
.now { fill: var(--deep); stroke: var(--paper); stroke-width: 2; }
.more, .count { font-size: 0.875rem; color: var(--soft); }
.risks { display: grid; grid-template-columns: repeat(3, 1fr); gap: 20px; margin-top: 24px; }
.risks .amount { font-size: 2rem; line-height: 1.2; font-weight: 600; letter-spacing: -0.02em; margin: 6px 0 4px; }
.risks p { font-size: 0.9375rem; color: var(--soft); } .risks .amount { color: var(--ink); }
.risks .none .amount { color: var(--soft); }
.proofs { display: grid; grid-template-columns: 1fr 1fr; gap: 40px 48px; margin-top: 40px; }
.proofs > div { min-width: 0; }
.ages li { display: grid; grid-template-columns: 10.5em 1fr 5.5em 6.5em; gap: 12px; align-items: center; padding: 7px 0; font-size: 0.9375rem; }
.ages, .longest { margin-top: 10px; }
.ages b { font-weight: 600; text-align: right; } .ages span:last-child { text-align: right; color: var(--soft); font-size: 0.875rem; }
.longest li { padding: 7px 0; border-top: 1px solid var(--line); font-size: 0.9375rem; }
.longest li span { color: var(--soft); font-size: 0.875rem; display: block; }
.controls { display: flex; flex-wrap: wrap; gap: 12px 20px; margin: 18px 0 4px; }
.controls[hidden] { display: none; }
.controls label { display: flex; gap: 10px; align-items: center; font-size: 0.875rem; color: var(--soft); min-width: 0; }
input, select {
  font: inherit; font-size: 1rem; color: var(--ink); background: var(--card); border: 1px solid var(--soft);
  border-radius: 9px; padding: 8px 12px; min-width: 0; max-width: 100%;
}
input { width: 20em; } select { width: 20em; text-overflow: ellipsis; }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
[data-filtered] { content-visibility: auto; contain-intrinsic-size: auto 4000px; }
.count { margin: 10px 0; }
table { width: 100%; border-collapse: collapse; font-size: 0.875rem; }
th { text-align: left; font-weight: 600; color: var(--soft); padding: 8px 16px 8px 0; border-bottom: 1px solid var(--soft); }
td { padding: 9px 16px 9px 0; border-bottom: 1px solid var(--line); vertical-align: top; }
td:not(.number) { overflow-wrap: anywhere; min-width: 6em; }
td:last-child, th:last-child { padding-right: 0; }
.number { text-align: right; white-space: nowrap; }
td strong { font-weight: 600; }
tr[hidden] { display: none; }
footer { margin-top: 88px; padding-top: 28px; border-top: 1px solid var(--line); color: var(--soft); font-size: 0.875rem; }
footer h2 { font-size: 1rem; color: var(--ink); }
footer dl { margin: 12px 0 20px; max-width: 76ch; }
footer dl div { display: grid; grid-template-columns: 10em 1fr; gap: 8px; padding: 3px 0; }
footer dt { color: var(--ink); font-weight: 600; } footer p { max-width: 76ch; margin-top: 8px; }
@media (max-width: 959px) {
  .charts, .proofs, .risks { grid-template-columns: 1fr; }
  figcaption { min-height: 0; }
}
@media (max-width: 719px) {
  body { padding: 0 16px 48px; }
  section { margin-top: 56px; }
  .made { text-align: left; }
  .headline { grid-template-columns: 1fr; margin-top: 36px; }
  .chamber { display: none; }
  .legend { flex-direction: column; }
  .ages li { grid-template-columns: 1fr auto; gap: 4px 12px; }
  .ages .bar { grid-column: 1 / -1; grid-row: 2; }
  .ages li span:last-child { display: none; }
  .controls label { width: 100%; justify-content: space-between; }
  .controls input, .controls select { width: 78%; }
  thead { position: absolute; clip-path: inset(50%); width: 1px; height: 1px; overflow: hidden; }
  table, tbody, tr { display: block; }
  tr { padding: 10px 0; border-bottom: 1px solid var(--line); content-visibility: auto; contain-intrinsic-size: auto 88px; }
  td, td:not(.number) { display: inline-block; max-width: 100%; padding: 0; border: 0; min-width: 0; }
  td:first-child { display: block; font-weight: 600; }
  td:not(:first-child):not(:last-child)::after { content: " ·"; margin-right: 0.4em; color: var(--soft); }
  td.number::before { content: attr(data-title) " "; color: var(--soft); }
  footer dl div { grid-template-columns: 1fr; gap: 0; padding: 6px 0; }
}
@media print {
  body { max-width: none; padding: 0; font-size: 11pt; }
  * { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
  .controls { display: none; }
  [data-filtered], tr { content-visibility: visible; }
  .wave { animation: none; }
  section { margin-top: 28pt; }
  tr, .pairs > li, .risks > li, figure, .headline, .map { break-inside: avoid; }
  h2 { break-after: avoid; }
}
`;
