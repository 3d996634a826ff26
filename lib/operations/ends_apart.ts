import type { PairConfig } from "../drive/config.ts";
import { isOfThisSystem } from "../drive/paths.ts";
import { readStatus } from "../filesystem/file_status.ts";
import { nestingOf } from "../filesystem/nesting.ts";
import { WaterlockError } from "../model/errors.ts";
import { ENDS_NOT_APART } from "../vocabulary.ts";

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
  throw new WaterlockError("config", ...ENDS_NOT_APART[nesting](name, source, destination));
}

function isFolder(path: string): boolean {
  try {
    return isOfThisSystem(path) && readStatus(path, { follow: true })?.kind === "folder";
  } catch {
    // What cannot be looked at is told of where it is needed.
    return false;
  }
}
