import { fitStart, widthOf } from "./fit.ts";

/** A column of a table. */
export interface Column {
  readonly title: string;
  readonly align: "left" | "right";
  /** How narrow it may become when there is too little room; without it, it is never cut. */
  readonly least?: number;
}

const GAP = "  ";

/**
 * Lines of a table, its titles first, none wider than the screen: the widest of the columns that may
 * be cut gives way first.
 *
 * @param rows one cell a column, on one line each
 * @param width the screen's columns
 * @returns undefined where even the narrowest table is too wide
 */
export function renderTable(
  columns: readonly Column[],
  rows: readonly (readonly string[])[],
  width: number,
): string[] | undefined {
  const titles = columns.map(({ title }) => title);
  const widths = columns.map((_, index) =>
    [titles, ...rows].reduce((widest, row) => Math.max(widest, widthOf(row[index]!)), 0)
  );
  const sum = () => widths.reduce((all, one) => all + one, GAP.length * (columns.length - 1));
  while (sum() > width) {
    const cuttable = columns.flatMap(({ least }, index) =>
      least !== undefined && widths[index]! > least ? [index] : []
    );
    if (cuttable.length === 0) return undefined;
    const widest = cuttable.reduce((a, b) => widths[b]! > widths[a]! ? b : a);
    widths[widest]! -= 1;
  }
  return [titles, ...rows].map((row) =>
    columns.map(({ align }, index) => pad(row[index]!, widths[index]!, align))
      .join(GAP).trimEnd()
  );
}

function pad(text: string, width: number, align: Column["align"]): string {
  const cell = fitStart(text, width);
  const space = " ".repeat(Math.max(0, width - widthOf(cell)));
  return align === "left" ? cell + space : space + cell;
}
