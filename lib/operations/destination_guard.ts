import { readMarker, writeMarker } from "../drive/destination_marker.ts";
import type { PairRow } from "../catalogue/pairs.ts";
import type { PairConfig } from "../drive/config.ts";
import { isEmptyFolder } from "../filesystem/read_folder.ts";
import { WaterlockError } from "../model/errors.ts";
import { OWN_FOLDER } from "../model/relative_path.ts";
import { usable } from "./attempt.ts";
import type { OpenDrive } from "./open_drive.ts";
import type { Services } from "./services.ts";
import type { StageOptions } from "./stage.ts";

/**
 * Makes sure that the destination is the one a person meant: by its marker, or by asking.
 *
 * @returns the pair as it is then known
 * @throws {WaterlockError} `refused` when the marker has gone or is another pair's, `usage` when
 *   nobody can be asked, `failed` when the folder cannot be used
 */
export async function admitDestination(
  drive: OpenDrive,
  pair: PairConfig,
  row: PairRow,
  options: StageOptions,
  services: Services,
): Promise<PairRow> {
  const { destination } = pair;
  const marker = usable("destination", destination, () => readMarker(destination));
  const isAccepted = row.acceptedDestination === destination;
  if (marker && (marker.pair === row.uuid ? false : isAccepted || marker.name !== pair.name)) {
    throw new WaterlockError(
      "refused",
      `${destination} holds the marker of another pair ("${marker.name}")`,
      `If it is the same pair, name it "${marker.name}" in the config; else give this one a destination ` +
        "of its own",
    );
  }
  if (isAccepted && marker) return row;
  if (isAccepted && !options.allowMissing) {
    throw new WaterlockError(
      "refused",
      `${destination} has lost its marker ${OWN_FOLDER}/pair.json, as if its disk were not mounted`,
      "Mount it and run waterlock again; if it really is a new, empty destination, add --allow-missing",
    );
  }
  if (!marker && !options.allowMissing) refuseSuddenlyEmpty(drive, pair, row);
  if (options.dryRun) return row;
  if (!isAccepted) await ask(drive, pair, row, services);
  return accept(drive, pair, row, marker?.pair);
}

/**
 * A destination that no unload has marked yet can still be known to hold files, which somebody else
 * brought there. An empty folder is then most likely a mount point without its disk.
 */
function refuseSuddenlyEmpty(drive: OpenDrive, { destination }: PairConfig, row: PairRow): void {
  if (row.acceptedDestination !== null) return;
  const { delivered, removal } = drive.catalogue.entries.countByState(row.id);
  const adopted = drive.catalogue.adopted.tally(row.id);
  const files = adopted.files + delivered.files + removal.files;
  if (files === 0 || !isEmpty(destination)) return;
  throw new WaterlockError(
    "refused",
    `${destination} is empty, though ${files} files are recorded to be there, as if its disk were ` +
      "not mounted",
    "Mount it and run waterlock again; if it really is a new, empty destination, add --allow-missing",
  );
}

function isEmpty(destination: string): boolean {
  return usable("destination", destination, () => isEmptyFolder(destination));
}

async function ask(
  { catalogue }: OpenDrive,
  { name, destination }: PairConfig,
  row: PairRow,
  { questions }: Services,
): Promise<void> {
  const answer = await questions.acceptDestination({
    pair: name,
    destination,
    toUnload: catalogue.cargo.tallyToUnload(row.id),
    isEmpty: isEmpty(destination),
  });
  if (answer === "declined") {
    throw new WaterlockError(
      "usage",
      `Nothing was unloaded into ${destination}`,
      "Run waterlock again when it is the right folder, or correct the destination in the config",
    );
  }
  if (answer === "nobody to ask") {
    throw new WaterlockError(
      "usage",
      `${destination} has not received anything yet, and nobody confirmed that it may`,
      "Run waterlock on a terminal and confirm it, or add --yes if it is the right folder",
    );
  }
}

/** Remembers the destination on the drive and at the destination itself. */
function accept(
  { catalogue }: OpenDrive,
  pair: PairConfig,
  row: PairRow,
  markedUuid: string | undefined,
): PairRow {
  const uuid = markedUuid ?? row.uuid;
  // What is known before the first unload was imported, and is about this very destination.
  const isAnother = markedUuid === undefined &&
    (row.acceptedDestination !== null || isEmpty(pair.destination));
  if (markedUuid === undefined) {
    const marker = { pair: uuid, name: pair.name };
    usable("destination", pair.destination, () => writeMarker(pair.destination, marker));
  }
  catalogue.transaction(() => {
    if (isAnother) {
      // It has received nothing, whatever another one received before.
      catalogue.deliveries.forgetAll(row.id);
      catalogue.adopted.clear(row.id);
    }
    catalogue.pairs.acceptDestination(row.id, pair.destination, uuid);
  });
  return catalogue.pairs.ensure(pair.name);
}
