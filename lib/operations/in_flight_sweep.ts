import { dirname } from "node:path";
import type { Catalogue } from "../catalogue/catalogue.ts";
import type { PartialFile, Side } from "../catalogue/in_flight.ts";
import { drivesAtDestination } from "../drive/destination_folder.ts";
import { hashFiles } from "../filesystem/hash_files.ts";
import { readStatus } from "../filesystem/file_status.ts";
import type { FoldersInside } from "../filesystem/folders_inside.ts";
import { partialOfParts, partialPath } from "../filesystem/partial_name.ts";
import { pruneFoldersAbove } from "../filesystem/remove_file.ts";
import type { RelativePath } from "../model/relative_path.ts";
import { usable } from "./attempt.ts";
import type { Services } from "./services.ts";
import { discard } from "../transfer/carry_files.ts";
import type { Witness } from "./witness.ts";

/**
 * Removes what a killed run left half done on one side of a pair, but what this one can go on with, and
 * what another drive may: parts of a file at a destination where others have been.
 *
 * @param folders the folders of that side; nothing is removed through a link
 * @param witness of that side: where it is gone nothing has been removed
 * @returns the paths whose partials were left to other drives
 * @throws {WaterlockError} `failed` when it is gone
 */
export function sweepInFlight(
  catalogue: Catalogue,
  pairId: bigint,
  side: Side,
  folders: FoldersInside,
  witness: Witness,
): RelativePath[] {
  const left: RelativePath[] = [], ended: PartialFile[] = [], emptied = new Set<string>();
  const begun = begunBytes(catalogue, pairId, side);
  for (const partial of catalogue.inFlight.of(pairId)) {
    if (partial.side !== side) continue;
    if (isThere(folders, partial, begun.get(partial.path) ?? Infinity)) continue;
    // Parts that were brought there stay until the last of them is.
    if (side === "destination" && catalogue.parts.isPartialWanted(pairId, partial.path)) continue;
    if (existsAbove(folders, partial)) {
      const final = folders.native(partial.path), parts = partsOf(partial, final);
      let isSwept = discard(partialPath(final));
      emptied.add(dirname(final));
      if (parts && readStatus(parts) && mayBeAnothers(partial, folders, catalogue)) {
        left.push(partial.path);
        continue;
      }
      if (parts) isSwept = discard(parts) && isSwept;
      if (side === "drive" && isUnrecorded(catalogue, pairId, partial, final)) {
        isSwept = discard(final) && isSwept;
        pruneFoldersAbove(final, folders.root);
        folders.forget();
      }
      if (!isSwept) continue;
    }
    ended.push(partial);
  }
  if (ended.length === 0) return left;
  witness.check();
  // Else a cut of the power brings back what nobody knows of any more.
  usable(side, folders.root, () => {
    if (emptied.size > 0) folders.sync(Array.from(emptied, whatIsLeftOf));
  });
  catalogue.inFlight.end(pairId, ended);
  return left;
}

/**
 * The room on the drive that the next sweep of a pair gives back, in bytes: what a killed load has left that
 * nobody goes on with, so that a plan does not take it for full.
 */
export function bytesToSweep(
  catalogue: Catalogue,
  pairId: bigint,
  folders: FoldersInside,
  blockBytes: number,
): number {
  const inBlocks = (bytes: number) => Math.ceil(bytes / blockBytes) * blockBytes;
  const bytesOf = (path: string) => inBlocks(readStatus(path)?.size ?? 0);
  try {
    const begun = begunBytes(catalogue, pairId, "drive");
    let swept = 0;
    for (const partial of catalogue.inFlight.of(pairId)) {
      if (partial.side !== "drive" || !existsAbove(folders, partial)) continue;
      const final = folders.native(partial.path), goesOnAt = begun.get(partial.path);
      const isKept = isThere(folders, partial, goesOnAt ?? Infinity);
      swept += bytesOf(partialPath(final)) - (isKept ? inBlocks(goesOnAt!) : 0);
      if (!isKept && isUnrecorded(catalogue, pairId, partial, final)) swept += bytesOf(final);
    }
    return swept;
  } catch {
    // The sweep itself says what is wrong.
    return 0;
  }
}

