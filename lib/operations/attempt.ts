import { describeFailure, failureCode } from "../filesystem/describe_failure.ts";
import { WaterlockError } from "../model/errors.ts";

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
  return new WaterlockError(
    "failed",
    `The system refused something that is needed: ${describeFailure(error)}: ${detail}`,
    "Look whether this user may read and write there and whether the disk is well, then run " +
      "waterlock again",
    { cause: error },
  );
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
    const doing = end === "source" ? "read the source" : `use the ${end}`;
    throw new WaterlockError(
      "failed",
      `Cannot ${doing} ${path}: ${describeFailure(cause)}`,
      "Make it accessible to this user and run waterlock again",
      { cause },
    );
  }
}
