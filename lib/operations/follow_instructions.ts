import type { CargoRow } from "../catalogue/cargo.ts";
import type { KnownPlace } from "../catalogue/known_bytes.ts";
import { readStatus } from "../filesystem/file_status.ts";
import { readSpace } from "../filesystem/free_space.ts";
import { toNativePath } from "../filesystem/native_path.ts";
import { FileProblem, NoSpace, throwIfInterrupted } from "../model/errors.ts";
import type { RelativePath } from "../model/relative_path.ts";
import { arrive, examine, isForeignNow, settleInPlace } from "./arrival.ts";
import { reading, writing } from "./attempt.ts";
import { moveDelivered } from "./move_delivered.ts";
import { publishProven } from "./publish_proven.ts";
import { transferFile } from "./transfer_file.ts";
import { checkEnds, type UnloadContext } from "./unload_context.ts";

/** When instructions are followed, and what is allowed then. */
export type Round =
  /** Before anything is brought over: from bytes that stay where they are. */
  | "first"
  /** After the removals have been decided on: what is removed may be moved instead of copied. */
  | { readonly mayMove: (path: RelativePath) => boolean };

/** What one instruction came to: done, to be tried in a later round, or without its bytes. */
type Followed = "done" | "later" | "not there";

/**
 * Follows the instructions of an unload: what the destination has under another name is copied or
 * moved there, and proven as any other file.
 *
 * A file whose bytes others still want is replaced last, so that a row of files that were each given
 * the name of the next finds all of them.
 */
export async function followInstructions(context: UnloadContext, round: Round): Promise<void> {
  const { drive: { catalogue }, row } = context;
  const underWay = new Set<bigint>();
  const follow = async (cargo: CargoRow): Promise<void> => {
    if (underWay.has(cargo.entry.id)) return;
    underWay.add(cargo.entry.id);
    for (const other of catalogue.cargo.instructionsFrom(cargo.entry.id)) await follow(other);
    await followOne(cargo, context, round);
  };
  for (const cargo of catalogue.cargo.toInstruct(row.id)) await follow(cargo);
}

async function followOne(cargo: CargoRow, context: UnloadContext, round: Round): Promise<void> {
  const { drive: { catalogue }, record, services } = context;
  const { entry, version } = cargo;
  throwIfInterrupted(services.signal);
  checkEnds(context);
  try {
    const followed = await tryToFollow(cargo, context, round);
    if (followed !== "not there" || round === "first") return;
    catalogue.transaction(() => {
      catalogue.cargo.withdraw(entry.id);
      if (entry.state === "aboard") catalogue.entries.setState(entry.id, "pending");
      catalogue.entries.setProblem(entry.id, "bytes-gone");
    });
    throw new FileProblem(
      "bytes-gone",
      "Its bytes were to be at the destination already, under another name, and are not; the next " +
        "load carries them",
    );
  } catch (error) {
    if (error instanceof NoSpace) record.wait(entry.path, version.size, "no-room");
    else if (!(error instanceof FileProblem)) throw error;
    else if (round !== "first") record.fail(entry.path, version.size, error);
  }
}

async function tryToFollow(
  cargo: CargoRow,
  context: UnloadContext,
  round: Round,
): Promise<Followed> {
  const { drive: { catalogue }, pair, row, folders } = context;
  const { entry, version } = cargo;
  const final = toNativePath(pair.destination, entry.path);
  writing(() => folders.ensureAbove(entry.path));
  const present = await examine(final, cargo, context);
  if (present.is === "the same") {
    settleInPlace(final, cargo, present.proof, context);
    return "done";
  }
  const places = catalogue.knownBytes.placesOf(row.id, version.digest!)
    .filter((place) => place.path !== entry.path && isAsRecorded(place, version.size, context));
  const isToGo = ({ delivered }: KnownPlace) => delivered?.state === "removal";
  for (const place of places) {
    if (isToGo(place) && round === "first") return "later";
    const move = isToGo(place) && round !== "first" && round.mayMove(place.path);
    const copied = move
      ? await moveDelivered(place, final, present, cargo, context)
      : await copyFrom([toNativePath(pair.destination, place.path)], final, cargo, context);
    if (copied) return "done";
  }
  for (const id of catalogue.knownBytes.aboard(row.id, version.digest!)) {
    const parts = context.cargo.locate(catalogue.cargo.partsOf(id));
    if (round === "first") return "later";
    if (await copyFrom(parts, final, cargo, context)) return "done";
  }
  return "not there";
}

/** Whether a file of the right size lies where bytes are said to be: only that is worth reading. */
function isAsRecorded(
  { path }: KnownPlace,
  size: number,
  { pair, folders }: UnloadContext,
): boolean {
  return reading(() => {
    if (!folders.existAbove(path)) return false;
    const status = readStatus(toNativePath(pair.destination, path));
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
  const { drive: { catalogue }, pair, row, record, services } = context;
  const { entry, version } = cargo;
  if (readSpace(pair.destination).freeBytes < version.size) throw new NoSpace("No space left");
  const present = await examine(final, cargo, context);
  catalogue.inFlight.begin(row.id, { side: "destination", path: entry.path, replaces: false });
  try {
    const proven = await transferFile({
      from,
      to: final,
      mtimeNs: version.mtimeNs,
      mode: version.mode,
      expected: version.digest,
      onBytes: (bytes) => record.advance(entry.path, bytes),
    }, services);
    publishProven(proven.partial, final, entry, () => isForeignNow(final, present), context);
    arrive("instructed", cargo, proven.proof, context);
    return true;
  } catch (error) {
    if (error instanceof FileProblem && error.code === "damaged") return false;
    throw error;
  }
}
