import type { CargoPart } from "../catalogue/cargo.ts";
import type { Part } from "../catalogue/parts.ts";
import type { EntryRow } from "../catalogue/rows.ts";
import { reading, writing } from "../filesystem/attempt.ts";
import { type FileStatus, mtimePrecisionNs } from "../filesystem/file_status.ts";
import { toNativePath } from "../filesystem/native_path.ts";
import { partialPath, partName } from "../filesystem/partial_name.ts";
import { publishFile } from "../filesystem/publish_file.ts";
import type { Digest } from "../model/digest.ts";
import { isSameVersion } from "../model/entry.ts";
import { FileProblem, NoSpace } from "../model/errors.ts";
import { joinRelative, nameOf, parentOf, type RelativePath } from "../model/relative_path.ts";
import { cutParts, type Stretch } from "../planning/cut_parts.ts";
import type { Carriers } from "../transfer/carriers.ts";
import { discard } from "../transfer/carry_files.ts";
import type { PartTransfer, ProvenPart } from "../transfer/carry_parts.ts";
import { FILE_AT_SOURCE } from "../vocabulary.ts";
import type { CargoNames } from "./cargo_names.ts";
import { problemOfOutcome } from "./convoy.ts";
import {
  type LoadContext,
  lookAtSource,
  readableMode,
  refuseChanged,
  refuseCorrupt,
} from "./load_file.ts";
import { OldParts, partsInFlight, removeOldParts } from "./old_parts.ts";

/** A stretch of the source, and the name it is to get in cargo; null where it need not be written. */
interface Piece extends Stretch {
  readonly name: RelativePath | null;
  /** Its digest, where that is known. */
  readonly digest: Digest | null;
}

/** How much of a file is to go, and in what pieces. Bytes. */
export interface PartSizes {
  readonly bytes: number;
  readonly mostPartBytes: number;
}

/**
 * Carries parts of a file into cargo, each proven, published and recorded by itself: what a kill undoes is
 * a part. With the last of them all of the source is read in one pass, which proves that the parts are
 * those of one file, and tells what it hashes to; what was carried before is then only read and compared.
 *
 * An older version that is aboard, whole, and has not arrived stays until that is done: all parts are then
 * recorded at once, and a kill before undoes all of them.
 *
 * @returns whether all of it is aboard now, or at the destination
 * @throws {FileProblem | NoSpace} what kept the rest from being carried; what is recorded stays
 * @throws {WaterlockError} when an end is gone; `interrupted`
 */
export async function loadInParts(
  entry: EntryRow,
  sizes: PartSizes,
  context: LoadContext,
  carriers: Carriers,
  names: CargoNames,
): Promise<boolean> {
  const { drive: { catalogue }, row, record } = context;
  const before = lookAtSource(entry, context);
  if (!isSameVersion(entry, { ...before, linkTarget: null }, mtimePrecisionNs())) {
    throw new FileProblem("changing", FILE_AT_SOURCE.changedSinceScan);
  }
  for (const end of context.ends) end.check();
  const { parts, discarded, isDiscardWhole } = catalogue.parts.known(entry);
  if (!isDiscardWhole) discardParts(entry, discarded, context);
  const cuts = cutParts(entry.size, parts, sizes.bytes, sizes.mostPartBytes);
  const isLast = sumOf(parts) + sumOf(cuts) === entry.size;
  const keepsOlder = catalogue.cargo.isWholeAboard(entry.id);
  if (keepsOlder && !isLast) throw new NoSpace();
  const pieces = piecesOf(entry, isLast ? parts : [], cuts, context, names);
  const inFlight = pieces.flatMap(({ name }) =>
    name === null ? [] : [{ side: "drive", path: name, replaces: false } as const]
  );
  catalogue.inFlight.begin(row.id, inFlight);
  const old = isDiscardWhole ? new OldParts(catalogue, row.id, discarded) : undefined;
  const fresh = new FreshParts(entry, old, context);
  const carried = sumOf(parts);
  record.departInParts(entry.path, entry.size, carried);
  const outcome = await carriers.carryParts(
    pieces.map((piece) => transferOf(piece, entry, before, context)),
    isLast,
    {
      onBytes: (_, bytes) => record.advance(entry.path, bytes),
      onProven: (_, bytes) => record.prove(entry.path, bytes),
      onPart: (index, proven) => {
        fresh.publish(pieces[index]!, proven, before);
        if (!keepsOlder) fresh.record(() => {});
      },
    },
  );
  for (const end of context.ends) end.check();
  // What has its name and no record is left to the next sweep.
  catalogue.inFlight.end(row.id, inFlight.filter(({ path }) => !fresh.isUnrecorded(path)));
  if (outcome.is === "stopped") {
    const problem = problemOfOutcome(outcome.outcome);
    const isKnown = pieces[outcome.at]!.name === null;
    if (isKnown && problem instanceof FileProblem && problem.code === "damaged") {
      startAnew(entry, context);
    }
    throw problem;
  }
  if (isLast) complete(entry, before, outcome.digest!, fresh, context);
  return isLast;
}

/** Makes room of parts that nobody believes or wants. */
function discardParts(
  { id }: EntryRow,
  parts: readonly (Part & CargoPart)[],
  { drive: { catalogue }, row, cargo }: LoadContext,
): void {
  if (parts.length === 0) return;
  const refused = removeOldParts(cargo, parts);
  catalogue.transaction(() => {
    catalogue.inFlight.begin(row.id, partsInFlight(refused));
    catalogue.parts.loseAboard(id, parts);
  });
}

