import type { OpenDrive } from "./open_drive.ts";
import { describeStage, type PastStage } from "./past_stage.ts";
import { selectPairs } from "./select_pairs.ts";

/**
 * Every stage that was ever run with this drive, oldest first; also of pairs that the config does not
 * name any more, unless `names` says which.
 *
 * @throws {WaterlockError} `usage` when a named pair does not exist
 */
export function* listPastStages(
  { catalogue, config }: OpenDrive,
  names: readonly string[],
): Generator<PastStage> {
  if (names.length > 0) selectPairs(config, names);
  for (const record of catalogue.trips.oldestFirst()) {
    if (names.length > 0 && !names.includes(record.pair)) continue;
    yield describeStage(catalogue, record);
  }
}
