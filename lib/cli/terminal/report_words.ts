import { type ReportFacts, totalOf } from "../../operations/mod.ts";
import { bytesInFiles, formatShare, unsafeOf } from "../report/words.ts";
import { formatCount, showPath } from "./format.ts";

/** What the report says first, and where it is. */
export function reportLines({ pairs, safety, troubles }: ReportFacts, path: string): string[] {
  const total = totalOf(safety), rest = unsafeOf(safety);
  const sources = pairs.length === 1 ? "source" : "sources";
  const lines: string[] = [];
  if (total.files > 0) {
    const share = `${formatShare(safety.safe, total)} of the ${sources} is safe at the destination`;
    const left = rest.files > 0 ? `; ${bytesInFiles(rest)} not yet` : "";
    lines.push(`${share}: ${bytesInFiles(safety.safe)}${left}.`);
  } else if (pairs.some((pair) => pair.hasBeenLoaded)) {
    lines.push(`There was nothing at the ${sources}.`);
  } else lines.push("Nothing is known of any source yet.");
  if (troubles.total > 0) lines.push(`${formatCount(troubles.total, "problem")} to look at.`);
  return [...lines, `Open it in a browser: ${showPath(path)}`];
}