/** What is to be read, in order: each new part has its name in cargo, by its place in the file. */
function piecesOf(
  entry: EntryRow,
  toCompare: readonly Part[],
  cuts: readonly Stretch[],
  { drive: { catalogue }, row, cargo }: LoadContext,
  names: CargoNames,
): Piece[] {
  const { parts } = catalogue.parts.known(entry);
  const taken = new Set<RelativePath>();
  const isTaken = (name: RelativePath) =>
    taken.has(name) || catalogue.cargo.isRecorded(row.id, name) || names.isTaken(name, entry.id);
  const named = cuts.map((cut): Piece => {
    const number = 1 + [...parts, ...cuts].filter(({ start }) => start < cut.start).length;
    const wanted = joinRelative(parentOf(entry.path), partName(nameOf(entry.path), number), false);
    const name = reading(() => cargo.freeName(wanted, isTaken));
    writing(() => cargo.folders.ensureAbove(name));
    taken.add(name);
    return { ...cut, name, digest: null };
  });
  return [...named, ...toCompare.map((part) => ({ ...part, name: null }))]
    .sort((a, b) => a.start - b.start);
}

function transferOf(
  { start, size, name, digest }: Piece,
  { path }: EntryRow,
  { mtimeNs, mode }: FileStatus,
  { pair, cargo }: LoadContext,
): PartTransfer {
  const from = toNativePath(pair.source, path), read = { from, offset: start, bytes: size };
  if (name === null) return { ...read, expected: digest, to: null };
  const final = toNativePath(cargo.root, name), partial = partialPath(final);
  const to = { is: "new", partial, final, mtimeNs, mode: readableMode(mode) } as const;
  return { ...read, expected: null, to };
}

/** A part that lies in cargo under its name. */
type PublishedPart = Omit<Part, "hasArrived"> & ProvenPart & { readonly name: RelativePath };

/** The parts that a load brings of one file, as they get their names and are recorded. */
class FreshParts {
  #unrecorded: PublishedPart[] = [];

  /** @param old what the first to be recorded takes the place of */
  constructor(
    private readonly entry: EntryRow,
    private old: OldParts | undefined,
    private readonly context: LoadContext,
  ) {}

  get areRecorded(): boolean {
    return this.#unrecorded.length === 0;
  }

  isUnrecorded(name: RelativePath): boolean {
    return this.#unrecorded.some((part) => part.name === name);
  }

  /** Gives a proven part its name in cargo. */
  publish({ start, size, name }: Piece, proven: ProvenPart, before: FileStatus): void {
    const { cargo, ends, services } = this.context;
    const final = toNativePath(cargo.root, name!), partial = partialPath(final);
    try {
      for (const end of ends) end.check();
      refuseChanged(lookAtSource(this.entry, this.context), before, before.size);
      writing(() => publishFile(partial, final, cargo.folders));
    } catch (error) {
      discard(partial);
      throw error;
    }
    services.reached?.("published", final);
    this.#unrecorded.push({ ...proven, start, size, name: name! });
  }

  /** Records those that have their names. @param also done in the same transaction, behind it */
  record<T>(also: () => T): T {
    const { entry, old, context } = this;
    const { drive: { catalogue }, row, trip, cargo, record, services } = context;
    const parts = this.#unrecorded;
    const result = catalogue.transaction(() => {
      if (parts.length > 0) old?.release();
      for (const part of parts) catalogue.parts.load(entry, part, part.proof, trip.id);
      catalogue.inFlight.end(row.id, parts.map(({ name }) => ({ side: "drive", path: name })));
      return also();
    });
    this.#unrecorded = [];
    for (const { name, size, proof } of parts) {
      services.reached?.("recorded", toNativePath(cargo.root, name));
      record.settlePart(entry.path, size, entry.size, proof);
    }
    if (parts.length > 0) {
      old?.remove(cargo);
      this.old = undefined;
    }
    return result;
  }
}

/** Records that all of a file is aboard or at the destination. */
function complete(
  entry: EntryRow,
  before: FileStatus,
  digest: Digest,
  fresh: FreshParts,
  context: LoadContext,
): void {
  const { drive: { catalogue }, record, services } = context;
  const { size, mtimeNs } = entry, { mode } = before;
  const version = { size, mtimeNs, mode, linkTarget: null, digest };
  refuseChanged(lookAtSource(entry, context), before, before.size);
  try {
    refuseCorrupt(entry, version);
  } catch (error) {
    if (fresh.areRecorded) catalogue.parts.giveUp(entry.id);
    throw error;
  }
  const now = services.clock.now();
  const { proof } = fresh.record(() => {
    catalogue.entries.replaceVersion(entry.id, "file", version, digest, "aboard", now);
    return catalogue.parts.complete(entry.id, version);
  });
  record.settleParts(entry.path, size, proof);
}

/**
 * The same size and time with other bytes: the parts are not those of one file.
 *
 * @throws {FileProblem} `changing`
 */
function startAnew({ id, mtimeNs }: EntryRow, { drive: { catalogue } }: LoadContext): never {
  catalogue.transaction(() => {
    catalogue.parts.giveUp(id);
    // If it was shown another time, that was a change.
    catalogue.entries.setShownTime(id, mtimeNs);
  });
  throw new FileProblem("changing", FILE_AT_SOURCE.partsDiffer);
}

function sumOf(stretches: readonly Stretch[]): number {
  return stretches.reduce((sum, { size }) => sum + size, 0);
}
