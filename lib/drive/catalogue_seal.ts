import { basename } from "node:path";
import { type Checksum, checksumFile } from "../filesystem/checksum_file.ts";
import { readStatus } from "../filesystem/file_status.ts";
import { readWholeFile } from "../filesystem/read_whole_file.ts";
import { removeIfPresent } from "../filesystem/remove_file.ts";
import { writeWholeFile } from "../filesystem/write_whole_file.ts";
import type { DriveLayout } from "./drive_layout.ts";

/** What was said of a catalogue when it was closed. */
export interface Seal {
  /** The checksum of its snapshot, where that knew all that the catalogue did but the latest history. */
  readonly snapshot: Checksum | undefined;
  /** The drive's uuid, which is still to be known when the catalogue is not. */
  readonly drive: string;
}

/**
 * The seal of a catalogue that lies there to the bit as it was closed, checked and whole. Undefined
 * where nothing tells so: the program was killed, the snapshot was put in its place, a bit has flipped.
 */
export function readSeal(
  { catalogue, snapshot, seal }: DriveLayout,
): Pick<Seal, "snapshot"> | undefined {
  try {
    // A log holds what the file does not.
    if (LOGS.some((suffix) => readStatus(catalogue + suffix)?.size)) return undefined;
    const lines = readWholeFile(seal).split("\n");
    if (!lines.includes(sealLine(checksumFile(catalogue), catalogue))) return undefined;
    const ofSnapshot = lines.find((line) => line.endsWith(` ${basename(snapshot)}`));
    return { snapshot: ofSnapshot?.slice(0, ofSnapshot.lastIndexOf(" ")) as Checksum | undefined };
  } catch {
    return undefined;
  }
}

/** The drive whose catalogue was sealed here the last time, whatever has become of that since. */
export function readSealedDrive({ seal }: DriveLayout): string | undefined {
  try {
    const line = readWholeFile(seal).split("\n").find((line) => line.startsWith(DRIVE));
    return line?.slice(DRIVE.length);
  } catch {
    return undefined;
  }
}

/** Seals a catalogue that has just been closed. */
export function writeSeal({ catalogue, snapshot, seal }: DriveLayout, facts: Seal): void {
  try {
    const lines = [sealLine(checksumFile(catalogue), catalogue)];
    if (facts.snapshot) lines.push(sealLine(facts.snapshot, snapshot));
    lines.push(DRIVE + facts.drive);
    writeWholeFile(seal, lines.map((line) => `${line}\n`).join(""));
  } catch {
    // An older seal fits nothing that has changed: the next opening checks the catalogue itself.
  }
}

/** Takes the seal off a catalogue that was found to be damaged all the same. */
export function breakSeal({ seal }: DriveLayout): void {
  try {
    removeIfPresent(seal);
  } catch {
    // A drive that takes no writes is told of where it is written to.
  }
}

const DRIVE = "drive ";

const LOGS = ["-wal", "-journal"];

function sealLine(checksum: Checksum, path: string): string {
  return `${checksum} ${basename(path)}`;
}
