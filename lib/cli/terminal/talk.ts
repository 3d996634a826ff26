import { WaterlockError } from "../../operations/mod.ts";
import { LEFT, NEW_DRIVE } from "../../vocabulary.ts";
import { answerOf } from "./answer.ts";
import type { Waiting } from "./count_while_waiting.ts";
import type { Prompts } from "./prompts.ts";

/** The person and the terminal that a new drive is talked over with. */
export interface Talk extends Waiting {
  readonly prompts: Prompts;
  /** Absolute path of the person's own folder. */
  readonly home: string;
}

/**
 * Whether a person stays with an answer that is seldom meant.
 *
 * @param doubts a sentence each; none when there is nothing to ask
 * @throws {WaterlockError} `interrupted`
 */
export async function keepsAnswer(
  doubts: readonly string[],
  { prompts, signal }: Talk,
): Promise<boolean> {
  if (doubts.length === 0) return true;
  prompts.log.warn(doubts.join("\n"));
  const message = NEW_DRIVE.keepThatAnswer;
  return answerOf(await prompts.confirm({ signal, message, initialValue: false }));
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
    throw new WaterlockError("interrupted", ...LEFT.atNewDrive, { cause: error });
  }
}
