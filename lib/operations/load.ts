import type { PairRow } from "../catalogue/pairs.ts";
import type { EntryRow } from "../catalogue/rows.ts";
import type { TripRow } from "../catalogue/trips.ts";
import type { PairConfig } from "../drive/config.ts";
import { mtimePrecisionNs } from "../filesystem/file_status.ts";
import { FoldersInside } from "../filesystem/folders_inside.ts";
import { isSameVersion } from "../model/entry.ts";
import { FileProblem, NoSpace, throwIfInterrupted } from "../model/errors.ts";
import { countTrips } from "../planning/count_trips.ts";
import { type LoadItem, planLoad, Room, summarisePlan } from "../planning/plan_load.ts";
import { CargoFiles } from "./cargo_files.ts";
import { CargoNames } from "./cargo_names.ts";
import { carriersFor } from "./carriers_for.ts";
import { Convoy } from "./convoy.ts";
import { decideMissing } from "./decide_missing.ts";
import { refuseDestination } from "./destination_guard.ts";
import { FreeRoom } from "./free_room.ts";
import { sweepInFlight } from "./in_flight_sweep.ts";
import {
  beginLoad,
  type LoadConsignment,
  type LoadContext,
  lookAtSource,
  prepareLoad,
  recordSynced,
} from "./load_file.ts";
import { loadInParts } from "./load_parts.ts";
import { countTripsToLoad, type LoadRoom, measureLoadRoom, waitingAtSource } from "./load_room.ts";
import { withdrawLostCargo } from "./lost_cargo.ts";
import { OldParts } from "./old_parts.ts";
import type { OpenDrive } from "./open_drive.ts";
import { dropOutdated } from "./other_drives.ts";
import { recogniseAll, settleRecognised } from "./recognise.ts";
import { scanSource } from "./scan_source.ts";
import type { Services } from "./services.ts";
import { runStage, type StageOptions } from "./stage.ts";
import { type StageOutcome, StageRecord } from "./stage_record.ts";
import { takeAboard } from "./take_aboard.ts";
import { Witness } from "./witness.ts";

/**
 * Loads one pair: scans the source, plans, and fills the drive to the reserve.
 *
 * @throws {WaterlockError} when nothing of it can be done; what befalls one file is in the outcome
 */
export async function load(
  drive: OpenDrive,
  pair: PairConfig,
  options: StageOptions,
  services: Services,
): Promise<StageOutcome> {
  const { catalogue } = drive;
  const row = catalogue.pairs.ensure(pair.name);
  refuseDestination(pair, row, "refused");
  const record = new StageRecord(pair.name, "load", services);
  const cargo = new CargoFiles(drive, pair.name);
  const sourceFolders = new FoldersInside(pair.source);

  catalogue.begin();
  try {
    const held = catalogue.cargo.heldBack(row.id);
    await scanSource(catalogue, row.id, pair, options.allowMissing, record, services);
    catalogue.parts.giveUpStale(row.id);
    dropOutdated(catalogue, row, held);
    withdrawLostCargo(catalogue, row.id, cargo);
    drive.witness.check();
    if (options.dryRun) {
      const context = {
        drive,
        pair,
        row,
        cargo,
        sourceFolders,
        ends: [],
        record,
        services,
        options,
      };
      await recogniseAll(context, (recognised) => {
        for (const { entry } of recognised) {
          catalogue.entries.setState(entry.id, "aboard");
          record.foresee(entry.path, entry.size);
        }
      });
      for (const { path, bytes } of catalogue.missing.entries()) {
        record.foreseeQuestion("missing", path, bytes);
      }
      const room = measureLoadRoom(drive, row.id);
      const tripsRemaining = planOnce(drive, row, room, record, services, true);
      record.tallies.waiting = waitingAtSource(drive, row.id);
      return record.conclude("done", tripsRemaining);
    }
    catalogue.commit();
  } finally {
    catalogue.rollback();
  }
  await decideMissing(catalogue, row, record, services);

  const room = measureLoadRoom(drive, row.id);
  return await runStage(drive, row, record, services, {
    perform: async (trip) => {
      sweepInFlight(catalogue, row.id, "drive", cargo.folders, drive.witness);
      const ends = [drive.witness, new Witness("source", pair.source)];
      const context = {
        drive,
        pair,
        row,
        trip,
        cargo,
        sourceFolders,
        ends,
        record,
        services,
        options,
      };
      await recogniseAll(context, (recognised) => settleRecognised(recognised, context));
      planOnce(drive, row, room, record, services, false);
      takeLinksAndFolders(drive, row, trip, cargo, record);
      cargo.prepare();
      await fillDrive(context, room, options);
    },
    conclude: () => {
      const { failed } = record.tallies, waiting = waitingAtSource(drive, row.id);
      record.tallies.waiting = {
        files: waiting.files - failed.files,
        bytes: waiting.bytes - failed.bytes,
      };
      return countTripsToLoad(drive, row.id, room);
    },
  });
}

