import type { CargoRow } from "../catalogue/cargo.ts";
import type { PairRow } from "../catalogue/pairs.ts";
import { FileProblem } from "../model/errors.ts";
import { CargoFiles } from "./cargo_files.ts";
import { partsInFlight } from "./old_parts.ts";
import type { OpenDrive } from "./open_drive.ts";

/**
 * Removes one version's files from cargo.
 *
 * What has arrived is removed, then recorded so: a kill in between leaves a record of files that are
 * gone, which nobody needs. What has not arrived, or is a part of what has not, is withdrawn first: nobody
 * may believe it aboard once the first byte is gone. It is in flight until then, so that a kill leaves
 * nothing behind.
 */
export function dumpOne(drive: OpenDrive, pair: PairRow, cargo: CargoFiles, row: CargoRow): void {
  const { catalogue } = drive;
  const { entry, hasArrived } = row;
  const parts = catalogue.cargo.partsOf(entry.id);
  const isInParts = catalogue.parts.isInParts(entry.id);
  if (hasArrived && !isInParts) {
    cargo.remove(parts);
    return catalogue.cargo.markDumped(entry.id);
  }
  const removed = partsInFlight(parts);
  catalogue.transaction(() => {
    catalogue.inFlight.begin(pair.id, removed);
    if (hasArrived) catalogue.cargo.markDumped(entry.id);
    else if (isInParts) {
      catalogue.parts.loseAboard(entry.id, catalogue.parts.of(entry.id));
    } else {
      catalogue.cargo.withdraw(entry.id);
    }
    if (!hasArrived && entry.state === "aboard") {
      catalogue.entries.setState(entry.id, "pending");
    }
  });
  cargo.remove(parts);
  catalogue.inFlight.end(pair.id, removed);
}

/**
 * Whether what lies in cargo was found damaged before it arrived, and nothing has taken its place since: a
 * video with one bad byte may be the last that there is of it. Nothing but a dump of all that somebody calls deletes it.
 */
export function mayBeTheLast({ catalogue }: OpenDrive, { entry, version }: CargoRow): boolean {
  if (version.digest !== null || (entry.state !== "damaged" && entry.state !== "skipped")) {
    return false;
  }
  const bytes = catalogue.cargo.partsOf(entry.id).reduce((sum, { size }) => sum + size, 0);
  const there = catalogue.deliveries.of(entry.id);
  const hasArrived = there?.size === version.size && there.mtimeNs === version.mtimeNs;
  return bytes === version.size && !hasArrived;
}

/**
 * Frees delivered cargo, longest aboard first, until there is room; only as much as needed.
 *
 * @returns whether there is room now
 */
export function freeDeliveredCargo(drive: OpenDrive, hasRoom: () => boolean): boolean {
  for (const pair of drive.config.pairs) {
    const cargo = new CargoFiles(drive, pair.name);
    const known = drive.catalogue.pairs.ensure(pair.name);
    for (const row of drive.catalogue.cargo.toDump(known.id)) {
      // What the source still has it is to carry again.
      if (row.entry.state === "skipped" && mayBeTheLast(drive, row)) continue;
      try {
        dumpOne(drive, known, cargo, row);
      } catch (error) {
        // What is not as it was recorded is not Waterlock's to delete.
        if (!(error instanceof FileProblem)) throw error;
      }
      if (hasRoom()) return true;
    }
  }
  return false;
}
