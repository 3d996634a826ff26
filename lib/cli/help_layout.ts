import type { Command, Help } from "commander";
import { screenColumns, type Surroundings } from "./surroundings.ts";
import { wrapSentences, wrapWords } from "./terminal/wrap.ts";

/** How wide the help is where there is no screen. */
const USUAL_COLUMNS = 80;
/** What a description takes at the least beside what it describes; with less room it stands below that. */
const LEAST_BESIDE = 40;

/** Sets the help of a program and of its commands, and what it says of mistypes, to the screen's width. */
export function layOutHelp(program: Command, surroundings: Surroundings): Command {
  const { out, err } = surroundings;
  const columns = () => screenColumns(surroundings) ?? USUAL_COLUMNS;
  return program
    .configureHelp({ showGlobalOptions: true, minWidthToWrap: 1, formatItem })
    .configureOutput({
      writeOut: (text) => out.write(text),
      writeErr: (text) => err.write(text),
      outputError: (text, write) =>
        write(wrapSentences(text, screenColumns(surroundings)).join("\n")),
      getOutHelpWidth: columns,
      getErrHelpWidth: columns,
    });
}

/** Lines below a command's help, those that are set in being calls that are to be copied. */
export function afterwords(command: Command, lines: readonly string[]): string {
  const columns = command.configureOutput().getOutHelpWidth?.() ?? USUAL_COLUMNS;
  return lines.flatMap((line) => line.startsWith(" ") ? [line] : wrapSentences(line, columns))
    .join("\n");
}

/** An option, argument or command with what it is for, as commander lays it out where there is room. */
function formatItem(term: string, termWidth: number, description: string, helper: Help): string {
  const width = helper.helpWidth ?? USUAL_COLUMNS;
  const beside = `  ${term}${" ".repeat(termWidth - helper.displayWidth(term))}  `;
  if (description === "") return `  ${term}`;
  if (width - beside.length < LEAST_BESIDE) {
    return [`  ${term}`, ...wrapSentences(description, width, "      ")].join("\n");
  }
  return wrapWords(description, width, beside).join("\n");
}
