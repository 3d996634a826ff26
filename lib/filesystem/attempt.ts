import { FileProblem, NoSpace, WaterlockError } from "../model/errors.ts";
import { FILE_FAILURES } from "../vocabulary.ts";
import { describeFailure, isNameRefused, isNoSpace } from "./describe_failure.ts";

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
    if (isKnown(error)) throw error;
    if (isNoSpace(error)) throw new NoSpace({ cause: error });
    throw new FileProblem("write-failed", FILE_FAILURES.notWritten(describeFailure(error)), {
      cause: error,
    });
  }
}

/**
 * Runs what removes one file; what the system refuses becomes that file's problem. Where no room is left
 * (btrfs needs some to remove) that is no different: the file does not wait for room.
 *
 * @throws {FileProblem} `write-failed`, or what `work` found itself
 */
export function removing<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (isKnown(error)) throw error;
    throw new FileProblem("write-failed", FILE_FAILURES.notRemoved(describeFailure(error)), {
      cause: error,
    });
  }
}

/**
 * Runs what looks at one file; what the system refuses becomes that file's problem.
 *
 * @throws {FileProblem} `unreadable`, or `name-not-possible` where the path is more than that file
 *   system can hold
 */
export function reading<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof FileProblem) throw error;
    const code = isNameRefused(error) ? "name-not-possible" : "unreadable";
    throw new FileProblem(code, FILE_FAILURES.notLookedAt(describeFailure(error)), {
      cause: error,
    });
  }
}

/**
 * Runs what opens or reads one file's bytes; what the system refuses becomes that file's problem.
 *
 * @param path the file, for the message
 * @throws {FileProblem} `unreadable`
 */
export function readingFrom<T>(path: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw unreadable(path, error);
  }
}

/** What one file's bytes cannot be read for. @param path the file, for the message */
export function unreadable(path: string, cause: unknown): FileProblem {
  return new FileProblem("unreadable", FILE_FAILURES.notRead(path, describeFailure(cause)), {
    cause,
  });
}

/** Whether it has been said already what an error means. */
function isKnown(error: unknown): boolean {
  return error instanceof FileProblem || error instanceof NoSpace ||
    error instanceof WaterlockError;
}
