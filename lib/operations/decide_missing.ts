import type { Catalogue } from "../catalogue/catalogue.ts";
import type { PairRow } from "../catalogue/pairs.ts";
import { findLargestFolders } from "../planning/largest_folders.ts";
import { leaveFoldersOfUndecided } from "../planning/leave_folders.ts";
import type { Services } from "./services.ts";
import type { StageRecord } from "./stage_record.ts";

/**
 * Has somebody decide about what the scan found gone from the source, and remembers it. Undecided it
 * stays as it is, told of by whoever tells of it, and is asked again next time.
 */
export async function decideMissing(
  catalogue: Catalogue,
  pair: PairRow,
  record: StageRecord,
  services: Services,
): Promise<void> {
  const { missing } = catalogue;
  const tally = missing.tally(pair.id);
  if (tally.files === 0 && tally.folders === 0) return;
  const answer = await services.questions.decideMissing({
    pair: pair.name,
    tally,
    folders: (most) => findLargestFolders(missing.entries(pair.id), most),
    entries: () => missing.entries(pair.id),
  });
  const settled = leaveFoldersOfUndecided(answer, missing.entries(pair.id));
  const { each, rest } = typeof settled === "string" ? { each: [], rest: settled } : settled;
  catalogue.transaction(() => {
    for (const [path, decision] of each) missing.decideOne(pair.id, path, decision);
    missing.decide(pair.id, rest);
  });
  const left = missing.tally(pair.id);
  if (left.files + left.folders > 0) record.leaveOpen("missing", left);
}
