import { dirname, join } from "node:path";
import { readStatus } from "../filesystem/file_status.ts";
import { readFolder } from "../filesystem/read_folder.ts";
import { syncFolder } from "../filesystem/sync_files.ts";
import { OWN_FOLDER } from "../model/relative_path.ts";
import { refuseTrap } from "./refuse_trap.ts";

/** What one drive leaves of itself at a destination, as absolute paths. */
export interface DriveAtDestination {
  /** The drive's uuid, which its folder is called by. */
  readonly drive: string;
  readonly folder: string;
  /** A copy of its catalogue. */
  readonly snapshot: string;
  /** A copy of its config. */
  readonly config: string;
}

/** Where a drive leaves the copies of its catalogue and config at a destination. */
export function driveAtDestination(destination: string, drive: string): DriveAtDestination {
  const folder = join(drivesFolder(destination), drive);
  return {
    drive,
    folder,
    snapshot: join(folder, "waterlock.db"),
    config: join(folder, "waterlock.toml"),
  };
}

/**
 * Makes the folder that a drive leaves its copies in, durable when this returns.
 *
 * @throws {WaterlockError} `refused` when a link lies where something of it belongs
 */
export function makePlace({ folder, snapshot, config }: DriveAtDestination): void {
  const drives = dirname(folder), own = dirname(drives);
  for (const path of [own, drives, folder, snapshot, config]) refuseTrap(path);
  if (readStatus(folder)) return;
  // Not what lies above them: an empty mount point is not made a destination.
  for (const path of [drives, folder]) if (!readStatus(path)) Deno.mkdirSync(path);
  for (const parent of [drives, own]) syncFolder(parent);
}

/**
 * The drives that have left a copy of their catalogue at a destination, in no order.
 *
 * @throws {WaterlockError} `refused` when a link lies where a folder or a file of Waterlock's belongs
 */
export function drivesAtDestination(destination: string): DriveAtDestination[] {
  const folder = drivesFolder(destination);
  for (const path of [join(destination, OWN_FOLDER), folder]) refuseTrap(path);
  if (readStatus(folder)?.kind !== "folder") return [];
  return readFolder(folder).entries
    .map(({ name }) => driveAtDestination(destination, name))
    .filter((drive) => {
      for (const path of [drive.folder, drive.snapshot, drive.config]) refuseTrap(path);
      return readStatus(drive.snapshot)?.kind === "file";
    });
}

/** The folder of the receipts at a destination; see `receipt_file.ts`. */
export function receiptsFolder(destination: string): string {
  return join(destination, OWN_FOLDER, "receipts");
}

function drivesFolder(destination: string): string {
  return join(destination, OWN_FOLDER, "drives");
}
