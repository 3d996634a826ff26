import { describeFailure, isNoSpace } from "../filesystem/describe_failure.ts";
import { FileProblem, NoSpace } from "../model/errors.ts";

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