/** Plans without doing, shows the plan, and says how many trips it leaves for later. */
function planOnce(
  { catalogue }: OpenDrive,
  row: PairRow,
  room: LoadRoom,
  record: StageRecord,
  services: Services,
  showCarried: boolean,
): number {
  const { reporter } = services;
  const plan = planLoad(linksAndFiles(catalogue, row), roomOf(room));
  const summary = summarisePlan(plan, ({ item: { path, size }, placement, bytes }) => {
    const isGoing = placement === "carry" || placement === "part";
    if (isGoing && showCarried) {
      reporter.report({ event: "carry", pair: record.pair, path, bytes });
    }
    if (placement === "part") record.wait(path, size - bytes, "in-parts");
    else if (!isGoing) record.wait(path, size, placement);
  });
  record.total = summary.carry;
  const { mostBytes, blockBytes, leastPartBytes } = room;
  const tripsRemaining = countTrips(summary.waitingSizes, mostBytes, blockBytes, leastPartBytes);
  const { carry, waiting } = summary;
  reporter.report({
    event: "plan",
    pair: record.pair,
    stage: "load",
    carry,
    waiting,
    tripsRemaining,
  });
  return tripsRemaining;
}

/** What waits at the source, as a plan takes it. */
interface ItemAtSource extends LoadItem {
  readonly entry: EntryRow;
  readonly isOlderAboard: () => boolean;
}

function* linksAndFiles(catalogue: OpenDrive["catalogue"], row: PairRow): Generator<LoadItem> {
  yield* catalogue.entries.toLoad(row.id, "link");
  yield* filesAtSource(catalogue, row);
}

function* filesAtSource(catalogue: OpenDrive["catalogue"], row: PairRow): Generator<ItemAtSource> {
  const carried = catalogue.parts.carriedBytes(row.id);
  const begun = catalogue.inFlight.begun(row.id, "drive");
  for (const entry of catalogue.entries.toLoad(row.id, "file")) {
    const bytes = carried.get(entry.id);
    const { path, size } = entry, left = size - (bytes ?? begun.get(entry.id)?.bytes ?? 0);
    const isOlderAboard = () => catalogue.cargo.isWholeAboard(entry.id);
    yield { entry, path, size: Math.max(0, left), isBegun: bytes !== undefined, isOlderAboard };
  }
}

function roomOf({ leftBytes, mostBytes, blockBytes, leastPartBytes }: LoadRoom): Room {
  return new Room(leftBytes, mostBytes, blockBytes, leastPartBytes);
}

/** Links travel in the catalogue; a file in cargo that has become one gives way to it. */
function takeLinksAndFolders(
  { catalogue }: OpenDrive,
  row: PairRow,
  trip: TripRow,
  cargo: CargoFiles,
  record: StageRecord,
): void {
  for (const id of catalogue.cargo.replacedByLinks(row.id)) {
    const old = new OldParts(catalogue, row.id, catalogue.cargo.partsOf(id));
    catalogue.transaction(() => {
      old.release();
      catalogue.cargo.withdraw(id);
    });
    old.remove(cargo);
  }
  const links = [...catalogue.entries.toLoad(row.id, "link")];
  catalogue.transaction(() => catalogue.cargo.takeLinksAndFolders(row.id, trip.id));
  for (const link of links) record.settle("carried", link.path, 0, null);
}

/** A larger part would undo more when it is interrupted. */
const MOST_PART_BYTES = 2 * 1024 * 1024 * 1024;

