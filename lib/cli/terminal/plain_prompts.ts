import process from "node:process";
import { createInterface } from "node:readline/promises";
import type { Prompts } from "./prompts.ts";

const NO_ANSWER = Symbol("no answer");

/** Questions in whole lines, answered by a line: what a screen reader can follow. */
export const PLAIN_PROMPTS: Prompts = {
  async confirm({ message, initialValue = true, signal }) {
    const usual = initialValue ? "yes" : "no";
    return await ask(`${message} (yes or no; Enter means ${usual})`, signal, (line) => {
      if (line === "") return initialValue;
      if (/^y(es)?$/i.test(line)) return true;
      return /^no?$/i.test(line) ? false : undefined;
    });
  },
  async text({ message, defaultValue, signal }) {
    return await ask(message, signal, (line) => line === "" ? defaultValue : line);
  },
  async select({ message, initialValue, options, signal }) {
    const usual = 1 + options.findIndex(({ value }) => value === initialValue);
    const choices = options.map(({ label }, index) => `  ${index + 1}. ${label}`);
    const question = [message, ...choices, `The number of your answer? (Enter means ${usual})`];
    return await ask(question.join("\n"), signal, (line) => {
      const number = line === "" ? usual : /^\d+$/.test(line) ? Number(line) : 0;
      return options[number - 1]?.value;
    });
  },
  log: {
    info: say,
    warn: say,
    error: say,
    message: (lines) => say(lines.join("\n")),
  },
};

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}

/** Asks until the line typed is an answer. */
async function ask<T>(
  question: string,
  signal: AbortSignal,
  answerOf: (line: string) => T | undefined,
): Promise<T | symbol> {
  const { stdin: input, stdout: output } = process;
  const lines = createInterface({ input, output, terminal: false });
  const isOver = new Promise<undefined>((resolve) => lines.once("close", () => resolve(undefined)));
  try {
    for (let asked = question;; asked = "That is no answer to it. Again?") {
      const line = await Promise.race([lines.question(`${asked} `, { signal }), isOver]);
      if (line === undefined) return NO_ANSWER;
      const answer = answerOf(line.trim());
      if (answer !== undefined) return answer;
    }
  } catch (error) {
    if (signal.aborted) return NO_ANSWER;
    throw error;
  } finally {
    lines.close();
  }
}
