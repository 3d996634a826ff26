import type { ImportOutcome } from "../../operations/mod.ts";
import { IMPORTED } from "../../vocabulary.ts";

/** What an import has taken over, or would, and what not. */
export function importLines(outcome: ImportOutcome, isDryRun: boolean): string[] {
  const { pair, taken, rows, known, waiting, refused } = outcome;
  const sum = Object.values(taken).reduce((files, tally) => files + tally.files, 0);
  const lines = [];
  for (const fate of ["delivered", "aboard", "skipped", "removal"] as const) {
    if (taken[fate].files > 0) lines.push(IMPORTED[fate](taken[fate]));
  }
  if (waiting > 0) lines.push(IMPORTED.waiting(waiting));
  if (known > 0) lines.push(IMPORTED.known(known));
  if (refused > 0) lines.push(IMPORTED.refused(refused));
  return [
    IMPORTED[isDryRun ? "wouldBeTakenOver" : "takenOver"](pair, sum, rows),
    ...lines.map((line) => `  ${line}`),
  ];
}
