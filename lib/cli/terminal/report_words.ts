import { type ReportFacts, sumTallies, totalOf } from "../../operations/mod.ts";
import { formatShare, unsafeOf } from "../report/words.ts";
import { REPORTED } from "../../vocabulary.ts";

/** What the report says first, and where it is. */
export function reportLines({ pairs, safety, troubles }: ReportFacts, path: string): string[] {
  const total = totalOf(safety);
  const lines: string[] = [];
  if (total.files > 0) {
    const share = formatShare(safety.safe, total);
    lines.push(REPORTED.safe(share, pairs.length, safety.safe, unsafeOf(safety)));
  } else if (pairs.some((pair) => pair.hasBeenLoaded)) {
    lines.push(REPORTED.nothingThere(pairs.length));
  } else lines.push(REPORTED.nothingKnown);
  const undecided = sumTallies(pairs.map(({ gone }) => gone.undecided));
  if (undecided.files > 0) lines.push(REPORTED.undecided(undecided));
  const passedOver = pairs.reduce((sum, pair) => sum + pair.passedOver, 0);
  if (passedOver > 0) lines.push(REPORTED.passedOver(passedOver));
  if (troubles.total > 0) lines.push(REPORTED.problems(troubles.total));
  return [...lines, REPORTED.openIt(path)];
}
