import { confirm, log } from "@clack/prompts";
import { WaterlockError } from "../../operations/mod.ts";
import { answerOf } from "./answer.ts";
import type { Waiting } from "./count_while_waiting.ts";
import { breakText } from "./break_text.ts";

/** The person and the terminal that something is talked over with. */
export interface Talk extends Waiting {
  /** Absolute path of the person's own folder. */
  readonly home: string;
}

/** Says something between the questions. */
export function say(words: string, talk: Talk): void {
  log.message(breakText(words, widthInside(talk)));
}

/** What a question is to say of an answer, none of it wider than the terminal. */
export function explained(words: string | undefined, talk: Talk): string | undefined {
  return words === undefined ? undefined : breakText(words, widthInside(talk)).join("\n   ");
}

/**
 * Whether a person stays with an answer that is seldom meant.
 *
 * @param doubts a sentence each; none when there is nothing to ask
 * @throws {WaterlockError} `interrupted`
 */
export async function keepsAnswer(doubts: readonly string[], talk: Talk): Promise<boolean> {
  if (doubts.length === 0) return true;
  log.warn(doubts.flatMap((doubt) => breakText(doubt, widthInside(talk))).join("\n"));
  const message = "Keep that answer?";
  return answerOf(await confirm({ signal: talk.signal, message, initialValue: false }));
}

/** What the guide at the left leaves, in columns. */
export function widthInside({ columns }: Pick<Talk, "columns">): number {
  return Math.max(16, columns() - 4);
}

/**
 * Talks over a drive before anything is written to it.
 *
 * @throws {WaterlockError} `interrupted`, saying that nothing was
 */
export async function leavingNothing<T>(talking: () => Promise<T>): Promise<T> {
  try {
    return await talking();
  } catch (error) {
    if (!(error instanceof WaterlockError) || error.code !== "interrupted") throw error;
    throw new WaterlockError(
      "interrupted",
      "Left at a question: no drive was set up and nothing was written",
      "Run waterlock init again when you are ready to answer",
      { cause: error },
    );
  }
}
