import type { AdoptedFile } from "../catalogue/adopted.ts";
import type { EntryRow } from "../catalogue/rows.ts";
import { hashFiles } from "../filesystem/hash_files.ts";
import { toNativePath } from "../filesystem/native_path.ts";
import type { ProvenVersion, Version } from "../model/entry.ts";
import { FileProblem, throwIfInterrupted } from "../model/errors.ts";
import { isAdoptedVersion } from "../planning/recognise_adopted.ts";
import { type LoadContext, lookAtSource, refuseChanged, refuseCorrupt } from "./load_file.ts";
import { OldParts } from "./old_parts.ts";

/** How a file that waits at the source is settled without carrying it. */
export type Recognition =
  /** Others brought this very version to the destination. */
  | { readonly by: "adoption"; readonly file: AdoptedFile }
  /** Its bytes lie in cargo already, as those of this entry: its own, or one that nobody wants now. */
  | { readonly by: "cargo"; readonly of: bigint; readonly version: ProvenVersion }
  /** The destination has the bytes, or will have: an instruction is enough. */
  | { readonly by: "digest"; readonly version: ProvenVersion };

/** A file that waits at the source, and what it was recognised by. */
export interface Recognised {
  readonly entry: EntryRow;
  readonly recognition: Recognition;
}

/** What others brought is settled so many at once: there may be a million of them, and each is told fast. */
const BATCH_FILES = 1000;

/**
 * Looks whether what waits at the source is at the destination or aboard already, and settles what is.
 * A file is read for that only when one of its size is known, and none that is held: of those only what
 * others brought under that very path is settled.
 *
 * @param settle what to do with files that were recognised: record them, or only show them
 */
export async function recogniseAll(
  context: Omit<LoadContext, "trip">,
  settle: (recognised: readonly Recognised[]) => void,
): Promise<void> {
  const { drive: { catalogue }, row, record, services } = context;
  let adopted: Recognised[] = [];
  const settleAdopted = () => {
    settle(adopted);
    adopted = [];
  };
  record.beginReading(catalogue.knownBytes.tallyToRead(row.id));
  for (const entry of catalogue.knownBytes.candidates(row.id)) {
    throwIfInterrupted(services.signal);
    try {
      const recognition = await recognise(entry, context);
      if (recognition?.by === "adoption") adopted.push({ entry, recognition });
      else if (recognition) settle([{ entry, recognition }]);
      if (adopted.length === BATCH_FILES) settleAdopted();
    } catch (error) {
      if (!(error instanceof FileProblem)) throw error;
      // A load that carries it meets the same problem, and says so once.
    }
  }
  settleAdopted();
  record.endReading();
}

async function recognise(
  entry: EntryRow,
  context: Omit<LoadContext, "trip">,
): Promise<Recognition | undefined> {
  const { drive: { catalogue }, pair, row, record, services } = context;
  const adopted = entry.state === "pending" ? catalogue.adopted.at(row.id, entry.path) : undefined;
  if (adopted && isAdoptedVersion(entry, adopted)) return { by: "adoption", file: adopted };
  if (catalogue.precedence.isHeld(entry.id)) return undefined;
  // What was believed to be at the destination and was not has to be carried.
  if (catalogue.entries.problemOf(entry.id) === "bytes-gone") return undefined;
  if (entry.size === 0 || !catalogue.knownBytes.hasSize(row.id, entry.size)) return undefined;
  const before = lookAtSource(entry, context);
  const isForeseen = !adopted || (adopted.size ?? entry.size) !== entry.size;
  const { signal } = services, from = [toNativePath(pair.source, entry.path)];
  const { digest, bytes } = await record.readOne(
    entry,
    isForeseen,
    (onBytes) => hashFiles(from, { signal, onBytes }),
  );
  refuseChanged(lookAtSource(entry, context), before, bytes);
  const version = { ...versionOf(before), digest };
  refuseCorrupt(entry, version);
  const own = catalogue.cargo.wholeOnDrive(entry.id);
  if (own?.digest === digest && entry.state === "pending") {
    return { by: "cargo", of: entry.id, version };
  }
  if (catalogue.knownBytes.knownOf(row.id, [digest]).has(digest)) return { by: "digest", version };
  const spare = catalogue.knownBytes.spare(row.id, digest);
  return spare === undefined ? undefined : { by: "cargo", of: spare, version };
}

/** Records what was recognised, in one commit: delivered, or aboard as an instruction. */
export function settleRecognised(recognised: readonly Recognised[], context: LoadContext): void {
  if (recognised.length === 0) return;
  const { drive: { catalogue }, row, cargo, record } = context;
  const old = recognised.map(({ entry, recognition }) => {
    const isOwn = recognition.by === "cargo" && recognition.of === entry.id;
    const parts = !isOwn && catalogue.cargo.onDrive(entry.id)
      ? catalogue.cargo.partsOf(entry.id)
      : [];
    return new OldParts(catalogue, row.id, parts);
  });
  catalogue.transaction(() => {
    for (const [index, { entry, recognition }] of recognised.entries()) {
      old[index]!.release();
      recordRecognised(entry, recognition, context);
    }
  });
  for (const [index, { entry }] of recognised.entries()) {
    old[index]!.remove(cargo);
    record.settle("instructed", entry.path, entry.size, null);
  }
}

function recordRecognised(
  entry: EntryRow,
  recognition: Recognition,
  { drive: { catalogue }, row, trip }: LoadContext,
): void {
  if (recognition.by !== "adoption") {
    const { version } = recognition;
    catalogue.entries.replaceVersion(entry.id, "file", version, version.digest, "aboard");
    if (recognition.by === "digest") catalogue.cargo.instruct(entry.id, version, trip.id);
    else catalogue.cargo.handOver(recognition.of, entry.id, version, trip.id);
    return;
  }
  const { digest } = recognition.file;
  catalogue.entries.replaceVersion(entry.id, "file", entry, digest, "delivered");
  // Nobody has read it there, and nobody knows its mode.
  const delivered = { ...versionOf(entry), mode: null, digest, proof: null } as const;
  catalogue.deliveries.record(entry.id, { ...delivered, kind: "file" }, trip.id, 0);
  catalogue.cargo.withdraw(entry.id);
  catalogue.adopted.forget(row.id, entry.path);
}

function versionOf({ size, mtimeNs, mode }: Omit<Version, "linkTarget">): Version {
  return { size, mtimeNs, mode, linkTarget: null };
}
