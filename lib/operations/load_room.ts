import { join } from "node:path";
import { type Catalogue, WAL_BYTES } from "../catalogue/catalogue.ts";
import type { DriveLayout } from "../drive/drive_layout.ts";
import { readStatus } from "../filesystem/file_status.ts";
import { FoldersInside } from "../filesystem/folders_inside.ts";
import { readSpace } from "../filesystem/free_space.ts";
import { emptyTally, type Tally } from "../model/entry.ts";
import { countTrips } from "../planning/count_trips.ts";
import { leastPart } from "../planning/cut_parts.ts";
import { bytesToSweep } from "./in_flight_sweep.ts";
import type { OpenDrive } from "./open_drive.ts";
import { tallyCargo } from "./tally_cargo.ts";

/** The room on a drive, in bytes. */
export interface LoadRoom {
  /** What may be filled now: the reserve and the catalogue's own growth left out. */
  readonly leftBytes: number;
  /** What could be filled if no cargo were aboard. */
  readonly mostBytes: number;
  readonly blockBytes: number;
  /** Delivered cargo that a load leaves where it is; nothing where it frees that itself. */
  readonly delivered: Tally;
  /** What is smaller is not worth a part of its own, but at a file's end. */
  readonly leastPartBytes: number;
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
  const kept = config.reserveBytes +
    roomForCatalogue(catalogue.sizeBytes(), rows, space.blockBytes) -
    bytesNow(layout, space.blockBytes);
  let arrived = 0, aboard = 0, swept = 0;
  for (const pair of config.pairs) {
    const { id } = catalogue.pairs.ensure(pair.name);
    arrived += catalogue.cargo.tally(id, true).bytes;
    aboard += catalogue.cargo.tally(id, false).bytes;
    // What an interrupted load has begun goes on in its own room.
    for (const { bytes } of catalogue.inFlight.begun(id, "drive").values()) aboard += bytes;
    const folders = new FoldersInside(join(layout.cargo, pair.name));
    const toSweep = bytesToSweep(catalogue, id, folders, space.blockBytes);
    // Another pair's are swept by its own load.
    if (id === pairId) swept = toSweep;
    else aboard += toSweep;
  }
  const free = space.freeBytes + swept - kept;
  const mostBytes = Math.max(0, free + arrived + aboard);
  const isFreed = config.dump === "when-needed";
  return {
    leftBytes: Math.max(0, free + (isFreed ? arrived : 0)),
    delivered: isFreed ? emptyTally() : tallyCargo(drive, config.pairs).delivered,
    mostBytes,
    blockBytes: space.blockBytes,
    leastPartBytes: leastPart(mostBytes),
  };
}

/**
 * What a catalogue of this size takes up when so many files are loaded, in bytes: itself, and a new snapshot
 * and a new seal of it beside the old ones.
 */
export function roomForCatalogue(sizeBytes: number, files: number, blockBytes: number): number {
  return 2 * (sizeBytes + ROW_BYTES * files) + WAL_BYTES + 2 * blockBytes;
}

/** What all that takes up now: the catalogue with its log, of which a transaction may have spilled some. */
function bytesNow({ catalogue, seal }: DriveLayout, blockBytes: number): number {
  return [catalogue, `${catalogue}-wal`, seal]
    .map((path) => Math.ceil((readStatus(path)?.size ?? 0) / blockBytes) * blockBytes)
    .reduce((sum, bytes) => sum + bytes);
}

/**
 * What waits at a pair's source to be loaded, as the last scan saw it: of a file in parts those that are to
 * come. What is held is not among it.
 */
export function waitingAtSource({ catalogue }: OpenDrive, pairId: bigint): Tally {
  const { files, bytes } = catalogue.entries.tallyToLoad(pairId);
  return { files, bytes: bytes - carriedBytes(catalogue, pairId, false) };
}

/** What the config has stay at a pair's source for now, counted the same way. */
export function heldAtSource({ catalogue }: OpenDrive, pairId: bigint): Tally {
  const { files, bytes } = catalogue.precedence.tallyHeld(pairId);
  return { files, bytes: bytes - carriedBytes(catalogue, pairId, true) };
}

/** Bytes of files in parts, held ones or the others, that need not be carried any more. */
function carriedBytes({ parts, precedence }: Catalogue, pairId: bigint, ofHeld: boolean): number {
  return [...parts.carriedBytes(pairId)]
    .filter(([id]) => precedence.isHeld(id) === ofHeld)
    .reduce((sum, [, bytes]) => sum + bytes, 0);
}

/** How many trips what waits at a pair's source needs, by the order in which it is loaded. */
export function countTripsToLoad({ catalogue }: OpenDrive, pairId: bigint, room: LoadRoom): number {
  const { mostBytes, blockBytes, leastPartBytes } = room;
  const carried = catalogue.parts.carriedBytes(pairId);
  const sizes = catalogue.entries.sizesToLoad(pairId).map(({ id, size }) =>
    size - (carried.get(id) ?? 0)
  );
  return countTrips(sizes, mostBytes, blockBytes, leastPartBytes);
}
