import type { CargoRow } from "../catalogue/cargo.ts";
import type { KnownPlace } from "../catalogue/known_bytes.ts";
import { reading, writing } from "../filesystem/attempt.ts";
import { readStatus } from "../filesystem/file_status.ts";
import { readSpace } from "../filesystem/free_space.ts";
import { isTakenByAnotherName } from "../filesystem/taken_name.ts";
import type { Digest } from "../model/digest.ts";
import { FileProblem, NoSpace, throwIfInterrupted } from "../model/errors.ts";
import { fold } from "../model/fold.ts";
import { parentOf, type RelativePath } from "../model/relative_path.ts";
import { NOT_PLACED } from "../vocabulary.ts";
import { arrive, examine, isForeignNow, settleInPlace } from "./arrival.ts";
import { moveDelivered } from "./move_delivered.ts";
import { publishProven } from "./publish_proven.ts";
import { transferFile } from "./transfer_file.ts";
import { checkEnds, type UnloadContext } from "./unload_context.ts";

/** When instructions are followed, and what is allowed then. */
export type Round =
  /** Before anything is brought over: from bytes that stay where they are. */
  | "first"
  /**
   * After the removals have been decided on: what is removed may be moved instead of copied. What
   * something is in the way of waits for the last one, after the removals.
   */
  | { readonly mayMove: (path: RelativePath) => boolean; readonly isLast: boolean };

/** What one instruction came to: done, to be tried in a later round, or without its bytes. */
type Followed = "done" | "later" | "gone";

/**
 * Follows the instructions of an unload: what the destination has under another name is copied or
 * moved there, and proven as any other file.
 *
 * A file whose bytes others still want is replaced after them, so that a row of files that were each
 * given the name of the next finds all of them. Where the names go round in a ring, one of them is left
 * as it is for the next load to carry: the last copy of what is wanted is never overwritten.
 */
export async function followInstructions(context: UnloadContext, round: Round): Promise<void> {
  // What a later trip brings for a ring is until then at the destination alone.
  const spared = new Set<Digest>();
  for (;;) {
    const { isAnyDone, ring } = await followEach(context, round, spared);
    if (isAnyDone) continue;
    if (!ring || round === "first") return;
    giveUp(ring, context);
    spared.add(ring.version.digest!);
    const problem = new FileProblem("bytes-gone", NOT_PLACED.bytesWanted);
    context.record.fail(ring.entry.path, ring.version.size, problem);
  }
}

/** One pass; `ring` is an instruction that waits for one that waits for it. */
async function followEach(
  context: UnloadContext,
  round: Round,
  spared: ReadonlySet<Digest>,
): Promise<{ isAnyDone: boolean; ring: CargoRow | undefined }> {
  const { drive: { catalogue }, row, mayPlace } = context;
  // What is held back is as good as under way: it is left as it is.
  const underWay = new Set(catalogue.cargo.heldBack(row.id).map(({ entry }) => entry.id));
  let isAnyDone = false;
  let ring: CargoRow | undefined;
  const follow = async (cargo: CargoRow): Promise<void> => {
    if (underWay.has(cargo.entry.id) || !mayPlace(cargo.entry.path)) return;
    underWay.add(cargo.entry.id);
    for (const other of catalogue.cargo.instructionsFrom(cargo.entry.id)) await follow(other);
    const last = lastCopyIn(cargo, context);
    if (last && isWanted(cargo, context)) ring ??= cargo;
    else if (!last || !spared.has(last)) {
      isAnyDone = await followOne(cargo, context, round) || isAnyDone;
    }
  };
  for (const cargo of catalogue.cargo.toInstruct(row.id)) await follow(cargo);
  return { isAnyDone, ring };
}

/** The digest of the file to be replaced, when its bytes are neither elsewhere there nor aboard. */
function lastCopyIn(
  { entry, version }: CargoRow,
  { drive: { catalogue: { deliveries, knownBytes } }, row }: UnloadContext,
): Digest | undefined {
  const digest = deliveries.of(entry.id)?.digest;
  if (!digest || digest === version.digest) return undefined;
  const isElsewhere = knownBytes.aboard(row.id, digest).length > 0 ||
    knownBytes.placesOf(row.id, digest).some(({ delivered }) => delivered?.id !== entry.id);
  return isElsewhere ? undefined : digest;
}

/** Whether another instruction goes by the bytes of the file to be replaced. */
function isWanted({ entry }: CargoRow, { drive: { catalogue } }: UnloadContext): boolean {
  return catalogue.cargo.instructionsFrom(entry.id).length > 0;
}

/** @returns whether it was settled, or given up */
async function followOne(cargo: CargoRow, context: UnloadContext, round: Round): Promise<boolean> {
  const { record, services } = context;
  const { entry, version } = cargo;
  throwIfInterrupted(services.signal);
  checkEnds(context);
  try {
    const followed = await tryToFollow(cargo, context, round);
    if (followed !== "gone" || round === "first") return followed === "done";
    giveUp(cargo, context);
    throw new FileProblem("bytes-gone", NOT_PLACED.bytesGone);
  } catch (error) {
    if (error instanceof NoSpace) record.wait(entry.path, version.size, "no-room");
    else if (!(error instanceof FileProblem)) throw error;
    else if (round !== "first" && (round.isLast || error.code !== "in-the-way")) {
      record.fail(entry.path, version.size, error);
    }
    return false;
  }
}

