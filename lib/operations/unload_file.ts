import type { CargoPart, CargoRow } from "../catalogue/cargo.ts";
import type { PartialFile } from "../catalogue/in_flight.ts";
import { reading, writing } from "../filesystem/attempt.ts";
import { createName } from "../filesystem/create_name.ts";
import { makeLink, readLink } from "../filesystem/link.ts";
import { partialPath } from "../filesystem/partial_name.ts";
import { removeIfPresent } from "../filesystem/remove_file.ts";
import { setModified } from "../filesystem/set_metadata.ts";
import type { Digest } from "../model/digest.ts";
import type { ProvenVersion } from "../model/entry.ts";
import { FileProblem, type NoSpace } from "../model/errors.ts";
import {
  arrive,
  examine,
  isForeignNow,
  lookAtDestination,
  type Present,
  settleInPlace,
} from "./arrival.ts";
import { discard } from "../transfer/carry_files.ts";
import { FILE_IN_CARGO } from "../vocabulary.ts";
import { type Arrival, type Consignment, problemOfOutcome } from "./convoy.ts";
import { publishProven } from "./publish_proven.ts";
import { resumptionOf } from "./stage.ts";
import { checkEnds, type UnloadContext } from "./unload_context.ts";

/** A file on its way from cargo to its place at the destination. */
export interface UnloadConsignment extends Consignment {
  readonly cargo: CargoRow;
  /** What lay under the final name before. */
  readonly present: Present;
}

/**
 * Looks at a file's parts in cargo and at its place at the destination. Where the very bytes lie there
 * already it is settled.
 *
 * @returns undefined when nothing has to be carried
 * @throws {FileProblem} `damaged` when cargo is not what was proven; what cannot give way at the
 *   destination
 */
export async function prepareUnload(
  cargo: CargoRow,
  context: UnloadContext,
): Promise<UnloadConsignment | undefined> {
  const { drive: { catalogue }, row, folders, options } = context;
  const { entry: { id, path }, version } = cargo;
  const recorded = catalogue.cargo.partsOf(id);
  const expected = provenDigest(version, recorded);
  const from = context.cargo.locate(recorded);
  const to = writing(() => folders.makeWayTo(path));
  const present = await examine(to, cargo, context);
  if (present.is === "same") {
    settleInPlace(to, cargo, present.proof, context);
    return undefined;
  }
  const { size, mtimeNs, mode } = version;
  const begunBytes = () => catalogue.inFlight.begun(row.id, "destination").get(id)?.bytes ?? 0;
  const resumption = resumptionOf(size, begunBytes, options);
  const file = { from, to, size, mtimeNs, mode, expected };
  const transfer = resumption ? { ...file, resumption } : file;
  return { path, name: folders.placeOf(path), bytes: size, transfer, cargo, present };
}

/** Records which partials begin, before the first byte is written. */
export function beginUnload(
  consignments: readonly UnloadConsignment[],
  context: UnloadContext,
): void {
  const { drive: { catalogue }, row } = context;
  checkEnds(context);
  catalogue.inFlight.begin(row.id, consignments.map(partialOf));
}

function partialOf({ path, cargo, transfer }: UnloadConsignment): PartialFile {
  const partial = { side: "destination", path, replaces: false } as const;
  if (!transfer.resumption) return partial;
  const { entry: { id: entryId }, version: { size, mtimeNs } } = cargo;
  return { ...partial, of: { entryId, size, mtimeNs }, synced: transfer.resumption.from };
}

/** Records how many bytes of a large file are synced under its partial name. */
export function recordSynced(
  consignment: UnloadConsignment,
  bytes: number,
  context: UnloadContext,
): void {
  checkEnds(context);
  context.drive.catalogue.inFlight.advance(context.row.id, partialOf(consignment), bytes);
}

/**
 * Gives proven files their names at the destination and records them. What lay there before stays where
 * that cannot be done.
 *
 * @param fail told of each file that could not be carried
 * @throws {WaterlockError} when an end is gone
 */
export function finishUnload(
  arrivals: readonly Arrival<UnloadConsignment>[],
  context: UnloadContext,
  fail: (consignment: UnloadConsignment, problem: FileProblem | NoSpace) => void,
): void {
  const candidates = [];
  try {
    // No file is to be blamed for a disk that is gone.
    checkEnds(context);
  } catch (error) {
    for (const { outcome } of arrivals) if (outcome.is === "proven") discard(outcome.partial);
    throw error;
  }
  for (const { consignment, outcome } of arrivals) {
    const { cargo: { entry }, transfer: { to: final }, present } = consignment;
    if (outcome.is !== "proven") {
      fail(consignment, problemOfOutcome(outcome));
      continue;
    }
    const { partial, proof } = outcome;
    const isForeign = () => isForeignNow(final, present);
    candidates.push({ partial, final, entry, isForeign, consignment, proof });
  }
  const problems = publishProven(candidates, context);
  const published = candidates.filter(({ consignment }, index) => {
    const problem = problems[index];
    if (problem) fail(consignment, problem);
    return !problem;
  });
  arrive(
    "carried",
    published.map(({ consignment: { cargo }, proof }) => ({ cargo, proof })),
    context,
  );
  for (const { final } of published) context.services.reached?.("recorded", final);
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
  throw new FileProblem("damaged", FILE_IN_CARGO.recordContradicts);
}

/** Brings a link to its final name; it travelled in the catalogue. */
export function unloadLink(cargoRow: CargoRow, context: UnloadContext): void {
  const { drive: { catalogue }, row, folders } = context;
  const { entry, version } = cargoRow;
  const final = writing(() => folders.makeWayTo(entry.path));
  const status = lookAtDestination(final);
  const target = status?.kind === "link" ? reading(() => readLink(final)) : undefined;
  const delivered = catalogue.deliveries.of(entry.id);
  const isOurs = target !== undefined && target === delivered?.linkTarget;
  const partial = partialPath(final);
  if (target !== version.linkTarget) {
    catalogue.inFlight.begin(row.id, [{ side: "destination", path: entry.path, replaces: false }]);
    writing(() => {
      removeIfPresent(partial);
      createName(final, () => makeLink(version.linkTarget!, partial));
    });
    const isForeign = () => status !== undefined && !isOurs;
    const [problem] = publishProven([{ partial, final, entry, isForeign }], context);
    if (problem) throw problem;
  }
  writing(() => setModified(final, version.mtimeNs));
  arrive("carried", [{ cargo: cargoRow, proof: null }], context);
}
