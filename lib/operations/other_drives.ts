import type { CargoRow } from "../catalogue/cargo.ts";
import type { Catalogue } from "../catalogue/catalogue.ts";
import type { PairRow } from "../catalogue/pairs.ts";
import type { TripRow } from "../catalogue/trips.ts";
import type { PairConfig } from "../drive/config.ts";
import { marksDestinationOf, readMarker } from "../drive/destination_marker.ts";
import { isSameVersion } from "../model/entry.ts";
import { FileProblem, WaterlockError } from "../model/errors.ts";
import type { RelativePath } from "../model/relative_path.ts";
import { FILE_AT_DESTINATION, NOTICE } from "../vocabulary.ts";
import { usable } from "./attempt.ts";
import { learnFromReceipts } from "./learn_receipts.ts";
import type { Services } from "./services.ts";
import type { StageRecord } from "./stage_record.ts";

/** Whether another drive of the pair has been at its destination, so that there is something to learn. */
export function isServedByOthers({ name, destination }: PairConfig, { uuid }: PairRow): boolean {
  const marker = usable("destination", destination, () => readMarker(destination));
  return marksDestinationOf(marker, uuid, name);
}

/**
 * Learns what other drives have done. What cannot be read, or remembered on a drive that is too full, keeps
 * nothing from being unloaded to where nothing lies.
 *
 * @returns whether all of it was learned
 */
export async function learnOfOtherDrives(
  catalogue: Catalogue,
  { destination }: PairConfig,
  row: PairRow,
  trip: TripRow,
  record: StageRecord,
  services: Services,
): Promise<boolean> {
  try {
    const learned = await learnFromReceipts(catalogue, destination, row, trip.id, services);
    // Of what another one has brought whole no parts are wanted any more.
    catalogue.transaction(() => catalogue.parts.giveUpStale(row.id));
    const { files, strangeLines, problems } = learned;
    if (files > 0) record.notice(NOTICE.learnedOthers(files));
    if (strangeLines > 0) record.notice(NOTICE.strangeReceipts(strangeLines));
    for (const { message } of problems) record.notice(message);
    return problems.length === 0;
  } catch (error) {
    if (!(error instanceof WaterlockError && error.code === "no-space")) throw error;
    record.notice(NOTICE.noRoomToLearn);
    return false;
  }
}

/** Says of what is aboard that it has to wait for the next load, and returns it. */
export function tellOfHeldBack(
  catalogue: Catalogue,
  row: PairRow,
  record: StageRecord,
): CargoRow[] {
  const held = catalogue.cargo.heldBack(row.id);
  for (const { entry, version } of held) {
    const problem = new FileProblem("order-unknown", FILE_AT_DESTINATION.orderUnknown);
    record.fail(entry.path, version.size, problem);
  }
  return held;
}

/** Says of parts that this drive will not go on with that they were left to the others. */
export function tellOfPartsLeft(
  paths: readonly RelativePath[],
  record: StageRecord,
): void {
  for (const path of paths) record.notice(NOTICE.partialLeft(path));
}

/**
 * Has what was held back give way where a load has seen the source with something else: it is older than
 * what the source has, and perhaps than what is at the destination.
 *
 * @param held what was held back before the scan
 */
export function dropOutdated(catalogue: Catalogue, row: PairRow, held: readonly CargoRow[]): void {
  for (const { entry: { id, path }, version } of held) {
    const now = catalogue.entries.at(row.id, path);
    const isStillThere = now?.kind === version.kind && isSameVersion(now, version, 1n);
    if (!isStillThere) catalogue.cargo.markArrived(id);
  }
}
