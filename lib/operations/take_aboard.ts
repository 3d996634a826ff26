import { publishFiles } from "../filesystem/publish_file.ts";
import type { Digest } from "../model/digest.ts";
import type { ProvenVersion } from "../model/entry.ts";
import type { FileProblem, NoSpace } from "../model/errors.ts";
import { discard } from "../transfer/carry_files.ts";
import type { ProvenPartial } from "../transfer/transfer.ts";
import { type Arrival, problemOfOutcome } from "./convoy.ts";
import {
  type LoadConsignment,
  type LoadContext,
  lookAtSource,
  partialOf,
  refuseChanged,
  refuseCorrupt,
} from "./load_file.ts";
import { OldParts } from "./old_parts.ts";
import { problemOf, problemOfWriting } from "./problem_of.ts";

/** Told of a file that could not be carried. */
type OnFailure = (consignment: LoadConsignment, problem: FileProblem | NoSpace) => void;

/** A file that lies in cargo, proven, under its partial name. */
interface Aboard {
  readonly consignment: LoadConsignment;
  readonly version: ProvenVersion & { readonly digest: Digest };
  readonly proven: ProvenPartial;
}

/**
 * Takes proven files aboard: renamed, recorded, in this order. The cargo that was there before stays
 * where that cannot be done.
 *
 * @param fail told of each file that could not be carried: `changing` when the source is not the same
 *   afterwards, and whatever one file's transfer comes to
 * @throws {WaterlockError} when an end is gone
 */
export function takeAboard(
  arrivals: readonly Arrival<LoadConsignment>[],
  context: LoadContext,
  fail: OnFailure,
): void {
  const aboard: Aboard[] = [];
  try {
    checkEnds(context);
    for (const { consignment, outcome } of arrivals) {
      const problem = problemOf(() => {
        if (outcome.is !== "proven") throw problemOfOutcome(outcome);
        const { entry, before } = consignment;
        const { size, mtimeNs, mode } = before, { digest } = outcome;
        const version = { size, mtimeNs, mode, linkTarget: null, digest };
        refuseChanged(lookAtSource(entry, context), before, outcome.bytes);
        refuseCorrupt(entry, version);
        aboard.push({ consignment, version, proven: outcome });
      });
      if (!problem) continue;
      if (outcome.is === "proven") discard(outcome.partial);
      fail(consignment, problem);
    }
    checkEnds(context);
  } catch (error) {
    for (const { outcome } of arrivals) if (outcome.is === "proven") discard(outcome.partial);
    throw error;
  }
  settle(aboard, context, fail);
}

/** No file is to be blamed for a disk that is gone. */
function checkEnds({ ends }: LoadContext): void {
  for (const end of ends) end.check();
}

/** The bytes travel once: what has the same ones as a file before it goes along as an instruction. */
function settle(
  aboard: readonly Aboard[],
  context: LoadContext,
  fail: OnFailure,
): void {
  const { drive: { catalogue }, row } = context;
  const digestsThere = catalogue.knownBytes.knownOf(
    row.id,
    aboard.map(({ version }) => version.digest),
  );
  const known: Aboard[] = [], first: Aboard[] = [], copies: Aboard[] = [];
  const digests = new Set<Digest>();
  for (const one of aboard) {
    const { consignment: { entry }, version: { digest, size } } = one;
    const isThere = digestsThere.has(digest) &&
      catalogue.entries.problemOf(entry.id) !== "bytes-gone";
    if (size > 0 && isThere) known.push(one);
    else if (size > 0 && digests.has(digest)) copies.push(one);
    else first.push(one);
    digests.add(digest);
  }
  instruct(known, context);
  publish(first, context, fail);
  if (copies.length > 0) settle(copies, context, fail);
}

function instruct(known: readonly Aboard[], context: LoadContext): void {
  if (known.length === 0) return;
  const { drive: { catalogue }, row, trip, cargo, record } = context;
  const discarded = known.filter(({ proven }) => discard(proven.partial));
  for (const { consignment } of discarded) cargo.prune(consignment.name);
  checkEnds(context);
  catalogue.transaction(() => {
    for (const { consignment, version } of known) {
      const { id } = consignment.entry;
      catalogue.entries.replaceVersion(id, "file", version, version.digest, "aboard");
      catalogue.cargo.instruct(id, version, trip.id);
    }
    catalogue.inFlight.end(row.id, discarded.map(({ consignment }) => partialOf(consignment)));
    for (const { consignment } of known) oldPartsOf(consignment, context).release();
  });
  for (const { consignment, version } of known) {
    const { entry } = consignment;
    oldPartsOf(consignment, context).remove(cargo);
    record.settle("instructed", entry.path, version.size, null);
  }
}

function publish(
  aboard: readonly Aboard[],
  context: LoadContext,
  fail: OnFailure,
): void {
  if (aboard.length === 0) return;
  const { drive: { catalogue }, row, trip, cargo, record, services } = context;
  forgetOldCargo(aboard, context);
  const outcomes = publishFiles(
    aboard.map(({ proven, consignment: { transfer } }) => {
      return { partial: proven.partial, final: transfer.to };
    }),
    cargo.folders,
  );
  if (outcomes.some(({ error }) => error !== undefined)) checkEnds(context);
  const published = aboard.filter(({ consignment, proven }, index) => {
    const { hasName, error } = outcomes[index]!;
    if (!hasName) discard(proven.partial);
    if (error !== undefined) fail(consignment, problemOfWriting(error));
    else services.reached?.("published", consignment.transfer.to);
    return error === undefined;
  });
  catalogue.transaction(() => {
    const now = services.clock.now();
    for (const { consignment, version, proven: { proof } } of published) {
      const { entry, name } = consignment, { size, digest } = version;
      catalogue.entries.replaceVersion(entry.id, "file", version, digest, "aboard", now);
      const part = { name, size, digest };
      catalogue.cargo.record(entry.id, { ...version, kind: "file", proof }, trip.id, [part], now);
    }
    catalogue.inFlight.end(row.id, published.map(({ consignment }) => partialOf(consignment)));
  });
  for (const { consignment, version, proven } of published) {
    const { entry, transfer } = consignment;
    services.reached?.("recorded", transfer.to);
    oldPartsBeside(consignment, context).remove(cargo);
    record.settle("carried", entry.path, version.size, proven.proof);
  }
}

function oldPartsOf({ old }: LoadConsignment, { drive, row }: LoadContext): OldParts {
  return new OldParts(drive.catalogue, row.id, old);
}

/** Those whose place the new version does not take. */
function oldPartsBeside({ old, name }: LoadConsignment, { drive, row }: LoadContext): OldParts {
  return new OldParts(drive.catalogue, row.id, old.filter((part) => part.name !== name));
}

/** Between the rename and the record the old digest must not stand for the new bytes. */
function forgetOldCargo(aboard: readonly Aboard[], context: LoadContext): void {
  const { drive: { catalogue } } = context;
  const replacing = aboard.filter(({ consignment }) => consignment.old.length > 0);
  if (replacing.length === 0) return;
  catalogue.transaction(() => {
    for (const { consignment } of replacing) {
      const { entry } = consignment;
      oldPartsBeside(consignment, context).release();
      catalogue.cargo.withdraw(entry.id);
      if (entry.state !== "damaged") catalogue.entries.setState(entry.id, "pending");
    }
  });
}
