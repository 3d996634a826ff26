import { dirname } from "node:path";
import { refuseTrap } from "../drive/refuse_trap.ts";
import { describeFailure, failureCode, isNoSpace } from "../filesystem/describe_failure.ts";
import { readStatus } from "../filesystem/file_status.ts";
import { partialPath } from "../filesystem/partial_name.ts";
import { removeIfPresent } from "../filesystem/remove_file.ts";
import { writeWholeFile } from "../filesystem/write_whole_file.ts";
import { WaterlockError } from "../model/errors.ts";

/** What every report begins with: by it one is told from a file of somebody's own, for good. */
export const REPORT_MARK = `<!doctype html>
<html lang="en">
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
  const isReport = there.kind === "file" && beginningOf(path) === REPORT_MARK;
  if (isReport) return;
  throw new WaterlockError(
    "refused",
    there.kind === "folder"
      ? `${path} is a folder, and a report is one file`
      : `${path} is no report of Waterlock's, so it is left as it is`,
    there.kind === "folder"
      ? "Name a file in it, such as report.html"
      : "Name another file, or move that one away",
  );
}

function beginningOf(path: string): string {
  using file = Deno.openSync(path);
  const bytes = new Uint8Array(REPORT_MARK.length);
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
    return new WaterlockError(
      "failed",
      `There is no folder ${dirname(path)} to write the report into`,
      "Make it, or name another file with --output",
      { cause },
    );
  }
  return new WaterlockError(
    isNoSpace(cause) ? "no-space" : "failed",
    `Cannot write the report ${path}: ${describeFailure(cause)}`,
    "Name a file elsewhere with --output",
    { cause },
  );
}
