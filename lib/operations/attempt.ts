import { describeFailure, isNoSpace } from "../filesystem/describe_failure.ts";
import { FileProblem, NoSpace, WaterlockError } from "../model/errors.ts";

/**
 * Runs what writes for one file; what the system refuses becomes that file's problem.
 *
 * @throws {NoSpace} when no room is left
 * @throws {FileProblem} `write-failed`, or what `work` found itself
 */
export function writing<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof FileProblem) throw error;
    if (isNoSpace(error)) throw new NoSpace("No space left", { cause: error });
    throw new FileProblem("write-failed", `Cannot write it: ${describeFailure(error)}`, {
      cause: error,
    });
  }
}

/**
 * Runs what a whole stage cannot do without; what the system refuses ends the stage.
 *
 * @throws {WaterlockError} `failed`
 */
export function usable<T>(end: "source" | "destination", path: string, work: () => T): T {
  try {
    return work();
  } catch (cause) {
    if (cause instanceof WaterlockError) throw cause;
    const doing = end === "source" ? "read the source" : "use the destination";
    throw new WaterlockError(
      "failed",
      `Cannot ${doing} ${path}: ${describeFailure(cause)}`,
      "Make it accessible to this user and run waterlock again",
      { cause },
    );
  }
}

/**
 * Runs what looks at one file; what the system refuses becomes that file's problem.
 *
 * @throws {FileProblem} `unreadable`
 */
export function reading<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof FileProblem) throw error;
    throw new FileProblem("unreadable", `Cannot look at it: ${describeFailure(error)}`, {
      cause: error,
    });
  }
}
