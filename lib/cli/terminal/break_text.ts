import { widthOf } from "./fit.ts";

/**
 * Lines of a text, broken at blanks, none wider than so many columns; a word that alone is wider is cut.
 *
 * @param text its own line breaks are kept
 */
export function breakText(text: string, columns: number): string[] {
  return text.split("\n").flatMap((paragraph) => {
    const lines: string[] = [];
    let line = "";
    for (const word of paragraph.split(" ")) {
      const longer = line === "" ? word : `${line} ${word}`;
      if (widthOf(longer) <= columns) {
        line = longer;
        continue;
      }
      if (line !== "") lines.push(line);
      const pieces = cut(word, columns);
      lines.push(...pieces.slice(0, -1));
      line = pieces.at(-1)!;
    }
    return [...lines, line];
  });
}

/** A word in pieces that are no wider than so many columns. */
function cut(word: string, columns: number): string[] {
  const pieces = [""];
  for (const { segment } of new Intl.Segmenter().segment(word)) {
    if (widthOf(pieces.at(-1)! + segment) > columns && pieces.at(-1) !== "") pieces.push("");
    pieces[pieces.length - 1] += segment;
  }
  return pieces;
}
