import { type ReportFacts, totalOf } from "../../operations/mod.ts";
import { bytesInFiles, formatShare, unsafeOf } from "../report/words.ts";
import { formatCount, showPath } from "./format.ts";

/** What the report says first, and where it is. */
export function reportLines({ safety, troubles }: ReportFacts, path: string): string[] {
  const total = totalOf(safety), rest = unsafeOf(safety);
  const lines = total.files === 0 ? ["Nothing is known of any source yet."] : [
    `${formatShare(safety.safe, total)} of the source is safe at the destination: ` +
    `${bytesInFiles(safety.safe)}${rest.files > 0 ? `; ${bytesInFiles(rest)} not yet` : ""}.`,
  ];
  if (troubles.total > 0) lines.push(`${formatCount(troubles.total, "problem")} to look at.`);
  return [...lines, `Open it in a browser: ${showPath(path)}`];
}
