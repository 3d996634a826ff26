import type { PairRow } from "../catalogue/pairs.ts";
import type { EntryRow } from "../catalogue/rows.ts";
import type { TripRow } from "../catalogue/trips.ts";
import type { PairConfig } from "../drive/config.ts";
import { mtimePrecisionNs } from "../filesystem/file_status.ts";
import { FoldersInside } from "../filesystem/folders_inside.ts";
import { isSameVersion } from "../model/entry.ts";
import { FileProblem, NoSpace, throwIfInterrupted } from "../model/errors.ts";
import { countTrips } from "../planning/count_trips.ts";
import { planLoad, Room, summarisePlan } from "../planning/plan_load.ts";
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
} from "./load_file.ts";
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
  const cargo = new CargoFiles(drive.layout.cargo, pair.name);
  const sourceFolders = new FoldersInside(pair.source);

  catalogue.begin();
  try {
    const held = catalogue.cargo.heldBack(row.id);
    await scanSource(catalogue, row.id, pair, options.allowMissing, record, services);
    dropOutdated(catalogue, row, held);
    withdrawLostCargo(catalogue, row.id, cargo);
    if (options.dryRun) {
      const context = { drive, pair, row, cargo, sourceFolders, ends: [], record, services };
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
      sweepInFlight(catalogue, row.id, "drive", cargo.folders);
      const ends = [new Witness("drive", drive.layout.root), new Witness("source", pair.source)];
      const context = { drive, pair, row, trip, cargo, sourceFolders, ends, record, services };
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
  const plan = planLoad(
    linksAndFiles(catalogue, row),
    new Room(room.leftBytes, room.mostBytes, room.blockBytes),
  );
  const summary = summarisePlan(plan, ({ item, placement }) => {
    if (placement !== "carry") record.wait(item.path, item.size, placement);
    else if (showCarried) {
      reporter.report({ event: "carry", pair: record.pair, path: item.path, bytes: item.size });
    }
  });
  record.total = summary.carry;
  const tripsRemaining = countTrips(summary.waitingSizes, room.mostBytes, room.blockBytes);
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

function* linksAndFiles(catalogue: OpenDrive["catalogue"], row: PairRow): Generator<EntryRow> {
  yield* catalogue.entries.toLoad(row.id, "link");
  yield* catalogue.entries.toLoad(row.id, "file");
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

async function fillDrive(
  context: LoadContext,
  measured: LoadRoom,
  options: StageOptions,
): Promise<void> {
  const { drive: { catalogue }, pair, cargo, record, services } = context;
  const { blockBytes } = measured;
  const room = new Room(measured.leftBytes, measured.mostBytes, blockBytes);
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
    begin: (consignments) => beginLoad(consignments, context),
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
      const bytes = Math.ceil(before.size / blockBytes) * blockBytes;
      if (!await free.makeRoom(bytes)) throw new NoSpace("No space left");
      await convoy.add(prepareLoad(entry, before, bytes, context, names));
    } catch (error) {
      if (!(error instanceof FileProblem || error instanceof NoSpace)) throw error;
      for (const end of context.ends) end.check();
      fail(entry, error);
    }
  };
  try {
    const waiting = catalogue.entries.toLoad(context.row.id, "file");
    for (const { item, placement } of planLoad(waiting, room)) {
      throwIfInterrupted(services.signal);
      if (placement === "carry") await send(item);
    }
    await convoy.settle();
    isLastTry = true;
    for (const entry of changing) await send(entry);
    await convoy.settle();
  } catch (error) {
    await convoy.abandon();
    throw error;
  }
}
