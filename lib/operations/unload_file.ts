import type { CargoPart, CargoRow } from "../catalogue/cargo.ts";
import type { PairRow } from "../catalogue/pairs.ts";
import type { TripRow } from "../catalogue/trips.ts";
import type { PairConfig } from "../drive/config.ts";
import { hashFiles } from "../filesystem/copy_with_hash.ts";
import { createName } from "../filesystem/create_name.ts";
import { evictFromCache } from "../filesystem/evict_cache.ts";
import { type FileStatus, mtimePrecisionNs, readStatus } from "../filesystem/file_status.ts";
import type { FoldersInside } from "../filesystem/folders_inside.ts";
import { makeLink, readLink } from "../filesystem/link.ts";
import { toNativePath } from "../filesystem/native_path.ts";
import { partialPath } from "../filesystem/partial_name.ts";
import { publishFile, syncFile } from "../filesystem/publish_file.ts";
import { isEmptyFolder } from "../filesystem/read_folder.ts";
import { removeIfPresent } from "../filesystem/remove_file.ts";
import { setMode, setModified } from "../filesystem/set_metadata.ts";
import { isTakenByAnotherName } from "../filesystem/taken_name.ts";
import type { Digest } from "../model/digest.ts";
import { isSameVersion, type ProofGrade, type ProvenVersion } from "../model/entry.ts";
import { FileProblem } from "../model/errors.ts";
import { reading, writing } from "./attempt.ts";
import type { CargoFiles } from "./cargo_files.ts";
import type { OpenDrive } from "./open_drive.ts";
import type { Services } from "./services.ts";
import type { SetAside } from "./set_aside.ts";
import type { StageRecord } from "./stage_record.ts";
import { discard, transferFile } from "./transfer_file.ts";
import type { Witness } from "./witness.ts";

/** What every file of one unload shares. */
export interface UnloadContext {
  readonly drive: OpenDrive;
  readonly pair: PairConfig;
  readonly row: PairRow;
  readonly trip: TripRow;
  readonly cargo: CargoFiles;
  /** The destination's folders. */
  readonly folders: FoldersInside;
  readonly setAside: SetAside;
  /** The drive and the destination, as they were when the unload began. */
  readonly ends: readonly Witness[];
  readonly record: StageRecord;
  readonly services: Services;
}

/** Makes sure that both ends are still the ones they were, before something is changed there. */
export function checkEnds({ ends }: UnloadContext): void {
  for (const end of ends) end.check();
}

/** What lies under a final name before it is given to a new version. */
type Present =
  /** Nothing, or the version that Waterlock delivered: the new one takes its place. */
  | { readonly is: "replaceable"; readonly status: FileStatus | undefined }
  /** The very bytes that were to come. */
  | { readonly is: "the same"; readonly proof: ProofGrade | null }
  /** Somebody else's, or edited by somebody. */
  | { readonly is: "foreign" };

/**
 * Brings one file from cargo to its final name: what is there is looked at, the new bytes are copied
 * and proven, then published, then recorded.
 *
 * @throws {FileProblem} `damaged` when cargo is not what was proven, and whatever one file's transfer
 *   throws; what lay at the destination before is then still there
 */
export async function unloadFile(cargoRow: CargoRow, context: UnloadContext): Promise<void> {
  const { drive: { catalogue }, pair, row, cargo, folders, setAside, record, services } = context;
  const { entry, version } = cargoRow;
  const final = toNativePath(pair.destination, entry.path);
  const recorded = catalogue.cargo.partsOf(entry.id);
  const expected = provenDigest(version, recorded);
  const parts = cargo.locate(recorded);
  writing(() => folders.ensureAbove(entry.path));

  const present = await examine(final, cargoRow, context);
  if (present.is === "the same") {
    writing(() => {
      setModified(final, version.mtimeNs);
      setMode(final, version.mode);
    });
    return arrive("instructed", cargoRow, present.proof, context);
  }
  catalogue.inFlight.begin(row.id, { side: "destination", path: entry.path, replaces: false });
  const proven = await transferFile({
    from: parts,
    to: final,
    mtimeNs: version.mtimeNs,
    mode: version.mode,
    expected,
    onBytes: (bytes) => record.advance(entry.path, bytes),
  }, services);
  try {
    checkEnds(context);
    writing(() => {
      if (isForeignNow(final, present)) setAside.move(final, entry.path);
      publishFile(proven.partial, final);
    });
  } catch (error) {
    discard(proven.partial);
    throw error;
  }
  services.reached("published", final);
  arrive("carried", cargoRow, proven.proof, context);
  services.reached("recorded", final);
}

