import {
  type Marker,
  marksDestinationOf,
  readMarker,
  removeMarker,
  writeMarker,
} from "../drive/destination_marker.ts";
import type { PairRow } from "../catalogue/pairs.ts";
import type { PairConfig } from "../drive/config.ts";
import { nameRuleOf } from "../filesystem/name_rule.ts";
import { isEmptyFolder } from "../filesystem/read_folder.ts";
import { WaterlockError } from "../model/errors.ts";
import { type NameRule, pathAtDestination } from "../model/portable_path.ts";
import { UNFIT_DESTINATION, UNFIT_SOURCE } from "../vocabulary.ts";
import { usable } from "./attempt.ts";
import type { OpenDrive } from "./open_drive.ts";
import type { FirstUnload, Services } from "./services.ts";
import type { StageOptions } from "./stage.ts";
import { Witness } from "./witness.ts";

/**
 * Makes sure that the destination is the one a person meant: by its marker, or by asking.
 *
 * @returns the pair as it is then known
 * @throws {WaterlockError} `refused` when the marker has gone or is another pair's, `usage` when
 *   nobody can be asked, `failed` when the folder cannot be used
 */
export async function admitDestination(
  drive: OpenDrive,
  pair: PairConfig,
  row: PairRow,
  options: StageOptions,
  services: Services,
  purpose: FirstUnload["purpose"] = "unload",
): Promise<PairRow> {
  const witness = new Witness("destination", pair.destination);
  const marker = readOwnMarker(pair, row, options.allowMissing);
  const isAccepted = row.acceptedDestination === pair.destination &&
    (marker === undefined || marker.pair === row.uuid);
  if (isAccepted && marker) return settleNames(drive, pair, row, marker, options);
  if (isAccepted && !options.allowMissing) throw lostMarker(pair);
  if (!marker && !options.allowMissing) refuseSuddenlyEmpty(drive, pair, row);
  if (options.dryRun) return { ...row, names: marker?.names ?? nameRuleOf(pair.destination) };
  if (!isAccepted) await ask(drive, pair, row, services, purpose);
  // A person takes his time, and may have unplugged it before he answered.
  witness.check();
  return accept(drive, pair, row, marker, witness);
}

/** Which names a destination gives, for who only looks: what it was marked with, or would be. */
export function namesAt(destination: string, row: PairRow): NameRule {
  const marker = usable("destination", destination, () => readMarker(destination));
  return marker ? namesOf(marker, row) : nameRuleOf(destination);
}

/** One that was marked before there was a choice got true names. */
function namesOf(marker: Marker, row: PairRow): NameRule {
  return marker.names ?? row.names ?? "true";
}

/**
 * Makes sure that a folder is the destination that this drive delivered to, for whoever only looks.
 *
 * @returns which names it gives
 * @throws {WaterlockError} `refused` when it is not, or is no longer to be known by its marker
 */
export function recogniseDestination(pair: PairConfig, row: PairRow): NameRule {
  const { destination } = pair;
  const marker = readOwnMarker(pair, row);
  if (marker?.pair === row.uuid) return namesOf(marker, row);
  if (marker) {
    throw new WaterlockError("refused", ...UNFIT_DESTINATION.ofAnotherDrive(destination));
  }
  if (pair.source === destination) {
    throw new WaterlockError("usage", ...UNFIT_DESTINATION.isSource(destination));
  }
  throw lostMarker(pair);
}

/**
 * Makes sure that a folder is not this pair's destination, under a path that both ends share.
 *
 * @throws {WaterlockError} with `code` when it holds the destination's marker
 */
export function refuseDestination(
  { source, name }: PairConfig,
  row: PairRow,
  code: "refused" | "usage",
): void {
  const marker = usable("source", source, () => readMarker(source));
  if (!marksDestinationOf(marker, row.uuid, name)) return;
  const { isDestination, isDestinationToVerify } = UNFIT_SOURCE;
  const say = code === "usage" ? isDestinationToVerify : isDestination;
  throw new WaterlockError(code, ...say(source, name));
}

/**
 * The marker of the destination, unless there is none.
 *
 * @param mayJoinAnew whether it may be another drive's of this pair though this one has been somewhere
 *   else under the same path: in an empty mount point, or before the destination was set up again
 * @throws {WaterlockError} when it is another's
 */
function readOwnMarker(
  { name, destination }: PairConfig,
  row: PairRow,
  mayJoinAnew = false,
): Marker | undefined {
  const marker = usable("destination", destination, () => readMarker(destination));
  if (!marker || marker.pair === row.uuid) return marker;
  if (marker.name === name) {
    if (row.acceptedDestination !== destination || mayJoinAnew) return marker;
    throw new WaterlockError("refused", ...UNFIT_DESTINATION.markedByAnotherDrive(destination));
  }
  const said = UNFIT_DESTINATION.markedForAnotherPair(destination, marker.name);
  throw new WaterlockError("refused", ...said);
}

