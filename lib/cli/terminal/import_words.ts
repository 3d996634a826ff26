import type { ImportOutcome } from "../../operations/mod.ts";
import { formatCount, formatTally, showPath } from "./format.ts";

const WHERE = {
  delivered: "at the destination, to be carried no more",
  aboard: "in cargo, every byte of it proven",
  skipped: "gone from the source, kept at the destination",
  removal: "gone from the source, to be removed at the destination when confirmed there",
} as const;

/** What an import has taken over, or would, and what not. */
export function importLines(outcome: ImportOutcome, isDryRun: boolean): string[] {
  const { pair, taken, rows, known, waiting, refused } = outcome;
  const sum = Object.values(taken).reduce((files, tally) => files + tally.files, 0);
  const does = isDryRun ? "would be taken over" : "taken over";
  const lines = [
    `${showPath(pair)}: ${sum.toLocaleString("en")} of ${formatCount(rows, "file")} ${does}`,
  ];
  for (const fate of ["delivered", "aboard", "skipped", "removal"] as const) {
    const { files, bytes } = taken[fate];
    if (files === 0) continue;
    // Not every size is known before both ends have been seen.
    const amount = bytes > 0 ? formatTally(taken[fate]) : formatCount(files, "file");
    lines.push(`  ${amount} ${WHERE[fate]}`);
  }
  if (waiting > 0) lines.push(`  ${formatCount(waiting, "file")} not carried yet: the next load`);
  if (known > 0) lines.push(`  ${formatCount(known, "file")} left as the catalogue knows them`);
  if (refused > 0) lines.push(`  ${formatCount(refused, "file")} not taken over (see above)`);
  return lines;
}
