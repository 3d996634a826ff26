import { NO_TIME } from "../catalogue/adopted.ts";
import type { Catalogue } from "../catalogue/catalogue.ts";
import type { PairRow } from "../catalogue/pairs.ts";
import type { EntryRow } from "../catalogue/rows.ts";
import { mtimePrecisionNs } from "../filesystem/file_status.ts";
import type { EntryState, ProvenVersion } from "../model/entry.ts";
import { FileProblem } from "../model/errors.ts";
import type { LegacyFile } from "../planning/judge_legacy_row.ts";
import { agreesWith } from "../planning/legacy_time.ts";
import { FILE_AT_DESTINATION, LEGACY_FILE } from "../vocabulary.ts";
import type { LegacyCargo } from "./legacy_cargo.ts";
import {
  type Claim,
  type ClaimContext,
  exactVersion,
  examineClaim,
  hasDigest,
} from "./legacy_claim.ts";

/** What became of a file that was to be taken over. */
export type Taken =
  | { readonly how: "delivered" | "aboard" | "skipped" | "removal"; readonly bytes: number }
  /** The catalogue knows something newer of it, or the same already. */
  | { readonly how: "known" }
  /** It is at the source alone, or its cargo lies under another name: the next load carries it. */
  | { readonly how: "waiting" };

/** What every row of one import shares. */
export interface TakeOverContext extends ClaimContext {
  readonly catalogue: Catalogue;
  readonly row: PairRow;
  readonly tripId: bigint;
  /** Undefined where the pair's cargo folder is not the original's. */
  readonly cargo: LegacyCargo | undefined;
  /** Called with the bytes of cargo that were read. */
  readonly onBytes: (file: LegacyFile, bytes: number) => void;
}

/**
 * Takes one of the original's rows over into the catalogue, as far as nothing newer is known there.
 * To be called in a transaction of the catalogue.
 *
 * @throws {FileProblem} when what the row says cannot be believed; nothing is then recorded of it
 */
export async function takeOver(file: LegacyFile, context: TakeOverContext): Promise<Taken> {
  switch (file.fate) {
    case "delivered":
      return await takeDelivered(file, context);
    case "aboard":
      return await takeAboard(file, context);
    case "skipped":
      return await takeSkipped(file, context);
    case "removal":
      return await takeRemoval(file, context);
    case "waiting":
      return { how: "waiting" };
  }
}

async function takeDelivered(file: LegacyFile, context: TakeOverContext): Promise<Taken> {
  const { catalogue, row } = context;
  const entry = catalogue.entries.at(row.id, file.path);
  if (entry && !isUntravelled(entry, context)) return { how: "known" };
  const known = catalogue.adopted.at(row.id, file.path);
  if (known && known.size !== null) return { how: "known" };
  const claim = await examineClaim(file, context);
  if (known && claim.size === null) return { how: "known" };
  catalogue.adopted.record(row.id, { path: file.path, ...claim });
  return { how: "delivered", bytes: claim.size ?? 0 };
}

async function takeAboard(file: LegacyFile, context: TakeOverContext): Promise<Taken> {
  const { catalogue, row, tripId, ends, cargo, signal, onBytes } = context;
  const entry = catalogue.entries.at(row.id, file.path);
  if (entry && !isUntravelled(entry, context)) return { how: "known" };
  if (!cargo) return { how: "waiting" };
  const inCargo = cargo.look(file);
  const source = ends.atSource(file.path);
  const { mtimeNs } = exactVersion(file, [source, inCargo]);
  const isNewer = entry && !(entry.kind === "file" && entry.size === inCargo.size &&
    agreesWith(file.time, entry.mtimeNs, mtimePrecisionNs()));
  if (isNewer) return { how: "known" };
  const proof = await cargo.prove(file, { signal, onBytes: (bytes) => onBytes(file, bytes) });
  const version = {
    size: inCargo.size,
    mtimeNs: entry?.mtimeNs ?? mtimeNs,
    mode: entry?.mode ?? source?.mode ?? null,
    linkTarget: null,
    digest: file.digest,
  };
  const id = record(file, version, "aboard", context);
  const part = { name: file.path, size: version.size, digest: file.digest! };
  catalogue.cargo.record(id, { ...version, kind: "file", proof }, tripId, [part]);
  return { how: "aboard", bytes: version.size };
}

async function takeSkipped(file: LegacyFile, context: TakeOverContext): Promise<Taken> {
  const { catalogue, row, tripId, ends } = context;
  if (catalogue.entries.at(row.id, file.path)) return { how: "known" };
  const claim = file.hasArrived ? await tryToExamine(file, context) : undefined;
  const mtimeNs = claim && claim.mtimeNs !== NO_TIME
    ? claim.mtimeNs
    : file.time.wholeMicrosecondsNs;
  const version = versionOf(file, claim?.size ?? 0, mtimeNs);
  const id = record(file, version, "skipped", context);
  if (claim && ends.seesDestination) {
    catalogue.deliveries.record(id, { ...version, kind: "file", proof: null }, tripId, UNPROVEN);
  } else if (claim) {
    catalogue.adopted.record(row.id, { path: file.path, ...claim });
  }
  return { how: "skipped", bytes: version.size };
}

async function takeRemoval(file: LegacyFile, context: TakeOverContext): Promise<Taken> {
  const { catalogue, row, tripId, ends } = context;
  if (catalogue.entries.at(row.id, file.path)) return { how: "known" };
  const there = ends.atDestination(file.path);
  const { mtimeNs } = exactVersion(file, [there]);
  const version = versionOf(file, there?.size ?? 0, mtimeNs);
  if (file.digest === null) {
    record(file, version, "skipped", context);
    throw new FileProblem("declined", LEGACY_FILE.noHashToRemove);
  }
  if (there && !await hasDigest(file, context)) {
    record(file, version, "skipped", context);
    throw new FileProblem("edited", FILE_AT_DESTINATION.edited);
  }
  const id = record(file, version, "removal", context);
  if (there) {
    catalogue.deliveries.record(id, { ...version, kind: "file", proof: null }, tripId, UNPROVEN);
  }
  return { how: "removal", bytes: version.size };
}

/** When a file was proven that nobody has proven: longer ago than every other. */
const UNPROVEN = 0;

/**
 * Whether an entry is only what a scan found. Once something was unloaded the catalogue may have
 * learned that a file is not at the destination after all, and the original's word is older.
 */
function isUntravelled(entry: EntryRow, { catalogue, row }: TakeOverContext): boolean {
  return row.acceptedDestination === null && entry.state === "pending" &&
    catalogue.deliveries.of(entry.id) === undefined &&
    catalogue.cargo.onDrive(entry.id) === undefined;
}

/** Examines a claim where nothing is lost when it cannot be believed. */
async function tryToExamine(
  file: LegacyFile,
  context: TakeOverContext,
): Promise<Claim | undefined> {
  try {
    return await examineClaim(file, context);
  } catch (error) {
    if (!(error instanceof FileProblem)) throw error;
    return undefined;
  }
}

function versionOf({ digest }: LegacyFile, size: number, mtimeNs: bigint): ProvenVersion {
  return { size, mtimeNs, mode: null, linkTarget: null, digest };
}

/** Records an entry, or its state where a scan has found it already. */
function record(
  { path }: LegacyFile,
  version: ProvenVersion,
  state: EntryState,
  { catalogue: { entries }, row }: TakeOverContext,
): bigint {
  if (!entries.at(row.id, path)) entries.add(row.id, { path, kind: "file", ...version });
  const { id } = entries.at(row.id, path)!;
  entries.replaceVersion(id, "file", version, version.digest, state);
  return id;
}
