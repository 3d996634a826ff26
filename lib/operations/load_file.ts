import type { CargoPart } from "../catalogue/cargo.ts";
import type { BegunFile, PartialFile } from "../catalogue/in_flight.ts";
import type { PairRow } from "../catalogue/pairs.ts";
import { type EntryRow, ownTime } from "../catalogue/rows.ts";
import type { TripRow } from "../catalogue/trips.ts";
import type { PairConfig } from "../drive/config.ts";
import { reading, writing } from "../filesystem/attempt.ts";
import { type FileStatus, mtimePrecisionNs, readStatus } from "../filesystem/file_status.ts";
import type { FoldersInside } from "../filesystem/folders_inside.ts";
import { toNativePath } from "../filesystem/native_path.ts";
import { isSameVersion, type ProvenVersion } from "../model/entry.ts";
import { FileProblem } from "../model/errors.ts";
import type { RelativePath } from "../model/relative_path.ts";
import type { Transfer } from "../transfer/transfer.ts";
import { FILE_AT_SOURCE } from "../vocabulary.ts";
import type { CargoFiles } from "./cargo_files.ts";
import type { CargoNames } from "./cargo_names.ts";
import type { Consignment } from "./convoy.ts";
import type { OpenDrive } from "./open_drive.ts";
import type { Services } from "./services.ts";
import { resumptionOf, type StageOptions } from "./stage.ts";
import type { StageRecord } from "./stage_record.ts";
import type { Witness } from "./witness.ts";

/** What every file of one load shares. */
export interface LoadContext {
  readonly drive: OpenDrive;
  readonly pair: PairConfig;
  readonly row: PairRow;
  readonly trip: TripRow;
  readonly cargo: CargoFiles;
  /** The source's own folders; what the catalogue says to lie beyond a link is not looked at. */
  readonly sourceFolders: FoldersInside;
  /** The drive and the source, as they were when the load began. */
  readonly ends: readonly Witness[];
  readonly record: StageRecord;
  readonly services: Services;
  readonly options: StageOptions;
}

/** A file as it is at the source now, before it is read; with its own time, whatever clocks make of it. */
export function lookAtSource(
  entry: EntryRow,
  { pair, sourceFolders }: Pick<LoadContext, "pair" | "sourceFolders">,
): FileStatus {
  const follow = pair.symlinks === "follow";
  const status = reading(() =>
    follow || isBelow(sourceFolders, entry.path)
      ? readStatus(toNativePath(pair.source, entry.path), { follow })
      : undefined
  );
  if (status?.kind !== "file") {
    throw new FileProblem("changing", FILE_AT_SOURCE.gone);
  }
  const { kind, size, mode, identity } = status;
  return { kind, size, mtimeNs: ownTime(entry, status.mtimeNs), mode, identity };
}

/** Whether a path leads through real folders only: a scan goes through no others. */
export function isBelow(folders: FoldersInside, path: RelativePath): boolean {
  try {
    return folders.existAbove(path);
  } catch (error) {
    if (error instanceof FileProblem && error.code === "in-the-way") return false;
    throw error;
  }
}

/** A file on its way into cargo. */
export interface LoadConsignment extends Consignment {
  readonly entry: EntryRow;
  /** What {@linkcode lookAtSource} saw. */
  readonly before: FileStatus;
  /** The parts of the version that lies in cargo already. */
  readonly old: readonly CargoPart[];
}

/**
 * Finds a file's place in cargo and makes the folders above it.
 *
 * @param begun what an earlier run has left of it to go on with
 * @throws {FileProblem} when there is none
 */
export function prepareLoad(
  entry: EntryRow,
  before: FileStatus,
  bytes: number,
  { drive: { catalogue }, pair, cargo, options }: LoadContext,
  begun: BegunFile | undefined,
  names: CargoNames,
): LoadConsignment {
  const old = catalogue.cargo.onDrive(entry.id) ? catalogue.cargo.partsOf(entry.id) : [];
  const name = reading(() => cargo.freeName(entry.path, (name) => names.isTaken(name, entry.id)));
  writing(() => cargo.folders.ensureAbove(name));
  const begunBytes = () => begun?.path === name ? begun.bytes : 0;
  const resumption = resumptionOf(before.size, begunBytes, options);
  const transfer: Transfer = {
    from: [toNativePath(pair.source, entry.path)],
    to: toNativePath(cargo.root, name),
    size: before.size,
    mtimeNs: before.mtimeNs,
    isTimeOptional: true,
    mode: readableMode(before.mode),
    expected: null,
    ...(resumption && { resumption }),
  };
  return { path: entry.path, name, bytes, transfer, entry, before, old };
}

/** Records which partials begin, before the first byte is written. */
export function beginLoad(
  consignments: readonly LoadConsignment[],
  { drive: { catalogue }, row, ends }: LoadContext,
): void {
  for (const end of ends) end.check();
  catalogue.inFlight.begin(row.id, consignments.map(partialOf));
}

/** Records how many bytes of a large file are synced under its partial name. */
export function recordSynced(
  consignment: LoadConsignment,
  bytes: number,
  { drive: { catalogue }, row, ends }: LoadContext,
): void {
  for (const end of ends) end.check();
  catalogue.inFlight.advance(row.id, partialOf(consignment), bytes);
}

/** The partial that a consignment is until it has its name. */
export function partialOf({ name, old, entry, transfer }: LoadConsignment): PartialFile {
  const partial = { side: "drive", path: name, replaces: old.length > 0 } as const;
  if (!transfer.resumption) return partial;
  const { id: entryId, size, mtimeNs } = entry;
  return { ...partial, of: { entryId, size, mtimeNs }, synced: transfer.resumption.from };
}

/** Cargo is readable without Waterlock, to whom the source lets read it. */
export function readableMode(mode: number | null): number | null {
  return mode === null ? null : (mode & 0o777) | 0o600;
}

/** @throws {FileProblem} `changing` when a file is not what it was before it was read */
export function refuseChanged(after: FileStatus, before: FileStatus, bytesRead: number): void {
  const isSame = after.size === before.size && after.mtimeNs === before.mtimeNs &&
    after.identity === before.identity && bytesRead === before.size;
  if (!isSame) {
    throw new FileProblem("changing", FILE_AT_SOURCE.changedMeanwhile);
  }
}

/**
 * The same size and time with another digest is not a change anybody made.
 *
 * @throws {FileProblem} `source-corrupt`
 */
export function refuseCorrupt(entry: EntryRow, version: ProvenVersion): void {
  const isKnown = entry.digest !== null && isSameVersion(entry, version, mtimePrecisionNs());
  if (isKnown && entry.digest !== version.digest) {
    throw new FileProblem("source-corrupt", FILE_AT_SOURCE.readsDifferently);
  }
}
