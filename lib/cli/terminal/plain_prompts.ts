import process from "node:process";
import { createInterface } from "node:readline/promises";
import { ASKING, showPath } from "../../vocabulary.ts";
import type { Prompts } from "./prompts.ts";
import { wrapLine } from "./wrap.ts";

const NO_ANSWER = Symbol("unanswered");

/** A line that is no answer, and what to say to it. */
class NotThis {
  constructor(readonly words: string = ASKING.isNoAnswer) {}
}

/** Questions in whole lines, answered by a line: what a screen reader can follow. */
export function plainPrompts(columns: () => number): Prompts {
  const wrap = (text: string) => wrapText(text, columns());
  const say = (text: string) => void process.stdout.write(`${wrap(text)}\n`);
  const ask = <T>(question: string, signal: AbortSignal, answerOf: AnswerOf<T>) =>
    askLine(question, wrap, signal, answerOf);
  return {
    async confirm({ message, initialValue = true, signal }) {
      const asked = ASKING.yesOrNo[initialValue ? "elseYes" : "elseNo"](message);
      return await ask(asked, signal, (line) => {
        if (line === "") return initialValue;
        if (ASKING.meansYes.includes(line.toLowerCase())) return true;
        return ASKING.meansNo.includes(line.toLowerCase()) ? false : new NotThis();
      });
    },
    async text({ message, initialValue, explain, signal }) {
      const asked = initialValue === undefined ? message : ASKING.text(message, initialValue);
      return await ask(asked, signal, (line) => {
        const text = line === "" ? initialValue ?? "" : line;
        return unless(explain?.(text), text);
      });
    },
    async select({ message, initialValue, options, signal }) {
      const usual = 1 + options.findIndex(({ value }) => value === initialValue);
      const question = [
        message,
        ...numbered(options.map(({ label }) => label)),
        ASKING.whichNumber(usual),
      ];
      return await ask(question.join("\n"), signal, (line) => {
        const choice = options[(line === "" ? usual : numberOf(line)) - 1];
        return choice ? choice.value : new NotThis();
      });
    },
    async folder({ message, places, home, explain, signal }) {
      const { typedPath } = await import("../../operations/pick_folder.ts");
      const names = places.map(({ path, hint }) =>
        hint === undefined ? showPath(path) : ASKING.place(showPath(path), hint)
      );
      const question = [
        message,
        ...numbered(names),
        names.length > 0 ? ASKING.numberOrPath : ASKING.fullPath,
      ];
      return await ask(question.join("\n"), signal, (line) => {
        if (line === "") return new NotThis();
        const path = places[numberOf(line) - 1]?.path ?? typedPath(line, home);
        return unless(explain(path), path);
      });
    },
    intro: say,
    outro: say,
    log: {
      info: say,
      warn: say,
      error: say,
      message: (lines) => say(lines.join("\n")),
    },
  };
}

function numbered(labels: readonly string[]): string[] {
  return labels.map((label, index) => `  ${index + 1}. ${label}`);
}

/** The number that was typed, or 0. */
function numberOf(line: string): number {
  return /^\d+$/.test(line) ? Number(line) : 0;
}

function unless<T>(mistake: string | undefined, answer: T): T | NotThis {
  return mistake === undefined ? answer : new NotThis(ASKING.again(mistake));
}

/** Lines broken between words, not where the screen ends. */
function wrapText(text: string, columns: number): string {
  return text.split("\n").flatMap((line) => wrapLine(line, columns)).join("\n");
}

type AnswerOf<T> = (line: string) => T | NotThis;

/** Asks until the line typed is an answer. */
async function askLine<T>(
  question: string,
  wrap: (text: string) => string,
  signal: AbortSignal,
  answerOf: AnswerOf<T>,
): Promise<T | symbol> {
  const { stdin: input, stdout: output } = process;
  const lines = createInterface({ input, output, terminal: false });
  const isOver = new Promise<undefined>((resolve) => lines.once("close", () => resolve(undefined)));
  try {
    for (let asked = question;;) {
      const line = await Promise.race([lines.question(`${wrap(asked)} `, { signal }), isOver]);
      if (line === undefined) return NO_ANSWER;
      const answer = answerOf(line.trim());
      if (!(answer instanceof NotThis)) return answer;
      asked = answer.words;
    }
  } catch (error) {
    if (signal.aborted) return NO_ANSWER;
    throw error;
  } finally {
    lines.close();
  }
}
