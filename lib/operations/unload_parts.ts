import { dirname } from "node:path";
import type { CargoPart, CargoRow } from "../catalogue/cargo.ts";
import type { Part } from "../catalogue/parts.ts";
import { reading, writing } from "../filesystem/attempt.ts";
import { readStatus } from "../filesystem/file_status.ts";
import { readSpace } from "../filesystem/free_space.ts";
import { hashPastCache } from "../filesystem/hash_past_cache.ts";
import { partialOfParts } from "../filesystem/partial_name.ts";
import { removeIfPresent } from "../filesystem/remove_file.ts";
import { settleMetadata } from "../filesystem/settle_metadata.ts";
import { syncFile } from "../filesystem/sync_files.ts";
import { FileProblem, NoSpace } from "../model/errors.ts";
import type { PartTransfer } from "../transfer/carry_parts.ts";
import { FILE_AT_DESTINATION } from "../vocabulary.ts";
import { examine, isForeignNow, type Present, recordArrivals, settleInPlace } from "./arrival.ts";
import { problemOfOutcome } from "./convoy.ts";
import { problemOf } from "./problem_of.ts";
import { publishProven } from "./publish_proven.ts";
import { checkEnds, type UnloadContext } from "./unload_context.ts";

/** Bytes of a version in parts that an unload has still to bring over. */
export function bytesToBring(parts: readonly Part[]): number {
  return toBring(parts).reduce((sum, { size }) => sum + size, 0);
}

const toBring = (parts: readonly Part[]) => parts.filter((part) => !part.hasArrived);

/**
 * Looks whether the parts that were brought of files still incomplete lie under their partial names, of those
 * as well of which nothing is aboard now: where the next load would bring the last part, the source could go.
 */
export function lookAtPartials(context: UnloadContext): void {
  const { drive: { catalogue }, row } = context;
  for (const cargo of catalogue.parts.incompleteThere(row.id)) {
    // What lies in its way is told when its next part comes.
    problemOf(() => forgetLost(cargo, context));
  }
}

/**
 * Brings a file's parts to their places under its partial name at the destination, each proven and
 * recorded by itself. When all are there the whole is read, and gets its final name where it has its own
 * digest. The partial stays whatever happens: it may hold what is nowhere else any more.
 *
 * @throws {FileProblem | NoSpace} what kept a part from being brought, or the file from its name; what is
 *   recorded stays, and what cargo or the destination has lost is to be loaded again
 * @throws {WaterlockError} when an end is gone; `interrupted`
 */
export async function unloadInParts(cargo: CargoRow, context: UnloadContext): Promise<void> {
  const { drive: { catalogue }, pair, row, folders, record } = context;
  const { entry: { id, path }, version } = cargo;
  const final = writing(() => folders.makeWayTo(path)), partial = partialOfParts(final, version);
  // Published by a run that was killed before it could record it.
  const present = version.digest === null ? undefined : await examine(final, cargo, context);
  if (present?.is === "same") {
    // First: once it is recorded no sweep looks for what a kill leaves.
    if (writing(() => removeIfPresent(partial))) writing(() => folders.sync([dirname(partial)]));
    return settleInPlace(final, cargo, present.proof, context);
  }
  checkEnds(context);
  forgetLost(cargo, context);
  const bytes = bytesToBring(catalogue.parts.of(id));
  if (readSpace(pair.destination).freeBytes < bytes) throw new NoSpace();
  context.keptPartials.keep({ path, version });
  const of = { entryId: id, size: version.size, mtimeNs: version.mtimeNs };
  catalogue.inFlight.begin(row.id, [{ side: "destination", path, replaces: false, of }]);
  const problem = await bring(cargo, final, partial, context);
  record.forgetUnderWay(path);
  if (problem) throw problem;
  if (present && catalogue.parts.areAllThere(id)) await finish(cargo, partial, present, context);
}

/** What was brought before and does not lie there any more is to be brought again, or loaded. */
function forgetLost({ entry: { id, path }, version }: CargoRow, context: UnloadContext): void {
  const { drive: { catalogue }, folders, record } = context;
  const arrived = catalogue.parts.of(id).filter(({ hasArrived }) => hasArrived);
  const status = reading(() =>
    folders.existAbove(path) ? readStatus(partialOfParts(folders.native(path), version)) : undefined
  );
  const size = status?.kind === "file" ? status.size : 0;
  if (arrived.every((part) => part.start + part.size <= size)) return;
  // A disk that is gone shows nothing, which is no news of what lay there.
  checkEnds(context);
  // Where its end is gone nobody knows what became of the rest.
  catalogue.transaction(() => catalogue.parts.loseAtDestination(id, arrived));
  record.note(path, new FileProblem("missing", FILE_AT_DESTINATION.partsGone));
}