async function fillDrive(
  context: LoadContext,
  measured: LoadRoom,
  options: StageOptions,
): Promise<void> {
  const { drive: { catalogue }, pair, cargo, record, services } = context;
  const { blockBytes } = measured;
  const room = roomOf(measured);
  const begunFiles = catalogue.inFlight.begun(context.row.id, "drive");
  const changing: EntryRow[] = [];
  let isLastTry = false;
  const fail = (entry: EntryRow, problem: FileProblem | NoSpace) => {
    if (problem instanceof NoSpace) return record.wait(entry.path, entry.size, "no-room");
    room.giveBack(entry);
    if (problem.code === "changing" && !isLastTry) {
      changing.push(entry);
      return record.forgetUnderWay(entry.path);
    }
    catalogue.entries.setProblem(entry.id, problem.code);
    record.fail(entry.path, entry.size, problem);
  };
  using carriers = carriersFor(context.drive, [pair.source], options, record.total, services);
  const convoy = new Convoy<LoadConsignment>(carriers, record, services, {
    goal: context.drive.witness,
    begin: (consignments) => beginLoad(consignments, context),
    synced: (consignment, bytes) => recordSynced(consignment, bytes, context),
    finish: (arrivals) =>
      takeAboard(arrivals, context, ({ entry }, problem) => fail(entry, problem)),
  });
  cargo.isNeeded = (folder) => convoy.holds(folder);
  const free = new FreeRoom(context, convoy, options);
  const names = new CargoNames(
    catalogue.cargo,
    context.row.id,
    (name) => convoy.isCrossing(name),
  );
  const send = async (entry: EntryRow) => {
    for (const end of context.ends) end.glance();
    try {
      const before = lookAtSource(entry, context);
      if (
        !isLastTry && !isSameVersion(entry, { ...before, linkTarget: null }, mtimePrecisionNs())
      ) {
        throw new FileProblem("changing", "It changed after the scan");
      }
      const begun = begunFiles.get(entry.id);
      const left = Math.max(0, before.size - (begun?.bytes ?? 0));
      const bytes = Math.ceil(left / blockBytes) * blockBytes;
      if (!await free.makeRoom(bytes)) throw new NoSpace("No space left");
      await convoy.add(prepareLoad(entry, before, bytes, context, begun, names));
    } catch (error) {
      if (!(error instanceof FileProblem || error instanceof NoSpace)) throw error;
      for (const end of context.ends) end.check();
      fail(entry, error);
    }
  };
  const { mostFileBytes } = context.drive;
  const mostPartBytes = Math.min(mostFileBytes, MOST_PART_BYTES);
  const sendInParts = async ({ entry, isOlderAboard }: ItemAtSource, planned: number) => {
    throwIfInterrupted(services.signal);
    for (const end of context.ends) end.glance();
    try {
      const bytes = await free.makeMostRoom(Math.ceil(planned / blockBytes) * blockBytes);
      const least = isOlderAboard() ? planned : Math.min(planned, measured.leastPartBytes);
      const isWorthIt = bytes >= least;
      if (!isWorthIt) throw new NoSpace("No space left");
      const whole = Math.floor(bytes / blockBytes) * blockBytes;
      const sizes = { bytes: Math.min(planned, whole), mostPartBytes };
      await loadInParts(entry, sizes, context, carriers, names);
    } catch (error) {
      if (!(error instanceof FileProblem || error instanceof NoSpace)) throw error;
      for (const end of context.ends) end.check();
      const carried = catalogue.parts.carriedBytes(context.row.id).get(entry.id) ?? 0;
      fail({ ...entry, size: entry.size - carried }, error);
    }
  };
  try {
    const inParts: { readonly item: ItemAtSource; readonly bytes: number }[] = [];
    for (const placed of planLoad(filesAtSource(catalogue, context.row), room)) {
      const { item, placement, bytes } = placed;
      throwIfInterrupted(services.signal);
      if (placement !== "carry" && placement !== "part") continue;
      const isDivided = placement === "part" || item.isBegun || item.entry.size > mostFileBytes;
      if (isDivided) inParts.push({ item, bytes });
      else await send(item.entry);
    }
    await convoy.settle();
    isLastTry = true;
    for (const entry of changing) await send(entry);
    await convoy.settle();
    for (const { item, bytes } of inParts) await sendInParts(item, bytes);
  } catch (error) {
    await convoy.abandon();
    throw error;
  }
}