function lostMarker({ destination }: PairConfig): WaterlockError {
  return new WaterlockError("refused", ...UNFIT_DESTINATION.lostMarker(destination));
}

/**
 * A destination that no unload has marked yet can still be known to hold files, which somebody else
 * brought there. An empty folder is then most likely a mount point without its disk.
 */
function refuseSuddenlyEmpty(drive: OpenDrive, { destination }: PairConfig, row: PairRow): void {
  if (row.acceptedDestination !== null) return;
  const { delivered, removal } = drive.catalogue.entries.countByState(row.id);
  const adopted = drive.catalogue.adopted.tally(row.id);
  const files = adopted.files + delivered.files + removal.files;
  if (files === 0 || !isEmpty(destination)) return;
  throw new WaterlockError("refused", ...UNFIT_DESTINATION.suddenlyEmpty(destination, files));
}

function isEmpty(destination: string): boolean {
  return usable("destination", destination, () => isEmptyFolder(destination));
}

async function ask(
  { catalogue }: OpenDrive,
  { name, destination }: PairConfig,
  row: PairRow,
  { questions }: Services,
  purpose: FirstUnload["purpose"],
): Promise<void> {
  const answer = await questions.acceptDestination({
    pair: name,
    purpose,
    destination,
    toUnload: catalogue.cargo.tallyToUnload(row.id),
    isEmpty: isEmpty(destination),
  });
  if (answer === "accepted") return;
  const { declined, unconfirmed } = UNFIT_DESTINATION;
  const say = answer === "declined" ? declined : unconfirmed;
  throw new WaterlockError("usage", ...say(destination, purpose));
}

/** Remembers the destination on the drive and at the destination itself. */
function accept(
  { catalogue }: OpenDrive,
  pair: PairConfig,
  row: PairRow,
  known: Marker | undefined,
  witness: Witness,
): PairRow {
  const isAnother = isAnotherThan(row, pair, known);
  const names = known
    ? known.names ?? chooseNames(catalogue, pair, row)
    : nameRuleOf(pair.destination);
  const marker = { pair: row.uuid, name: pair.name, ...known, names };
  if (known?.names === undefined) mark(pair, marker);
  if (!known) {
    try {
      witness.check();
    } catch (error) {
      // An empty mount point must not be taken for the destination the next time.
      removeMarker(pair.destination);
      throw error;
    }
  }
  catalogue.transaction(() => {
    if (isAnother) forgetDestination(catalogue, row);
    catalogue.pairs.acceptDestination(row.id, pair.destination, marker.pair);
    catalogue.pairs.setNames(row.id, names);
  });
  return catalogue.pairs.ensure(pair.name);
}

/**
 * Forgets in the open transaction what {@linkcode admitDestination} would forget of a destination, for a dry
 * run, which undoes it again.
 *
 * @throws {WaterlockError} `refused`, `failed`
 */
export function forgetAsAdmitting({ catalogue }: OpenDrive, pair: PairConfig, row: PairRow): void {
  if (isAnotherThan(row, pair, readOwnMarker(pair, row))) forgetDestination(catalogue, row);
}

/**
 * Whether a destination takes the place of the one that is known. What is known before the first unload was
 * imported, and is about this very destination. One whose marker this drive has never seen is another one,
 * though another drive of the pair serves it.
 */
function isAnotherThan(row: PairRow, pair: PairConfig, marker: Marker | undefined): boolean {
  return marker?.pair !== row.uuid && (row.acceptedDestination !== null ||
    (marker === undefined && isEmpty(pair.destination)));
}

/** Another one has received nothing, whatever the one before it received. */
function forgetDestination(
  { deliveries, adopted, pairs, receipts }: OpenDrive["catalogue"],
  { id }: PairRow,
): void {
  deliveries.forgetAll(id);
  adopted.clear(id);
  pairs.forgetToldApart(id);
  receipts.clear(id);
}

/**
 * Brings drive and destination to agree on the names that it gives. A destination that was marked
 * before there was a choice keeps true names where some were delivered that would be others now.
 */
function settleNames(
  { catalogue }: OpenDrive,
  pair: PairConfig,
  row: PairRow,
  marker: Marker,
  { dryRun }: StageOptions,
): PairRow {
  const names = marker.names ?? row.names ?? chooseNames(catalogue, pair, row);
  if (!dryRun) {
    if (marker.names === undefined) mark(pair, { ...marker, names });
    if (row.names !== names) catalogue.pairs.setNames(row.id, names);
  }
  return { ...row, names };
}

function chooseNames(
  { deliveries }: OpenDrive["catalogue"],
  { destination }: PairConfig,
  { id }: PairRow,
): NameRule {
  const rule = nameRuleOf(destination);
  if (rule === "true") return rule;
  for (const path of deliveries.paths(id)) {
    if (pathAtDestination(path, rule) !== path) return "true";
  }
  return rule;
}

function mark({ destination }: PairConfig, marker: Marker): void {
  usable("destination", destination, () => writeMarker(destination, marker));
}
