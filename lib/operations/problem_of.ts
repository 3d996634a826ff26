import { writing } from "../filesystem/attempt.ts";
import { FileProblem, NoSpace } from "../model/errors.ts";

/**
 * What a failure to write is for one file.
 *
 * @throws whatever is no failure of one file
 */
export function problemOfWriting(error: unknown): FileProblem | NoSpace {
  return problemOf(() =>
    writing(() => {
      throw error;
    })
  )!;
}

/**
 * Runs what is done for one file; its problem comes back as a value.
 *
 * @throws whatever is no failure of one file
 */
export function problemOf(work: () => void): FileProblem | NoSpace | undefined {
  try {
    work();
    return undefined;
  } catch (error) {
    if (error instanceof FileProblem || error instanceof NoSpace) return error;
    throw error;
  }
}
