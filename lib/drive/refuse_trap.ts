import { readStatus } from "../filesystem/file_status.ts";
import { WaterlockError } from "../model/errors.ts";
import { OWN_FILE } from "../vocabulary.ts";

/**
 * Refuses what has been laid where something of Waterlock's own belongs: writing through a link could
 * lead anywhere, and reading a pipe or a device need never end.
 *
 * @throws {WaterlockError} `refused`
 */
export function refuseTrap(path: string): void {
  const kind = readStatus(path)?.kind;
  if (kind === "link") throw new WaterlockError("refused", ...OWN_FILE.isLink(path));
  if (kind === "special") throw new WaterlockError("refused", ...OWN_FILE.isSpecial(path));
}
