import type { ReportFacts } from "../../operations/mod.ts";
import { formatBytes, REPORT_PROBLEMS } from "../../vocabulary.ts";
import { filteredTable } from "./filtered_table.ts";
import { type Markup, markup } from "./markup.ts";
import { NAME_LENGTH, PATH_LENGTH, shorten, troubleWords } from "./words.ts";

/** Every problem that there is room for, and how many more there are. */
export function problemsSection({ troubles: { some, total } }: ReportFacts): Markup {
  if (total === 0) {
    return markup`<section aria-labelledby="problems"><h2 id="problems">${REPORT_PROBLEMS.title}</h2>
<p class="count">${REPORT_PROBLEMS.none}</p></section>`;
  }
  return filteredTable({
    title: REPORT_PROBLEMS.title,
    id: "problems",
    everything: REPORT_PROBLEMS.everyKind,
    count: total > some.length
      ? REPORT_PROBLEMS.gravest(total, some.length)
      : REPORT_PROBLEMS.all(total),
    columns: [
      { title: REPORT_PROBLEMS.file },
      { title: REPORT_PROBLEMS.wrong },
      { title: REPORT_PROBLEMS.pair },
      { title: REPORT_PROBLEMS.size, isNumber: true },
    ],
    rows: some.map(({ pair, path, size, code }) => {
      const { kind, words } = troubleWords(code);
      return {
        kind,
        cells: [
          markup`<bdi class="path">${shorten(path, PATH_LENGTH)}</bdi>`,
          words,
          markup`<bdi>${shorten(pair, NAME_LENGTH)}</bdi>`,
          size === null ? REPORT_PROBLEMS.sizeUnknown : formatBytes(size),
        ],
      };
    }),
  });
}