/** How far the partials on one side are synced that this run can go on with, by their paths. */
function begunBytes(catalogue: Catalogue, pairId: bigint, side: Side): Map<RelativePath, number> {
  return new Map(
    Array.from(catalogue.inFlight.begun(pairId, side).values(), ({ path, bytes }) => [path, bytes]),
  );
}

/** A folder that something was removed from, or the nearest one above it that has not gone with that. */
function whatIsLeftOf(folder: string): string {
  const isThere = readStatus(folder, { follow: true })?.kind === "folder";
  return isThere ? folder : whatIsLeftOf(dirname(folder));
}

/** Where parts of the version were brought to, by whichever drive, if it went in parts. */
function partsOf({ side, of, synced }: PartialFile, final: string): string | undefined {
  return side === "destination" && of && synced === 0 ? partialOfParts(final, of) : undefined;
}

/** Whether other drives may still want parts of a version: it is not at the destination already. */
function mayBeAnothers(
  { of }: PartialFile,
  folders: FoldersInside,
  catalogue: Catalogue,
): boolean {
  const there = catalogue.deliveries.of(of!.entryId);
  const hasArrived = there?.size === of!.size && there.mtimeNs === of!.mtimeNs;
  return !hasArrived && areOthersAt(folders, catalogue);
}

/** Whether other drives than this one have been at a destination. */
function areOthersAt({ root }: FoldersInside, catalogue: Catalogue): boolean {
  try {
    return drivesAtDestination(root).some(({ drive }) => drive !== catalogue.drive);
  } catch {
    // Where that cannot be told they may have been.
    return true;
  }
}

/**
 * Finds files that arrived but were never recorded before somebody said to remove them, by their
 * digests, and marks them for removal.
 */
export async function markUnrecordedArrivals(
  catalogue: Catalogue,
  pairId: bigint,
  tripId: bigint,
  folders: FoldersInside,
  { clock, signal }: Services,
): Promise<void> {
  for (const partial of catalogue.inFlight.of(pairId)) {
    const entry = catalogue.entries.at(pairId, partial.path);
    const isGone = entry?.state === "removed" || entry?.state === "removal";
    if (partial.side !== "destination" || !isGone) continue;
    const version = catalogue.cargo.onDrive(entry.id);
    const final = folders.native(partial.path);
    const status = existsAbove(folders, partial) ? readStatus(final) : undefined;
    if (!version?.digest || status?.kind !== "file" || status.size !== version.size) continue;
    const { digest } = await hashFiles([final], { signal });
    if (digest !== version.digest) continue;
    catalogue.transaction(() => {
      catalogue.deliveries.record(entry.id, { ...version, proof: "reread" }, tripId, clock.now());
      catalogue.entries.setState(entry.id, "removal");
    });
  }
}

/**
 * Whether a file in cargo was published and never recorded, so that nobody would ever delete it. One
 * that may be an older version, whose record was withdrawn for a newer one, is left alone; so is one
 * that the drive may take for another one's: `photo.jpg` where `PHOTO.JPG` was to lie.
 */
function isUnrecorded(
  catalogue: Catalogue,
  pairId: bigint,
  { path, replaces }: PartialFile,
  final: string,
): boolean {
  return !replaces && readStatus(final)?.kind === "file" &&
    !catalogue.cargo.isRecorded(pairId, path);
}

/** Whether a partial has so many bytes, so that this run can go on with it. */
function isThere(folders: FoldersInside, partial: PartialFile, bytes: number): boolean {
  if (bytes === Infinity || !existsAbove(folders, partial)) return false;
  const status = readStatus(partialPath(folders.native(partial.path)));
  return status?.kind === "file" && status.size >= bytes;
}

/** Whether a file can lie under a path: its folders are there, and this system has such names. */
function existsAbove(folders: FoldersInside, { path }: PartialFile): boolean {
  try {
    folders.native(path);
    return folders.existAbove(path);
  } catch {
    return false;
  }
}
