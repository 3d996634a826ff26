import { Catalogue, type CatalogueFacts } from "../catalogue/catalogue.ts";
import { readSealedDrive } from "../drive/catalogue_seal.ts";
import type { Config } from "../drive/config.ts";
import { drivesAtDestination } from "../drive/destination_folder.ts";
import { marksDestinationOf, readMarker } from "../drive/destination_marker.ts";
import type { DriveLayout } from "../drive/drive_layout.ts";
import { describeFailure } from "../filesystem/describe_failure.ts";
import { partialPath } from "../filesystem/partial_name.ts";
import { publishFile } from "../filesystem/publish_file.ts";
import { removeIfPresent } from "../filesystem/remove_file.ts";
import { syncFile, syncFolder } from "../filesystem/sync_files.ts";
import { WaterlockError } from "../model/errors.ts";
import { DAMAGED_CATALOGUE } from "../vocabulary.ts";
import type { Services } from "./services.ts";
import { isFolderHere } from "./visible_ends.ts";

/** A whole copy of a catalogue. */
export interface FoundSnapshot extends CatalogueFacts {
  readonly path: string;
}

/** One that a drive has left at a destination. */
export interface SnapshotLeft extends FoundSnapshot {
  /** The copy of the drive's config beside it. */
  readonly config: string;
}

/** Where a snapshot of this drive's own catalogue lies, or one of another drive of the same pair. */
interface Candidate extends FoundSnapshot {
  readonly isOwn: boolean;
  readonly isAtDestination: boolean;
}

/** What is known of a catalogue that no command can go on with. */
interface LostCatalogue {
  /** What is wrong with it; undefined where it is gone. */
  readonly damage?: string;
  /** The uuid it had, where something else than its seal tells it. */
  readonly drive: string | undefined;
}

/**
 * Puts the newest whole snapshot in the place of a catalogue that is damaged or gone, when the person says
 * so: the one on the drive, or one at a destination that is here. A damaged one is kept beside it.
 *
 * Another drive's snapshot knows all that has arrived; of what it has aboard nothing is believed.
 *
 * @throws {WaterlockError} `failed` when there is no good snapshot or the person declines
 */
export async function restoreSnapshot(
  layout: DriveLayout,
  config: Config,
  { damage, drive }: LostCatalogue,
  services: Services,
): Promise<Catalogue> {
  const what = damage?.split("\n")[0];
  const { newest, looked } = findNewest(layout, config, drive);
  if (!newest) {
    const said = DAMAGED_CATALOGUE.noSnapshot(layout.catalogue, what, looked);
    throw new WaterlockError("failed", ...said);
  }
  const { isAtDestination, path: snapshot, lastStageAt } = newest;
  const takenAt = new Date(lastStageAt ?? 0);
  const isMissing = damage === undefined;
  const facts = { catalogue: layout.catalogue, isMissing, takenAt, snapshot, isAtDestination };
  if (!await services.questions.restoreSnapshot(facts)) {
    const { snapshotAtDestination, snapshotBeside } = DAMAGED_CATALOGUE;
    const said = isAtDestination
      ? snapshotAtDestination(layout.catalogue, what, lastStageAt, snapshot)
      : snapshotBeside(layout.catalogue, what, lastStageAt);
    throw new WaterlockError("failed", ...said);
  }
  const restored = copyToDrive(newest.path, layout);
  Catalogue.describe(restored);
  if (!newest.isOwn) {
    const catalogue = Catalogue.open(restored);
    catalogue.becomeAnotherDrive();
    catalogue.close();
    syncFile(restored);
  }
  putAside(layout, "damaged", services);
  publishFile(restored, layout.catalogue);
  return Catalogue.open(layout.catalogue);
}

/** Gives a catalogue and what belongs to it another name, under which it is kept. */
export function putAside(layout: DriveLayout, why: string, { clock }: Services): void {
  const time = new Date(clock.now()).toISOString().replaceAll(":", "-");
  for (const suffix of LOGS) {
    try {
      Deno.renameSync(
        layout.catalogue + suffix,
        `${layout.catalogue}.${why}-${time}${suffix}`,
      );
    } catch (error) {
      if (!(error instanceof Deno.errors.NotFound)) throw error;
    }
  }
  syncFolder(layout.configFolder);
}

/**
 * Copies a snapshot onto the drive, where it can be opened: nothing is written beside one at a destination.
 *
 * @returns where the copy lies, durable
 */
export function copyToDrive(snapshot: string, layout: DriveLayout): string {
  const partial = partialPath(layout.catalogue);
  removeCopy(layout);
  Deno.copyFileSync(snapshot, partial);
  syncFile(partial);
  return partial;
}

/** Removes what {@linkcode copyToDrive} made. */
export function removeCopy({ catalogue }: DriveLayout): void {
  for (const suffix of LOGS) removeIfPresent(partialPath(catalogue) + suffix);
}

/** What SQLite keeps beside a database that is open or was not closed, and the database itself. */
const LOGS = ["", "-wal", "-journal"];

/** The whole snapshots that drives have left at a destination, and in words what is wrong with others. */
export function snapshotsAt(
  destination: string,
  layout: DriveLayout,
): { whole: SnapshotLeft[]; broken: string[] } {
  const whole: SnapshotLeft[] = [], broken: string[] = [];
  for (const { snapshot: path, config } of drivesAtDestination(destination)) {
    try {
      whole.push({ ...Catalogue.describe(copyToDrive(path, layout)), path, config });
    } catch (error) {
      broken.push(`${path} (${describeFailure(error)})`);
    }
  }
  removeCopy(layout);
  return { whole, broken };
}

/** The newest of some snapshots: of different drives by when the last stage was, as they tell it. */
export function newestOf<T extends FoundSnapshot>(snapshots: readonly T[]): T | undefined {
  return snapshots.toSorted((a, b) => (b.lastStageAt ?? 0) - (a.lastStageAt ?? 0))[0];
}

/** The snapshot to go on with, and the destinations where one was looked for. */
function findNewest(
  layout: DriveLayout,
  config: Config,
  noted: string | undefined,
): { newest: Candidate | undefined; looked: readonly string[] } {
  const looked: string[] = [];
  const beside = describeBeside(layout);
  const drive = beside?.drive ?? readSealedDrive(layout) ?? noted;
  const candidates: Candidate[] = beside
    ? [{ ...beside, path: layout.snapshot, isOwn: true, isAtDestination: false }]
    : [];
  for (const { name, destination } of config.pairs) {
    try {
      if (!isFolderHere(destination)) continue;
      if (!marksDestinationOf(readMarker(destination), "", name)) continue;
      const { whole } = snapshotsAt(destination, layout);
      looked.push(destination);
      for (const found of whole) {
        const isOwn = drive !== undefined && found.drive === drive;
        candidates.push({ ...found, isOwn, isAtDestination: true });
      }
    } catch {
      // What cannot be looked at there, or is a trap, is offered to nobody.
    }
  }
  // Of one drive's own the one that knows the most stages is the newest, whatever any clock said.
  const own = candidates.filter(({ isOwn }) => isOwn)
    .toSorted((a, b) => Number(b.stages - a.stages));
  return { newest: own[0] ?? newestOf(candidates), looked };
}

function describeBeside(layout: DriveLayout): CatalogueFacts | undefined {
  try {
    Deno.statSync(layout.snapshot);
    return Catalogue.describe(layout.snapshot);
  } catch {
    return undefined;
  }
}
