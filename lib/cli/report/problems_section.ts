import type { ReportFacts } from "../../operations/mod.ts";
import { formatBytes, formatCount, formatNumber } from "../terminal/format.ts";
import { filteredTable } from "./filtered_table.ts";
import { type Markup, markup } from "./markup.ts";
import { NAME_LENGTH, PATH_LENGTH, shorten, troubleWords } from "./words.ts";

/** Every problem that there is room for, and how many more there are. */
export function problemsSection({ troubles: { some, total } }: ReportFacts): Markup {
  if (total === 0) {
    return markup`<section aria-labelledby="problems"><h2 id="problems">Problems</h2>
<p class="count">None: no file is known to be damaged, to be unreadable or to have something in its way,
and all that arrived is proven.</p></section>`;
  }
  const all = formatCount(total, "problem");
  return filteredTable({
    title: "Problems",
    id: "problems",
    everything: "all problems",
    count: total > some.length
      ? `${all}; the gravest ${formatNumber(some.length)} are listed`
      : all,
    columns: [
      { title: "File" },
      { title: "What is wrong" },
      { title: "Pair" },
      { title: "Size", isNumber: true },
    ],
    rows: some.map(({ pair, path, size, code }) => {
      const { kind, words } = troubleWords(code);
      return {
        kind,
        cells: [
          markup`<bdi class="path">${shorten(path, PATH_LENGTH)}</bdi>`,
          words,
          markup`<bdi>${shorten(pair, NAME_LENGTH)}</bdi>`,
          formatBytes(size),
        ],
      };
    }),
  });
}
