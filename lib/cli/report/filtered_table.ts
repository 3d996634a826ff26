import { REPORT_TABLE } from "../../vocabulary.ts";
import { type Content, type Markup, markup } from "./markup.ts";

/** A row of a table that can be searched. */
export interface FilteredRow {
  /** One of the table's kinds. */
  readonly kind: string;
  readonly cells: readonly Content[];
}

/** A table, and by what a person finds something in it. */
export interface FilteredTable {
  /** What the section is called, and its anchor. */
  readonly title: string;
  readonly id: string;
  /** The columns' titles; a number stands right below its title. */
  readonly columns: readonly { readonly title: string; readonly isNumber?: true }[];
  readonly rows: readonly FilteredRow[];
  /** What all kinds together are called in the list of them. */
  readonly everything: string;
  /** How many there are, in a sentence. */
  readonly count: string;
}

/** A table with a field to search it and a list of kinds. */
export function filteredTable(table: FilteredTable): Markup {
  const { title, id, columns, rows, everything, count } = table;
  const kinds = [...new Set(rows.map(({ kind }) => kind))];
  const number = (at: number) => columns[at]!.isNumber && markup` class="number"`;
  const heads = columns.map((column, at) =>
    markup`<th scope="col"${number(at)}>${column.title}</th>`
  );
  const row = ({ kind, cells }: FilteredRow) => {
    const all = cells.map((cell, at) =>
      markup`<td data-title="${columns[at]!.title}"${number(at)}>${cell}</td>`
    );
    return markup`<tr data-kind="${kinds.indexOf(kind)}">${all}</tr>\n`;
  };
  return markup`<section aria-labelledby="${id}" data-filtered>
<h2 id="${id}">${title}</h2>
<div class="controls" hidden>
<label>${REPORT_TABLE.search} <input type="search" autocomplete="off" spellcheck="false"></label>
<label>${REPORT_TABLE.show} <select><option value="">${everything}</option>${
    kinds.map((kind, at) => markup`<option value="${at}">${kind}</option>`)
  }</select></label>
</div>
<p class="count" aria-live="polite">${count}</p>
<table>
<thead><tr>${heads}</tr></thead>
<tbody>
${rows.map(row)}</tbody>
</table>
</section>`;
}