/** The file waits at the source again, and the next load carries it. */
function giveUp({ entry }: CargoRow, { drive: { catalogue } }: UnloadContext): void {
  catalogue.transaction(() => {
    catalogue.cargo.withdraw(entry.id);
    if (entry.state === "aboard") catalogue.entries.setState(entry.id, "pending");
    catalogue.entries.setProblem(entry.id, "bytes-gone");
  });
}

async function tryToFollow(
  cargo: CargoRow,
  context: UnloadContext,
  round: Round,
): Promise<Followed> {
  const { drive: { catalogue }, row, folders } = context;
  const { entry, version } = cargo;
  const places = catalogue.knownBytes.placesOf(row.id, version.digest!)
    .filter((place) => place.path !== entry.path && isAsRecorded(place, version.size, context));
  const isToGo = ({ delivered }: KnownPlace) => delivered?.state === "removal";
  const respelled = places.find((place) => isToGo(place) && isRespelled(place, cargo, context));
  if (respelled) {
    if (round === "first") return "later";
    const final = folders.native(entry.path);
    const isMoved = round.mayMove(respelled.path) &&
      await moveDelivered(respelled, final, NOTHING_THERE, cargo, context);
    if (isMoved) return "done";
  }
  const final = writing(() => folders.makeWayTo(entry.path));
  const present = await examine(final, cargo, context);
  if (present.is === "same") {
    settleInPlace(final, cargo, present.proof, context);
    return "done";
  }
  for (const place of places) {
    if (isToGo(place) && round === "first" && !givesWay(place, context)) return "later";
    const move = isToGo(place) && round !== "first" && round.mayMove(place.path);
    const copied = move
      ? await moveDelivered(place, final, present, cargo, context)
      : await copyFrom([folders.native(place.path)], final, cargo, context);
    if (copied) return "done";
  }
  for (const id of catalogue.knownBytes.aboard(row.id, version.digest!)) {
    const parts = context.cargo.locate(catalogue.cargo.partsOf(id));
    if (round === "first") return "later";
    if (await copyFrom(parts, final, cargo, context)) return "done";
  }
  return "gone";
}

/** What lies under a name that the file system takes for the one to be moved. */
const NOTHING_THERE = { is: "replaceable", status: undefined } as const;

/** Whether a file only gets another spelling, which the file system there takes for the one it has. */
function isRespelled(
  place: KnownPlace,
  { entry }: CargoRow,
  { folders }: UnloadContext,
): boolean {
  const from = folders.placeOf(place.path), to = folders.placeOf(entry.path);
  const isOtherSpelling = fold(from) === fold(to) && parentOf(from) === parentOf(to);
  const native = folders.native(entry.path);
  return isOtherSpelling &&
    reading(() => readStatus(native) && isTakenByAnotherName(native)) === true;
}

/** Whether a folder will take a file's place before the removals are decided on. */
function givesWay({ path }: KnownPlace, { drive: { catalogue }, row }: UnloadContext): boolean {
  const folder = catalogue.entries.at(row.id, `${path}/` as RelativePath);
  return folder !== undefined && folder.state !== "removed";
}

/** Whether a file of the right size lies where bytes are said to be: only that is worth reading. */
function isAsRecorded(
  { path }: KnownPlace,
  size: number,
  { folders }: UnloadContext,
): boolean {
  return reading(() => {
    if (!folders.existAbove(path)) return false;
    const status = readStatus(folders.native(path));
    return status?.kind === "file" && status.size === size;
  });
}

/** @returns whether the bytes there were the right ones, so that the file has arrived */
async function copyFrom(
  from: readonly string[],
  final: string,
  cargo: CargoRow,
  context: UnloadContext,
): Promise<boolean> {
  const { drive: { catalogue }, pair, row, record, carriers } = context;
  const { entry, version } = cargo;
  if (readSpace(pair.destination).freeBytes < version.size) throw new NoSpace();
  const present = await examine(final, cargo, context);
  catalogue.inFlight.begin(row.id, [{ side: "destination", path: entry.path, replaces: false }]);
  try {
    const { size, mtimeNs, mode, digest: expected } = version;
    record.depart(entry.path, size);
    const { partial, proof } = await transferFile(
      { from, to: final, size, mtimeNs, mode, expected },
      carriers,
      (bytes) => record.advance(entry.path, bytes),
      (bytes) => record.prove(entry.path, bytes),
    );
    const isForeign = () => isForeignNow(final, present);
    const [problem] = publishProven([{ partial, final, entry, isForeign }], context);
    if (problem) throw problem;
    arrive("instructed", [{ cargo, proof }], context);
    return true;
  } catch (error) {
    if (error instanceof FileProblem && error.code === "damaged") return false;
    throw error;
  }
}
