import { WaterlockError } from "../../operations/mod.ts";
import { LEFT } from "../../vocabulary.ts";

/** The answer, unless the person pressed Ctrl-C or Escape. */
export function answerOf<T>(answer: T): Exclude<T, symbol> {
  // A prompt gives a symbol then (`isCancel` of `@clack/prompts`), and else never one.
  if (typeof answer === "symbol") throw new WaterlockError("interrupted", ...LEFT.atQuestion);
  return answer as Exclude<T, symbol>;
}
