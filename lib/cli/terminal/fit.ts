import stringWidth from "fast-string-width";

/** How many columns of a terminal a text takes; letters of some scripts and emoji take two. */
export function widthOf(text: string): number {
  return stringWidth(text);
}

/** The end of a text that fits into so many columns, with `…` before it when it is cut. */
export function fitEnd(text: string, columns: number): string {
  if (widthOf(text) <= columns) return text;
  let end = "";
  for (const { segment } of [...new Intl.Segmenter().segment(text)].reverse()) {
    if (widthOf(segment + end) > columns - 1) break;
    end = segment + end;
  }
  return `…${end}`;
}

/** The beginning of a text that fits into so many columns, with `…` behind it when it is cut. */
export function fitStart(text: string, columns: number): string {
  if (widthOf(text) <= columns) return text;
  let start = "";
  for (const { segment } of new Intl.Segmenter().segment(text)) {
    if (widthOf(start + segment) > columns - 1) break;
    start += segment;
  }
  return `${start}…`;
}
