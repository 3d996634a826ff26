import type { MissingDecision, Questions } from "../operations/mod.ts";
import type { GlobalFlags } from "./flags.ts";

/**
 * The answers where nobody can be asked: what the flags say, else nothing is decided.
 *
 * @param flags `--yes` confirms what was called for; `calledFor` says whether a dump was
 */
export function unattendedQuestions(flags: GlobalFlags, calledFor: { dump: boolean }): Questions {
  const isConfirmed = flags.yes ?? false;
  return {
    acceptDestination: () => Promise.resolve(isConfirmed ? "accepted" : "nobody-to-ask"),
    confirmDump: () => Promise.resolve(isConfirmed && calledFor.dump),
    restoreSnapshot: () => Promise.resolve(flags.restore ?? false),
    decideMissing: () => Promise.resolve(decisionOf(flags.onMissing)),
    decideRemoval: () => Promise.resolve(decisionOf(flags.onRemoval)),
  };
}

function decisionOf(flag: MissingDecision | "ask"): MissingDecision {
  return flag === "ask" ? "leave" : flag;
}
