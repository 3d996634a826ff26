import { LANGUAGE, REPORT_TABLE } from "../../vocabulary.ts";

/**
 * What runs in the browser: each table is narrowed to the rows that hold what was typed and are of the
 * kind that was chosen. Without it all rows are shown, and nothing to type into.
 */
// deno-lint-ignore waterlock/vocabulary -- a script
export const FILTER_SCRIPT = `
const number = new Intl.NumberFormat(${quoted(LANGUAGE)});
const matches = (some, all) => ${quoted(REPORT_TABLE.matches("{some}", "{all}"))}
  .replace("{some}", number.format(some)).replace("{all}", number.format(all));
for (const section of document.querySelectorAll("[data-filtered]")) {
  const controls = section.querySelector(".controls");
  const text = controls.querySelector("input");
  const kind = controls.querySelector("select");
  const shown = section.querySelector("[aria-live]");
  const rows = Array.from(section.querySelectorAll("tbody tr"), (row) => ({
    row, words: row.textContent.toLowerCase(), kind: row.dataset.kind,
  }));
  const all = shown.textContent;
  const narrow = () => {
    const words = text.value.toLowerCase().split(/\\s+/).filter(Boolean);
    let count = 0;
    for (const one of rows) {
      const fits = words.every((word) => one.words.includes(word)) &&
        (!kind.value || one.kind === kind.value);
      one.row.hidden = !fits;
      count += fits;
    }
    shown.textContent = count === rows.length ? all : count === 0
      ? ${quoted(REPORT_TABLE.nothingMatches)}
      : matches(count, rows.length);
  };
  text.addEventListener("input", narrow);
  kind.addEventListener("change", narrow);
  addEventListener("beforeprint", () => { for (const { row } of rows) row.hidden = false; });
  addEventListener("afterprint", narrow);
  controls.hidden = false;
  narrow();
}
`;

/** Words as they stand in the script. */
function quoted(words: string): string {
  return JSON.stringify(words).replaceAll("<", "\\u003c");
}
