import type { PairConfig } from "../drive/config.ts";
import { isOfThisSystem } from "../drive/paths.ts";
import { describeFailure } from "../filesystem/describe_failure.ts";
import { readStatus } from "../filesystem/file_status.ts";
import { WaterlockError } from "../model/errors.ts";

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
  throw new WaterlockError(
    "usage",
    `The ${end} ${pair[end]} of "${pair.name}" is not here`,
    `Mount it, or correct its path in the config; ${command} needs it`,
  );
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
    throw new WaterlockError(
      "failed",
      `Cannot look at ${path}: ${describeFailure(cause)}`,
      "Make it readable for this user and run waterlock again",
      { cause },
    );
  }
  if (status && status.kind !== "folder") {
    throw new WaterlockError(
      "config",
      `${path} is a file, not a folder`,
      "Name the folder that holds what is to be moved in config/waterlock.toml",
    );
  }
  return status !== undefined;
}
