import type { RunOutcome, StageOutcome, VerifyOutcome, WaterlockError } from "../operations/mod.ts";

/** What the program exits with, by what went wrong; 0 when all is done. */
export const EXIT = {
  done: 0,
  failed: 1,
  usage: 2,
  partial: 3,
  damaged: 4,
  interrupted: 130,
} as const;

const OF_ERROR: Record<WaterlockError["code"], number> = {
  usage: EXIT.usage,
  config: EXIT.usage,
  refused: EXIT.failed,
  failed: EXIT.failed,
  "no-space": EXIT.failed,
  interrupted: EXIT.interrupted,
};

const OF_RESULT: Record<StageOutcome["result"], number> = {
  done: EXIT.done,
  partial: EXIT.partial,
  damaged: EXIT.damaged,
  failed: EXIT.failed,
  interrupted: EXIT.interrupted,
};

/** The exit code of an error that ended everything. */
export function exitCodeOfError(error: WaterlockError): number {
  return OF_ERROR[error.code];
}

/**
 * The exit code of a run over several pairs: the gravest of theirs. A pair that could not be begun
 * beside others that were done leaves the run done in part.
 */
export function exitCodeOfRun({ stages, refusals }: RunOutcome): number {
  return exitCodeOfPairs(stages, refusals);
}

/** The exit code of a verification of several pairs, by the same rule. */
export function exitCodeOfVerify({ verifications, refusals }: VerifyOutcome): number {
  return exitCodeOfPairs(verifications, refusals);
}

function exitCodeOfPairs(
  outcomes: readonly Pick<StageOutcome, "result">[],
  refusals: RunOutcome["refusals"],
): number {
  const refused = refusals.map(({ error }) => exitCodeOfError(error));
  const done = outcomes.map(({ result }) => OF_RESULT[result]);
  if (outcomes.length === 0) return gravest(refused);
  const besides = refused.map((code) => code === EXIT.interrupted ? code : EXIT.partial);
  return gravest([...done, ...besides]);
}

const BY_GRAVITY: readonly number[] = [
  EXIT.done,
  EXIT.partial,
  EXIT.damaged,
  EXIT.usage,
  EXIT.failed,
  EXIT.interrupted,
];

function gravest(codes: readonly number[]): number {
  return codes.reduce<number>(
    (worst, code) => BY_GRAVITY.indexOf(code) > BY_GRAVITY.indexOf(worst) ? code : worst,
    EXIT.done,
  );
}
