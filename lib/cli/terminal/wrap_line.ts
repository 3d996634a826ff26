import { widthOf } from "./fit.ts";

/**
 * A line that stays, as several where the screen is too narrow: broken between words, what follows set in
 * by two columns more. A word that is wider than the screen is left whole, so that a path can be copied.
 *
 * @param columns undefined where there is no screen
 */
export function wrapLine(line: string, columns: number | undefined): string[] {
  if (columns === undefined || widthOf(line) <= columns) return [line];
  const indent = /^ */.exec(line)![0];
  const lines: string[] = [];
  let current = indent, isEmpty = true;
  for (const word of line.slice(indent.length).split(" ")) {
    const longer = isEmpty ? current + word : `${current} ${word}`;
    if (isEmpty || widthOf(longer) <= columns) {
      current = longer;
    } else {
      lines.push(current);
      current = `${indent}  ${word}`;
    }
    isEmpty = false;
  }
  return [...lines, current];
}
