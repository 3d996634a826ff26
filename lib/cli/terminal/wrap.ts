import { widthOf } from "./fit.ts";

/**
 * A text on as many lines as it needs, none wider than so many columns: broken between words, and a
 * word that is wider than a line wherever the line ends.
 *
 * @param text its own line breaks are kept
 * @param lead what stands before the first line; the others begin below its end
 */
export function wrapWords(text: string, columns: number, lead = ""): string[] {
  const below = " ".repeat(widthOf(lead));
  return text.split("\n").flatMap((paragraph, index) =>
    setWords(paragraph, columns, { lead: index === 0 ? lead : below, below, isWhole: false })
  );
}

/**
 * A line as several where the screen is too narrow: what follows the first is set in by two columns more.
 *
 * @param columns without them the line is as long as it is
 * @param wideWord what becomes of a word that is wider than the screen; whole, a path can be copied
 */
export function wrapLine(
  line: string,
  columns = Infinity,
  wideWord: "whole" | "broken" = "whole",
): string[] {
  const text = line.trimStart(), lead = line.slice(0, line.length - text.length);
  return setWords(text, columns, { lead, below: `${lead}  `, isWhole: wideWord === "whole" });
}

/**
 * Sentences on as many lines as they need, all of them set in alike. A word that is wider than the screen
 * is left whole, so that a path can be copied.
 *
 * @param columns without them each paragraph is a line
 * @param lead what stands before every line, in spaces
 */
export function wrapSentences(text: string, columns = Infinity, lead = ""): string[] {
  return text.split("\n").flatMap((paragraph) =>
    setWords(paragraph, columns, { lead, below: lead, isWhole: true })
  );
}

interface Setting {
  /** What stands before the first line, and what before each further one. */
  readonly lead: string;
  readonly below: string;
  /** Whether a word stays whole that is wider than a line. */
  readonly isWhole: boolean;
}

function setWords(text: string, columns: number, { lead, below, isWhole }: Setting): string[] {
  if (widthOf(lead + text) <= columns) return [lead + text];
  const lines: string[] = [];
  let line = lead, isEmpty = true;
  const endLine = () => {
    lines.push(line);
    line = below;
    isEmpty = true;
  };
  const add = (part: string) => {
    line += part;
    isEmpty = false;
  };
  for (const word of text.split(" ")) {
    const next = isEmpty ? word : ` ${word}`;
    if (widthOf(line + next) <= columns) {
      add(next);
      continue;
    }
    if (!isEmpty) endLine();
    if (isWhole || widthOf(line + word) <= columns) {
      add(word);
      continue;
    }
    for (const { segment } of new Intl.Segmenter().segment(word)) {
      if (!isEmpty && widthOf(line + segment) > columns) endLine();
      add(segment);
    }
  }
  return [...lines, line];
}
