import { Catalogue } from "../catalogue/catalogue.ts";
import { parseConfig } from "../drive/config.ts";
import { type DriveLayout, layoutDrive } from "../drive/drive_layout.ts";
import { type Marker, readMarker } from "../drive/destination_marker.ts";
import { writeConfig } from "../drive/write_config.ts";
import { describeFailure } from "../filesystem/describe_failure.ts";
import { publishFile } from "../filesystem/publish_file.ts";
import { readWholeFile } from "../filesystem/read_whole_file.ts";
import { syncFile } from "../filesystem/sync_files.ts";
import { writeWholeFile } from "../filesystem/write_whole_file.ts";
import { WaterlockError } from "../model/errors.ts";
import { NOT_LEFT_THERE } from "../vocabulary.ts";
import { usable } from "./attempt.ts";
import {
  type InitialisedDrive,
  type NewPair,
  requireNewDrive,
  settingUp,
} from "./initialise_drive.ts";
import { installPrograms, type Programs } from "./install_programs.ts";
import { learnFromReceipts } from "./learn_receipts.ts";
import {
  copyToDrive,
  type FoundSnapshot,
  newestOf,
  putAside,
  removeCopy,
  snapshotsAt,
} from "./restore_snapshot.ts";
import type { Services } from "./services.ts";

/** What a drive is set up with from what another one has left at a destination. */
export interface DriveFromDestination {
  /** Absolute path of the drive's root. */
  readonly root: string;
  /** Absolute path of the destination. */
  readonly destination: string;
  /** What its config is to say, or undefined for the config that the other drive has left. */
  readonly told: { readonly pairs: readonly NewPair[]; readonly reserve: string } | undefined;
  /** What is to lie on the drive beside them, or undefined for config and catalogue alone. */
  readonly programs: Programs | undefined;
}

/** A drive that knows all that has arrived at a destination. */
export interface DriveThatKnows extends InitialisedDrive {
  readonly pairs: readonly NewPair[];
  /** When the last stage was that the snapshot knew of; null where it knew of none. */
  readonly lastStageAt: number | null;
  /** Snapshots at the destination that are not whole, and why. */
  readonly broken: readonly string[];
}

/**
 * Sets a drive up at a destination with what the drives before it have left there: it knows all that has
 * arrived, and has nothing aboard. Nothing that lies there is trusted: it is checked as what lies on a
 * drive is.
 *
 * The catalogue comes before the config, which makes the drive one: broken off in between, calling it
 * again begins anew.
 *
 * @throws {WaterlockError} `refused` when the folder is no destination or holds no whole snapshot, `config`
 *   when the drive has a config already or the one that was left is wrong, `failed` when the drive cannot
 *   be written to, `interrupted`
 */
export async function initialiseFrom(
  { root, destination, told, programs }: DriveFromDestination,
  services: Services,
): Promise<DriveThatKnows> {
  requireNewDrive(root);
  const marker = requireMarker(destination);
  const layout = layoutDrive(root);
  return await settingUp(root, async (witness) => {
    Deno.mkdirSync(layout.configFolder, { recursive: true });
    witness.check();
    const { whole, broken } = usable(
      "destination",
      destination,
      () => snapshotsAt(destination, layout),
    );
    const newest = newestOf(whole);
    if (!newest) throw noSnapshot(destination, broken);
    const toml = told ? writeConfig(told.pairs, told.reserve) : readConfigLeft(newest.config);
    const shown = told ? "config" : newest.config;
    const pairs = parseConfig(toml, shown, root).pairs.map(({ name, source, destination }) => {
      return { name, source, destination };
    });
    await takeOver(newest, destination, marker, layout, services);
    Deno.mkdirSync(layout.cargo, { recursive: true });
    writeWholeFile(layout.config, toml);
    const installed = programs ? await installPrograms(programs, root, witness, services) : [];
    const { lastStageAt } = newest;
    return { config: layout.config, programs: installed, pairs, lastStageAt, broken };
  });
}

function requireMarker(destination: string): Marker {
  const marker = usable("destination", destination, () => readMarker(destination));
  if (marker) return marker;
  throw new WaterlockError("refused", ...NOT_LEFT_THERE.noMarker(destination));
}

function noSnapshot(destination: string, broken: readonly string[]): WaterlockError {
  const { noSnapshot, noGoodSnapshot } = NOT_LEFT_THERE;
  const said = broken.length > 0 ? noGoodSnapshot(destination, broken) : noSnapshot(destination);
  return new WaterlockError("refused", ...said);
}

function readConfigLeft(path: string): string {
  try {
    return readWholeFile(path);
  } catch (cause) {
    const said = NOT_LEFT_THERE.unreadableConfig(path, describeFailure(cause));
    throw new WaterlockError("refused", ...said, { cause });
  }
}

/** Makes the snapshot the drive's own catalogue, with what drives have delivered since it was taken. */
async function takeOver(
  snapshot: FoundSnapshot,
  destination: string,
  marker: Marker,
  layout: DriveLayout,
  services: Services,
): Promise<void> {
  const partial = copyToDrive(snapshot.path, layout);
  try {
    const catalogue = Catalogue.open(partial);
    try {
      refuseHostile(catalogue, snapshot);
      catalogue.becomeAnotherDrive();
      const row = catalogue.pairs.find(marker.name);
      if (row?.uuid !== marker.pair) {
        const said = NOT_LEFT_THERE.strangeSnapshot(snapshot.path, destination);
        throw new WaterlockError("refused", ...said);
      }
      const unload = catalogue.trips.last("unload", row.id);
      if (unload !== undefined) {
        const names = marker.names ?? row.names;
        await learnFromReceipts(catalogue, destination, { ...row, names }, unload, services);
      }
    } finally {
      catalogue.close();
    }
    syncFile(partial);
    putAside(layout, "replaced", services);
    publishFile(partial, layout.catalogue);
  } catch (error) {
    removeCopy(layout);
    throw error;
  }
}

/** Reads every path, which refuses one that could lead out of its root. */
function refuseHostile({ pairs, whereabouts }: Catalogue, { path }: FoundSnapshot): void {
  try {
    for (const name of pairs.names()) {
      for (const _ of whereabouts.paths(pairs.find(name)!.id));
    }
  } catch (cause) {
    if (!(cause instanceof WaterlockError)) throw cause;
    const said = NOT_LEFT_THERE.hostileSnapshot(path, cause.message);
    throw new WaterlockError("refused", ...said, { cause });
  }
}
