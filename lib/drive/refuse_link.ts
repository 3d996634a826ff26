import { readStatus } from "../filesystem/file_status.ts";
import { WaterlockError } from "../model/errors.ts";

/**
 * Refuses a link where something of Waterlock's own lies: writing through it could lead anywhere.
 *
 * @throws {WaterlockError} `refused`
 */
export function refuseLink(path: string): void {
  if (readStatus(path)?.kind === "link") {
    throw new WaterlockError(
      "refused",
      `${path} is a link, and Waterlock keeps its own files as they are`,
      "Remove the link, and find out who put it there, before running waterlock again",
    );
  }
}
