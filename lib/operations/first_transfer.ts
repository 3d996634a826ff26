import { describeFailure } from "../filesystem/describe_failure.ts";
import { readSpace } from "../filesystem/free_space.ts";
import { mostFileBytes } from "../filesystem/most_file_bytes.ts";
import { requireWritable } from "../filesystem/require_writable.ts";
import { WaterlockError } from "../model/errors.ts";
import { parseSize } from "../model/size.ts";
import { countTrips } from "../planning/count_trips.ts";
import { leastPart } from "../planning/cut_parts.ts";
import { NO_NEW_DRIVE } from "../vocabulary.ts";
import type { SourceCount } from "./count_source.ts";
import { bytesToInstall, type Programs } from "./install_programs.ts";
import { roomForCatalogue } from "./load_room.ts";

/** A folder that is to become a drive, in bytes. */
export interface NewDriveSpace {
  readonly freeBytes: number;
  readonly totalBytes: number;
  readonly blockBytes: number;
  /** The largest file that it holds whole. */
  readonly mostFileBytes: number;
  /** What the programs that are to lie there will take. */
  readonly programBytes: number;
}

/**
 * Looks at a folder that is to become a drive.
 *
 * @throws {WaterlockError} `failed` when it may not be written to
 */
export function lookAtNewDrive(root: string, programs: Programs | undefined): NewDriveSpace {
  try {
    requireWritable(root);
    return {
      ...readSpace(root),
      mostFileBytes: mostFileBytes(root),
      programBytes: programs ? bytesToInstall(programs, root) : 0,
    };
  } catch (cause) {
    const said = NO_NEW_DRIVE.unfit(root, describeFailure(cause));
    throw new WaterlockError("failed", ...said, { cause });
  }
}

/** What the first transfer of some sources over a new drive comes to. */
export interface FirstTransfer {
  /** What one trip can carry, in bytes. */
  readonly roomBytes: number;
  readonly files: number;
  readonly bytes: number;
  /** None where there is too little room to carry anything. */
  readonly trips: number;
  /** Whether sources were not counted to their end: there may be more trips. */
  readonly isAtLeast: boolean;
  /** How many files are larger than all the room, and go in parts over several trips. */
  readonly largerThanRoom: number;
  /** How many more the drive's file system cannot hold whole, and go in parts. */
  readonly largerThanFiles: number;
}

/** Beyond this the trips are not played through one by one. */
const MOST_TRIPS = 500;

/** What an empty catalogue takes up, in bytes, as measured. */
const EMPTY_CATALOGUE_BYTES = 128 * 1024;

/**
 * Tells how many trips the first transfer takes, as a load would fill the drive.
 *
 * @param uncounted how many sources more there are, of which nothing is known here
 */
export function forecastFirstTransfer(
  space: NewDriveSpace,
  reserve: string,
  counts: readonly SourceCount[],
  uncounted = 0,
): FirstTransfer {
  const sizes = counts.flatMap((count) => count.sizes());
  const bytes = sizes.reduce((sum, size) => sum + size, 0);
  const { freeBytes, blockBytes, programBytes } = space;
  const kept = (parseSize(reserve) ?? 0) + programBytes +
    roomForCatalogue(EMPTY_CATALOGUE_BYTES, sizes.length, blockBytes);
  const roomBytes = Math.max(0, freeBytes - kept);
  return {
    roomBytes,
    files: sizes.length,
    bytes,
    trips: roomBytes < blockBytes
      ? 0
      : bytes > roomBytes * MOST_TRIPS
      ? Math.ceil(bytes / roomBytes)
      : countTrips(sizes, roomBytes, blockBytes, leastPart(roomBytes)),
    isAtLeast: uncounted > 0 || counts.some(({ isWhole }) => !isWhole),
    largerThanRoom: sizes.filter((size) => size > roomBytes).length,
    largerThanFiles: sizes.filter((size) => size <= roomBytes && size > space.mostFileBytes).length,
  };
}

/** A reserve that leaves most of a drive to cargo: a tenth of what is free, at most 1 GiB. */
export function suggestReserve(freeBytes: number): string {
  const fits = (words: string) => parseSize(words)! * 10 <= freeBytes;
  return ["1 GiB", "500 MiB", "100 MiB", "10 MiB", "1 MiB"].find(fits) ?? "0";
}
