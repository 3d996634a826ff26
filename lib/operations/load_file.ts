import type { CargoPart } from "../catalogue/cargo.ts";
import type { PartialFile } from "../catalogue/in_flight.ts";
import type { PairRow } from "../catalogue/pairs.ts";
import type { EntryRow } from "../catalogue/rows.ts";
import type { TripRow } from "../catalogue/trips.ts";
import type { PairConfig } from "../drive/config.ts";
import { reading, writing } from "../filesystem/attempt.ts";
import { type FileStatus, mtimePrecisionNs, readStatus } from "../filesystem/file_status.ts";
import { toNativePath } from "../filesystem/native_path.ts";
import { pruneFoldersAbove } from "../filesystem/remove_file.ts";
import { publishFile } from "../filesystem/publish_file.ts";
import { isSameVersion, type ProvenVersion } from "../model/entry.ts";
import { FileProblem } from "../model/errors.ts";
import type { CargoFiles } from "./cargo_files.ts";
import type { OpenDrive } from "./open_drive.ts";
import type { Services } from "./services.ts";
import type { StageRecord } from "./stage_record.ts";
import { discard, transferFile } from "./transfer_file.ts";
import type { Witness } from "./witness.ts";

/** What every file of one load shares. */
export interface LoadContext {
  readonly drive: OpenDrive;
  readonly pair: PairConfig;
  readonly row: PairRow;
  readonly trip: TripRow;
  readonly cargo: CargoFiles;
  /** The drive and the source, as they were when the load began. */
  readonly ends: readonly Witness[];
  readonly record: StageRecord;
  readonly services: Services;
}

/** A file as it is at the source now, before it is read. */
export function lookAtSource(
  entry: EntryRow,
  { pair }: Pick<LoadContext, "pair">,
): FileStatus {
  const status = reading(() =>
    readStatus(toNativePath(pair.source, entry.path), { follow: pair.symlinks === "follow" })
  );
  if (status?.kind !== "file") {
    throw new FileProblem("changing", "It is not at the source any more");
  }
  return status;
}

/**
 * Takes one file aboard: copied, proven, renamed, recorded, in this order.
 *
 * @param before what {@linkcode lookAtSource} saw
 * @throws {FileProblem} `changing` when the source is not the same afterwards, and whatever one
 *   file's transfer throws; the cargo that was there before is then still there
 */
export async function loadFile(
  entry: EntryRow,
  before: FileStatus,
  context: LoadContext,
): Promise<void> {
  const { drive: { catalogue, config }, pair, row, trip, cargo, ends, record, services } = context;
  const source = toNativePath(pair.source, entry.path);
  const old = catalogue.cargo.onDrive(entry.id) ? catalogue.cargo.partsOf(entry.id) : [];
  const name = reading(() =>
    cargo.freeName(
      entry.path,
      (taken) =>
        !old.some((part) => part.name === taken) && catalogue.cargo.isRecorded(row.id, taken),
    )
  );
  const final = toNativePath(cargo.root, name);
  writing(() => cargo.folders.ensureAbove(name));

  const inFlight = { side: "drive", path: name, replaces: old.length > 0 } as const;
  catalogue.inFlight.begin(row.id, inFlight);
  const proven = await transferFile({
    from: [source],
    to: final,
    mtimeNs: before.mtimeNs,
    mode: readableMode(before.mode),
    expected: null,
    wanted: config.proof,
    onBytes: (bytes) => record.advance(entry.path, bytes),
  }, services);
  const version: ProvenVersion = {
    size: before.size,
    mtimeNs: before.mtimeNs,
    mode: before.mode,
    linkTarget: null,
    digest: proven.digest,
  };
  try {
    refuseChanged(lookAtSource(entry, context), before, proven.bytes);
    refuseCorrupt(entry, version);
    for (const end of ends) end.check();
    if (isKnown(entry, version, context)) {
      discard(proven.partial);
      writing(() => pruneFoldersAbove(final, cargo.root));
      cargo.folders.forget();
      return instruct(entry, version, old, inFlight, context);
    }
    if (old.length > 0) forgetOldCargo(entry, context);
    writing(() => publishFile(proven.partial, final));
  } catch (error) {
    discard(proven.partial);
    throw error;
  }
  services.reached("published", final);
  catalogue.transaction(() => {
    catalogue.entries.replaceVersion(entry.id, "file", version, proven.digest, "aboard");
    const part = { name, size: version.size, digest: proven.digest };
    catalogue.cargo.record(
      entry.id,
      { ...version, kind: "file", proof: proven.proof },
      trip.id,
      [part],
    );
    const now = services.clock.now();
    catalogue.verification.markSource(entry.id, now);
    catalogue.verification.markCargo(entry.id, now);
    catalogue.inFlight.end(row.id, inFlight);
  });
  services.reached("recorded", final);
  removeOldParts(cargo, old.filter((part) => part.name !== name));
  record.settle("carried", entry.path, version.size, proven.proof);
}

/** Whether the destination has the bytes or will have them, from a file before this one. */
function isKnown(
  entry: EntryRow,
  { size, digest }: ProvenVersion,
  { drive: { catalogue }, row }: LoadContext,
): boolean {
  return size > 0 && catalogue.entries.problemOf(entry.id) !== "bytes-gone" &&
    catalogue.knownBytes.has(row.id, digest!);
}

/** The bytes travel once: what has the same ones goes along as an instruction. */
function instruct(
  entry: EntryRow,
  version: ProvenVersion,
  old: readonly CargoPart[],
  inFlight: PartialFile,
  { drive: { catalogue }, row, trip, cargo, record }: LoadContext,
): void {
  catalogue.transaction(() => {
    catalogue.entries.replaceVersion(entry.id, "file", version, version.digest, "aboard");
    catalogue.cargo.instruct(entry.id, version, trip.id);
    catalogue.inFlight.end(row.id, inFlight);
  });
  removeOldParts(cargo, old);
  record.settle("instructed", entry.path, version.size, null);
}

/** Between the rename and the record the old digest must not stand for the new bytes. */
function forgetOldCargo(entry: EntryRow, { drive: { catalogue } }: LoadContext): void {
  catalogue.transaction(() => {
    catalogue.cargo.withdraw(entry.id);
    if (entry.state !== "damaged") catalogue.entries.setState(entry.id, "pending");
  });
}

/** Cargo is readable without Waterlock, to whom the source lets read it. */
function readableMode(mode: number | null): number | null {
  return mode === null ? null : (mode & 0o777) | 0o600;
}

/** What is not as it was recorded is not Waterlock's to delete, and keeps nothing from arriving. */
export function removeOldParts(cargo: CargoFiles, parts: readonly CargoPart[]): void {
  for (const part of parts) {
    try {
      cargo.remove([part]);
    } catch (error) {
      if (!(error instanceof FileProblem)) throw error;
    }
  }
}

/** @throws {FileProblem} `changing` when a file is not what it was before it was read */
export function refuseChanged(after: FileStatus, before: FileStatus, bytesRead: number): void {
  const isSame = after.size === before.size && after.mtimeNs === before.mtimeNs &&
    after.identity === before.identity && bytesRead === before.size;
  if (!isSame) {
    throw new FileProblem("changing", "It changed while it was copied; the next load carries it");
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
    throw new FileProblem(
      "source-corrupt",
      "It reads differently than before though its size and time are the same: the source may be " +
        "damaged; restore it, or touch the file to carry it as it is now",
    );
  }
}
