import type { CargoRow } from "../catalogue/cargo.ts";
import { reading, writing } from "../filesystem/attempt.ts";
import { type FileStatus, mtimePrecisionNs, readStatus } from "../filesystem/file_status.ts";
import { hashPastCache } from "../filesystem/hash_past_cache.ts";
import { readLink } from "../filesystem/link.ts";
import { syncFile } from "../filesystem/sync_files.ts";
import { isEmptyFolder } from "../filesystem/read_folder.ts";
import { settleMetadata } from "../filesystem/settle_metadata.ts";
import { isSameVersion, type ProofGrade } from "../model/entry.ts";
import { FileProblem } from "../model/errors.ts";
import { NOT_PLACED } from "../vocabulary.ts";
import type { UnloadContext } from "./unload_context.ts";

/** What lies under a final name before it is given to a new version. */
export type Present =
  /** Nothing, or the version that Waterlock delivered: the new one takes its place. */
  | { readonly is: "replaceable"; readonly status: FileStatus | undefined }
  /** The very bytes that were to come. */
  | { readonly is: "same"; readonly proof: ProofGrade | null }
  /** Somebody else's, or edited by somebody. */
  | { readonly is: "foreign" };

/** Looks at what lies under a final name; reads it when it could be what Waterlock knows. */
export async function examine(
  final: string,
  { entry, version }: CargoRow,
  { drive: { catalogue, config }, services: { signal } }: UnloadContext,
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
  const { digest, proof } = await hashPastCache(final, { signal, wanted: config.proof });
  if (digest === version.digest) return { is: "same", proof };
  return delivered && digest === delivered.digest
    ? { is: "replaceable", status }
    : { is: "foreign" };
}

/** Looks once more, after the copying, whether somebody has meanwhile put or edited something there. */
export function isForeignNow(final: string, present: Present): boolean {
  if (present.is !== "replaceable") return true;
  const now = readStatus(final);
  return now !== undefined && !(now.identity === present.status?.identity &&
    now.size === present.status.size && now.mtimeNs === present.status.mtimeNs);
}

/** What lies under a final name, unless it cannot be moved away for a new version. */
export function lookAtDestination(final: string): FileStatus | undefined {
  return reading(() => {
    const status = readStatus(final);
    if (status?.kind === "folder" && !isEmptyFolder(final)) {
      throw new FileProblem(
        "in-the-way",
        NOT_PLACED.folderInTheWay,
      );
    }
    return status;
  });
}

/** Settles a version whose bytes already have its name: only their time and mode may be others. */
export function settleInPlace(
  final: string,
  cargo: CargoRow,
  proof: ProofGrade | null,
  context: UnloadContext,
): void {
  writing(() => settleMetadata(final, cargo.version));
  arrive("instructed", [{ cargo, proof }], context);
}

/** A version that is at the destination. */
export interface Arrived {
  readonly cargo: CargoRow;
  readonly proof: ProofGrade | null;
}

/** Records that versions are at the destination. */
export function arrive(
  how: "carried" | "instructed",
  arrived: readonly Arrived[],
  context: UnloadContext,
): void {
  recordArrivals(arrived, context);
  for (const { cargo: { entry, version }, proof } of arrived) {
    context.record.settle(how, entry.path, version.size, proof);
    context.record.place(entry.path, context.folders.placeOf(entry.path), version.size);
  }
}

/** The same in the catalogue and the receipts alone. */
export function recordArrivals(
  arrived: readonly Arrived[],
  { drive: { catalogue }, row, trip, receipts, services }: UnloadContext,
): void {
  if (arrived.length === 0) return;
  receipts.tellOfArrivals(
    arrived.map(({ cargo: { entry, version }, proof }) => ({
      entry,
      version: { ...version, proof },
    })),
  );
  const now = services.clock.now(), side = "destination" as const;
  catalogue.transaction(() => {
    for (const { cargo: { entry, version }, proof } of arrived) {
      catalogue.deliveries.record(entry.id, { ...version, proof }, trip.id, now);
      catalogue.cargo.markArrived(entry.id);
      const isLatest = entry.kind === version.kind &&
        isSameVersion(entry, version, mtimePrecisionNs());
      if (isLatest && entry.state !== "skipped") catalogue.entries.setState(entry.id, "delivered");
    }
    const paths = arrived.map(({ cargo: { entry: { path } } }) => path);
    catalogue.deliveries.forgetFolders(row.id, paths);
    const partials = paths.map((path) => ({ side, path }));
    catalogue.inFlight.end(row.id, partials);
  });
}
