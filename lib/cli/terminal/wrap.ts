import { fitStart, widthOf } from "./fit.ts";

/**
 * A text on as many lines as it needs, none wider than the screen; a word that is wider than a line is
 * cut.
 *
 * @param lead what stands before the first line; the others begin below its end
 */
export function wrapWords(text: string, columns: number, lead = ""): string[] {
  const indent = " ".repeat(widthOf(lead)), room = Math.max(1, columns - widthOf(lead));
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(" ")) {
    const longer = line === "" ? word : `${line} ${word}`;
    if (line !== "" && widthOf(longer) > room) {
      lines.push(line);
      line = fitStart(word, room);
    } else {
      line = line === "" ? fitStart(word, room) : longer;
    }
  }
  return [...lines, line].map((one, index) => (index === 0 ? lead : indent) + one);
}
