import { WAL_BYTES } from "../catalogue/catalogue.ts";
import type { DriveLayout } from "../drive/drive_layout.ts";
import { readStatus } from "../filesystem/file_status.ts";
import { readSpace } from "../filesystem/free_space.ts";
import type { Tally } from "../model/entry.ts";
import { countTrips } from "../planning/count_trips.ts";
import type { OpenDrive } from "./open_drive.ts";

/** The room on a drive, in bytes. */
export interface LoadRoom {
  /** What may be filled now: the reserve and the catalogue's own growth left out. */
  readonly leftBytes: number;
  /** What could be filled if no cargo were aboard. */
  readonly mostBytes: number;
  readonly blockBytes: number;
}

/** Bytes the catalogue grows by for each file loaded, measured generously. */
const ROW_BYTES = 600;

/**
 * Measures the room for a load of one pair.
 *
 * The catalogue and its snapshot grow on the same drive while files are loaded, so room for that is
 * set aside beside the reserve, which is never touched.
 */
export function measureLoadRoom(drive: OpenDrive, pairId: bigint): LoadRoom {
  const { layout, config, catalogue } = drive;
  const space = readSpace(layout.root);
  const rows = waitingAtSource(drive, pairId).files;
  // The catalogue as it will be, and a new snapshot and a new seal of it beside the old ones.
  const catalogueBytes = 2 * (catalogue.sizeBytes() + ROW_BYTES * rows) + WAL_BYTES;
  const sealBytes = 2 * space.blockBytes;
  const kept = config.reserveBytes + catalogueBytes + sealBytes -
    bytesNow(layout, space.blockBytes);
  let arrived = 0, aboard = 0;
  for (const pair of config.pairs) {
    const { id } = catalogue.pairs.ensure(pair.name);
    arrived += catalogue.cargo.tally(id, true).bytes;
    aboard += catalogue.cargo.tally(id, false).bytes;
  }
  const free = space.freeBytes - kept;
  return {
    leftBytes: Math.max(0, free + (config.dump === "when-needed" ? arrived : 0)),
    mostBytes: Math.max(0, free + arrived + aboard),
    blockBytes: space.blockBytes,
  };
}

/** What all that takes up now: the catalogue with its log, of which a transaction may have spilled some. */
function bytesNow({ catalogue, seal }: DriveLayout, blockBytes: number): number {
  return [catalogue, `${catalogue}-wal`, seal]
    .map((path) => Math.ceil((readStatus(path)?.size ?? 0) / blockBytes) * blockBytes)
    .reduce((sum, bytes) => sum + bytes);
}

/** What waits at a pair's source, as the last scan saw it. */
export function waitingAtSource({ catalogue }: OpenDrive, pairId: bigint): Tally {
  return catalogue.entries.tallyToLoad(pairId);
}

/** How many trips what waits at a pair's source needs, by the order in which it is loaded. */
export function countTripsToLoad({ catalogue }: OpenDrive, pairId: bigint, room: LoadRoom): number {
  return countTrips(catalogue.entries.sizesToLoad(pairId), room.mostBytes, room.blockBytes);
}
