import type { PairConfig } from "../drive/config.ts";
import { isOfThisSystem } from "../drive/paths.ts";
import { readStatus } from "../filesystem/file_status.ts";
import { nestingOf } from "../filesystem/nesting.ts";
import { WaterlockError } from "../model/errors.ts";

/**
 * Makes sure that a pair's ends, where both can be seen here, are not one folder under two names, and
 * that none lies in the other: what is delivered would become what is to be carried.
 *
 * One path for both ends is another matter: each computer has a folder of its own there, and the marker
 * tells which one this is.
 *
 * @throws {WaterlockError} `config`
 */
export function requireEndsApart({ name, source, destination }: PairConfig): void {
  if (source === destination || !isFolder(source) || !isFolder(destination)) return;
  const nesting = nestingOf(destination, source);
  if (nesting === "apart") return;
  const ends = `The destination ${destination} of "${name}"`;
  throw new WaterlockError(
    "config",
    nesting === "same"
      ? `${ends} is its source ${source} under another name`
      : nesting === "inside"
      ? `${ends} lies inside its source ${source}`
      : `${ends} holds its source ${source}`,
    nesting === "same"
      ? "Name another folder in config/waterlock.toml; where each computer has a folder of its own " +
        "under one path, write that path for both"
      : "Name a folder in config/waterlock.toml that lies apart from it",
  );
}

function isFolder(path: string): boolean {
  try {
    return isOfThisSystem(path) && readStatus(path, { follow: true })?.kind === "folder";
  } catch {
    // What cannot be looked at is told of where it is needed.
    return false;
  }
}
