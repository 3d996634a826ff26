import { isCancel } from "@clack/prompts";
import { WaterlockError } from "../../operations/mod.ts";

/** The answer, unless the person pressed Ctrl-C or Escape. */
export function answerOf<T>(answer: T): Exclude<T, symbol> {
  if (isCancel(answer)) {
    throw new WaterlockError(
      "interrupted",
      "Interrupted at a question: nothing more was done",
      "Run it again when you are ready to answer",
    );
  }
  return answer as Exclude<T, symbol>;
}
