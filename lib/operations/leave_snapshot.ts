import { relative } from "node:path";
import { driveAtDestination, makePlace } from "../drive/destination_folder.ts";
import { checksumFile } from "../filesystem/checksum_file.ts";
import { describeFailure } from "../filesystem/describe_failure.ts";
import { readStatus } from "../filesystem/file_status.ts";
import { readWholeFile } from "../filesystem/read_whole_file.ts";
import { writeWholeFile } from "../filesystem/write_whole_file.ts";
import { FileProblem } from "../model/errors.ts";
import type { PairConfig } from "../drive/config.ts";
import { SNAPSHOT } from "../vocabulary.ts";
import { copyProven } from "./copy_proven.ts";
import type { OpenDrive } from "./open_drive.ts";
import type { Services } from "./services.ts";
import type { StageRecord } from "./stage_record.ts";
import type { Witness } from "./witness.ts";

/**
 * Leaves copies of the drive's config and of its catalogue's snapshot at a destination, so that the drive
 * can break or be lost. They are written and proven as any other file is; what keeps that from being done
 * is a problem of the stage's.
 */
export async function leaveSnapshot(
  drive: OpenDrive,
  { destination }: PairConfig,
  ends: readonly Witness[],
  record: StageRecord,
  services: Services,
): Promise<void> {
  const place = driveAtDestination(destination, drive.catalogue.drive);
  try {
    for (const end of ends) end.check();
    makePlace(place);
    leaveConfig(drive, place.config);
    if (!isCurrent(drive, place.snapshot)) {
      const copy = { from: drive.layout.snapshot, to: place.snapshot, mode: null };
      await copyProven({ ...copy, wanted: drive.config.proof }, services);
    }
  } catch (error) {
    if (services.signal.aborted) return;
    const name = relative(destination, place.snapshot);
    const message = SNAPSHOT.notLeft(describeFailure(error));
    record.note(name, new FileProblem("write-failed", message));
  }
}

function leaveConfig({ layout }: OpenDrive, path: string): void {
  const config = readWholeFile(layout.config);
  const there = readStatus(path), { size } = readStatus(layout.config)!;
  const isThere = there?.kind === "file" && there.size === size && readWholeFile(path) === config;
  if (!isThere) writeWholeFile(path, config);
}

function isCurrent({ snapshot }: OpenDrive, path: string): boolean {
  return readStatus(path)?.kind === "file" && checksumFile(path) === snapshot.currentChecksum;
}
