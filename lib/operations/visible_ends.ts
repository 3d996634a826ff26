import type { PairConfig } from "../drive/config.ts";
import { isOfThisSystem } from "../drive/paths.ts";
import { describeFailure } from "../filesystem/describe_failure.ts";
import { readStatus } from "../filesystem/file_status.ts";
import { WaterlockError } from "../model/errors.ts";
import { UNFIT_END } from "../vocabulary.ts";

/**
 * Makes sure that an end of a pair can be seen at this computer.
 *
 * @param command what needs it
 * @throws {WaterlockError} `usage` when it cannot, and what {@linkcode isFolderHere} throws
 */
export function requireEnd(
  pair: PairConfig,
  end: "source" | "destination",
  command: string,
): void {
  if (isFolderHere(pair[end])) return;
  throw new WaterlockError("usage", ...UNFIT_END.notHere(end, pair[end], pair.name, command));
}

/**
 * Whether a pair has an end at this computer, or the one that is asked for.
 *
 * @throws {WaterlockError} what {@linkcode isFolderHere} throws
 */
export function isAnyEndHere(pair: PairConfig, end?: "source" | "destination"): boolean {
  return end
    ? isFolderHere(pair[end])
    : isFolderHere(pair.source) || isFolderHere(pair.destination);
}

/** Whether both ends of a pair are here, in folders of their own, so that a stage has to be named. */
export function areBothEndsHere({ source, destination }: PairConfig): boolean {
  try {
    return source !== destination && isFolderHere(source) && isFolderHere(destination);
  } catch (error) {
    // An end that may not be looked at is none to send a person to.
    if (error instanceof WaterlockError) return false;
    throw error;
  }
}

/**
 * Whether a folder can be seen at a path of this system.
 *
 * @throws {WaterlockError} `config` when something else lies there, `failed` when it may not be looked at
 */
export function isFolderHere(path: string): boolean {
  if (!isOfThisSystem(path)) return false;
  let status;
  try {
    status = readStatus(path, { follow: true });
  } catch (cause) {
    const said = UNFIT_END.unreadable(path, describeFailure(cause));
    throw new WaterlockError("failed", ...said, { cause });
  }
  if (status && status.kind !== "folder") {
    throw new WaterlockError("config", ...UNFIT_END.isFile(path));
  }
  return status !== undefined;
}
