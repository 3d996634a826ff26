import { dirname } from "node:path";
import { refuseTrap } from "../drive/refuse_trap.ts";
import { describeFailure, failureCode, isNoSpace } from "../filesystem/describe_failure.ts";
import { readStatus } from "../filesystem/file_status.ts";
import { partialPath } from "../filesystem/partial_name.ts";
import { removeIfPresent } from "../filesystem/remove_file.ts";
import { writeWholeFile } from "../filesystem/write_whole_file.ts";
import { WaterlockError } from "../model/errors.ts";
import { LANGUAGE, UNWRITTEN_REPORT } from "../vocabulary.ts";

/** What every report begins with: by it one is told from a file of somebody's own, for good. */
export const REPORT_MARK = `<!doctype html>
<html lang="${LANGUAGE}">
<head>
<meta name="generator" content="Waterlock report">
`;

/**
 * Writes a report, whole or not at all, in the place of the one before it.
 *
 * @param path absolute
 * @param html begins with {@linkcode REPORT_MARK}
 * @throws {WaterlockError} `refused` when something else lies there, `failed` or `no-space` when the
 *   system does not take it
 */
export function writeReport(path: string, html: string): void {
  try {
    refuseTrap(path);
    refuseOtherFile(path);
    writeWholeFile(path, html);
  } catch (error) {
    if (error instanceof WaterlockError) throw error;
    throw cannotWrite(path, error);
  }
}

function refuseOtherFile(path: string): void {
  const there = readStatus(path);
  if (!there) return;
  if (there.kind === "file" && isReport(beginningOf(path))) return;
  const say = there.kind === "folder" ? UNWRITTEN_REPORT.isFolder : UNWRITTEN_REPORT.isAnothers;
  throw new WaterlockError("refused", ...say(path));
}

/** Whether a page is a report, in whichever language it was written. */
function isReport(page: string): boolean {
  return page.replace(/ lang="[\w-]+"/, ` lang="${LANGUAGE}"`).startsWith(REPORT_MARK);
}

function beginningOf(path: string): string {
  using file = Deno.openSync(path);
  const bytes = new Uint8Array(2 * REPORT_MARK.length);
  const read = file.readSync(bytes) ?? 0;
  return new TextDecoder().decode(bytes.subarray(0, read));
}

function cannotWrite(path: string, cause: unknown): WaterlockError {
  try {
    removeIfPresent(partialPath(path));
  } catch {
    // What kept the report from being written keeps this too, and the next one removes it.
  }
  if (failureCode(cause) === "ENOENT" || failureCode(cause) === "ENOTDIR") {
    return new WaterlockError("failed", ...UNWRITTEN_REPORT.noFolder(dirname(path)), { cause });
  }
  const code = isNoSpace(cause) ? "no-space" : "failed";
  const said = UNWRITTEN_REPORT.refused(path, describeFailure(cause));
  return new WaterlockError(code, ...said, { cause });
}
