import { describeFailure, failureCode } from "../filesystem/describe_failure.ts";
import { WaterlockError } from "../model/errors.ts";
import { UNUSABLE } from "../vocabulary.ts";

/**
 * What to say of an error that nobody expected at this place.
 *
 * @returns an error the system gave as a sentence with a remedy; undefined for anything else, which
 *   is a mistake of the program's own
 */
export function explainFailure(error: unknown): WaterlockError | undefined {
  if (error instanceof WaterlockError) return error;
  if (failureCode(error) === undefined) return undefined;
  const detail = error instanceof Error ? error.message : "";
  const said = UNUSABLE.somewhere(describeFailure(error), detail);
  return new WaterlockError("failed", ...said, { cause: error });
}

/**
 * Runs what a whole stage cannot do without; what the system refuses ends the stage.
 *
 * @throws {WaterlockError} `failed`
 */
export function usable<T>(
  end: "source" | "drive" | "destination",
  path: string,
  work: () => T,
): T {
  try {
    return work();
  } catch (cause) {
    if (cause instanceof WaterlockError) throw cause;
    throw new WaterlockError("failed", ...UNUSABLE[end](path, describeFailure(cause)), { cause });
  }
}