/**
 * The digest that cargo must have: a missing one is never equality.
 *
 * @throws {FileProblem} `damaged` when the record of cargo contradicts itself
 */
export function provenDigest(version: ProvenVersion, parts: readonly CargoPart[]): Digest {
  const bytes = parts.reduce((sum, part) => sum + part.size, 0);
  const isWhole = parts.length > 0 && bytes === version.size &&
    (parts.length > 1 || parts[0]!.digest === version.digest);
  if (version.digest !== null && isWhole) return version.digest;
  throw new FileProblem(
    "damaged",
    "The catalogue's record of it contradicts itself; the next load carries it again",
  );
}

/** Brings a link to its final name; it travelled in the catalogue. */
export function unloadLink(cargoRow: CargoRow, context: UnloadContext): void {
  const { drive: { catalogue }, pair, row, folders, setAside } = context;
  const { entry, version } = cargoRow;
  const final = toNativePath(pair.destination, entry.path);
  writing(() => folders.ensureAbove(entry.path));
  const status = lookAtDestination(final);
  const target = status?.kind === "link" ? reading(() => readLink(final)) : undefined;
  const delivered = catalogue.deliveries.of(entry.id);
  const isOurs = target !== undefined && target === delivered?.linkTarget;
  const partial = partialPath(final);
  if (target !== version.linkTarget) {
    catalogue.inFlight.begin(row.id, { side: "destination", path: entry.path, replaces: false });
    writing(() => {
      removeIfPresent(partial);
      createName(final, () => makeLink(version.linkTarget!, partial));
      if (status && !isOurs) setAside.move(final, entry.path);
      publishFile(partial, final);
    });
  }
  writing(() => setModified(final, version.mtimeNs));
  arrive("carried", cargoRow, null, context);
}

async function examine(
  final: string,
  { entry, version }: CargoRow,
  { drive: { catalogue }, services: { signal } }: UnloadContext,
): Promise<Present> {
  const status = lookAtDestination(final);
  if (!status) return { is: "replaceable", status };
  const delivered = catalogue.deliveries.of(entry.id);
  if (status.kind === "link") {
    const isOurs = delivered?.kind === "link" &&
      reading(() => readLink(final)) === delivered.linkTarget;
    return isOurs ? { is: "replaceable", status } : { is: "foreign" };
  }
  const couldBe = [version, delivered].some((one) =>
    one?.kind === "file" && one.size === status.size
  );
  if (status.kind !== "file" || !couldBe) return { is: "foreign" };
  writing(() => syncFile(final));
  const proof = evictFromCache(final);
  const { digest } = await hashFiles([final], { signal });
  if (digest === version.digest) return { is: "the same", proof };
  return delivered && digest === delivered.digest
    ? { is: "replaceable", status }
    : { is: "foreign" };
}

/** Looks once more, after the copying, whether somebody has meanwhile put or edited something there. */
function isForeignNow(final: string, present: Present): boolean {
  if (present.is !== "replaceable") return true;
  const now = readStatus(final);
  return now !== undefined && !(now.identity === present.status?.identity &&
    now.size === present.status.size && now.mtimeNs === present.status.mtimeNs);
}

/** What lies under a final name, unless it cannot be moved away for a new version. */
function lookAtDestination(final: string): FileStatus | undefined {
  return reading(() => {
    const status = readStatus(final);
    if (status && isTakenByAnotherName(final)) {
      throw new FileProblem(
        "name-collision",
        "The destination's file system takes its name for another one beside it",
      );
    }
    if (status?.kind === "folder" && !isEmptyFolder(final)) {
      throw new FileProblem(
        "in-the-way",
        "At the destination a folder that is not empty lies where this belongs; move it away",
      );
    }
    return status;
  });
}

/** Records that a version is at the destination. */
function arrive(
  how: "carried" | "instructed",
  { entry, version }: CargoRow,
  proof: ProofGrade | null,
  { drive: { catalogue }, row, trip, record, services }: UnloadContext,
): void {
  catalogue.transaction(() => {
    catalogue.deliveries.record(
      entry.id,
      { ...version, proof },
      trip.id,
      services.clock.now(),
    );
    catalogue.cargo.markArrived(entry.id);
    const isLatest = entry.kind === version.kind &&
      isSameVersion(entry, version, mtimePrecisionNs());
    if (isLatest && entry.state !== "skipped") catalogue.entries.setState(entry.id, "delivered");
    catalogue.inFlight.end(row.id, { side: "destination", path: entry.path });
  });
  record.settle(how, entry.path, version.size, proof);
}
