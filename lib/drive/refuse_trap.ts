import { readStatus } from "../filesystem/file_status.ts";
import { WaterlockError } from "../model/errors.ts";

/**
 * Refuses what has been laid where something of Waterlock's own belongs: writing through a link could
 * lead anywhere, and reading a pipe or a device need never end.
 *
 * @throws {WaterlockError} `refused`
 */
export function refuseTrap(path: string): void {
  const kind = readStatus(path)?.kind;
  if (kind !== "link" && kind !== "special") return;
  const what = kind === "link" ? "a link" : "a pipe or a device";
  throw new WaterlockError(
    "refused",
    `${path} is ${what}, and Waterlock keeps its own files as they are`,
    "Remove it, and find out who put it there, before running waterlock again",
  );
}