/** @returns what is wrong with one part; where its cargo is, the others are brought all the same */
async function bring(
  { entry: { id, path, state }, version }: CargoRow,
  final: string,
  partial: string,
  context: UnloadContext,
): Promise<FileProblem | NoSpace | undefined> {
  const { drive: { catalogue }, carriers, folders, record, services } = context;
  const problems: (FileProblem | NoSpace)[] = [];
  let left = toBring(catalogue.parts.of(id)).filter((part) => {
    const problem = problemOf(() => context.cargo.locate([inCargo(part)]));
    if (problem) problems.push(problem);
    return !problem;
  });
  const arrived = version.size - bytesToBring(catalogue.parts.of(id));
  record.departInParts(path, version.size, arrived);
  while (left.length > 0) {
    const parts = left;
    const outcome = await carriers.carryParts(
      parts.map((part) => transferOf(part, partial, final, context)),
      false,
      {
        onBytes: (_, bytes) => record.advance(path, bytes),
        onProven: (_, bytes) => record.prove(path, bytes),
        onPart: (index, { proof }) => {
          checkEnds(context);
          writing(() => folders.sync([dirname(partial)]));
          catalogue.transaction(() => catalogue.parts.arrive(id, parts[index]!));
          services.reached?.("recorded", partial);
          record.settlePart(path, parts[index]!.size, version.size, proof);
        },
      },
    );
    checkEnds(context);
    if (outcome.is === "proven") break;
    const problem = problemOfOutcome(outcome.outcome);
    problems.push(problem);
    if (!isDamaged(problem)) break;
    left = parts.slice(outcome.at + 1);
  }
  // What the destination has not got by now, the next load carries again.
  if (problems.some(isDamaged)) {
    checkEnds(context);
    catalogue.transaction(() => {
      catalogue.cargo.giveUp(id);
      if (state === "aboard") catalogue.entries.setState(id, "damaged");
    });
  }
  return problems.find(isDamaged) ?? problems[0];
}

function isDamaged(problem: FileProblem | NoSpace): boolean {
  return problem instanceof FileProblem && problem.code === "damaged";
}

function transferOf(
  part: Part,
  partial: string,
  final: string,
  { cargo }: UnloadContext,
): PartTransfer {
  const { start, size, digest } = part;
  const to = { is: "place", partial, final, at: start } as const;
  return { from: cargo.pathOf(inCargo(part)), offset: 0, bytes: size, expected: digest, to };
}

/** A part that has not arrived is in cargo. */
function inCargo({ name, size, digest }: Part): CargoPart {
  return { name: name!, size, digest };
}

/** Proves the whole and gives it its name. */
async function finish(
  cargo: CargoRow,
  partial: string,
  present: Present,
  context: UnloadContext,
): Promise<void> {
  const { drive: { config }, folders, record, services } = context;
  const { entry, version } = cargo;
  const final = folders.native(entry.path);
  writing(() => {
    if (readStatus(partial)!.size <= version.size) return;
    Deno.truncateSync(partial, version.size);
    syncFile(partial);
  });
  const { digest, proof } = await hashPastCache(partial, {
    signal: services.signal,
    wanted: config.proof,
  });
  if (digest !== version.digest) await findBadParts(cargo, partial, context);
  // Not before: its mode may keep its own owner from bringing parts again.
  writing(() => settleMetadata(partial, version));
  const isForeign = () => isForeignNow(final, present);
  const candidate = { partial, final, entry, isForeign, keepsPartial: true };
  const [problem] = publishProven([candidate], context);
  if (problem) throw problem;
  recordArrivals([{ cargo, proof }], context);
  services.reached?.("recorded", final);
  record.settleParts(entry.path, version.size, proof);
  record.place(entry.path, folders.placeOf(entry.path), version.size);
}

/**
 * Reads each part at the destination by itself: those that are not what was brought there are to be
 * brought again, or loaded.
 *
 * @throws {FileProblem} `mismatch`
 */
async function findBadParts(
  { entry: { id } }: CargoRow,
  partial: string,
  { drive: { catalogue }, carriers }: UnloadContext,
): Promise<never> {
  const bad: Part[] = [], parts = catalogue.parts.of(id);
  for (const part of parts) {
    const { start, size, digest } = part;
    const read = { from: partial, offset: start, bytes: size, expected: digest, to: null };
    const outcome = await carriers.carryParts([read], false, { onBytes() {}, onPart() {} });
    if (outcome.is === "proven") continue;
    const problem = problemOfOutcome(outcome.outcome);
    if (!isDamaged(problem)) throw problem;
    bad.push(part);
  }
  // Where each is right by itself the record contradicts itself, and nothing of it is believed.
  const lost = bad.length > 0 ? bad : parts;
  catalogue.transaction(() => catalogue.parts.loseAtDestination(id, lost));
  throw new FileProblem("mismatch", FILE_AT_DESTINATION.partsBad(lost.length, parts.length));
}
