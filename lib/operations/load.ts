import type { PairRow } from "../catalogue/pairs.ts";
import type { TripRow } from "../catalogue/trips.ts";
import type { PairConfig } from "../drive/config.ts";
import { FoldersInside } from "../filesystem/folders_inside.ts";
import { countTrips } from "../planning/count_trips.ts";
import { type LoadItem, planLoad, summarisePlan } from "../planning/plan_load.ts";
import { rankPaths } from "../planning/precedence.ts";
import { CargoFiles } from "./cargo_files.ts";
import { decideMissing } from "./decide_missing.ts";
import { refuseDestination } from "./destination_guard.ts";
import { filesAtSource, fillDrive, roomOf } from "./fill_drive.ts";
import { reportForecast } from "./forecast.ts";
import { sweepInFlight } from "./in_flight_sweep.ts";
import {
  countTripsToLoad,
  heldAtSource,
  type LoadRoom,
  measureLoadRoom,
  waitingAtSource,
} from "./load_room.ts";
import { withdrawLostCargo } from "./lost_cargo.ts";
import { OldParts } from "./old_parts.ts";
import type { OpenDrive } from "./open_drive.ts";
import { dropOutdated } from "./other_drives.ts";
import { recogniseAll, settleRecognised } from "./recognise.ts";
import { scanSource } from "./scan_source.ts";
import type { Services } from "./services.ts";
import { runStage, type StageOptions } from "./stage.ts";
import { type StageOutcome, StageRecord } from "./stage_record.ts";
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
    catalogue.precedence.set(row.id, rankPaths(pair));
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
      for (const { path, bytes } of catalogue.missing.entries(row.id)) {
        record.foreseeQuestion("missing", path, bytes);
      }
      const room = measureLoadRoom(drive, row.id);
      record.delivered = room.delivered;
      const tripsRemaining = planOnce(drive, row, room, record, services, true);
      reportForecast(catalogue, row, record, tripsRemaining, services);
      record.tallies.waiting = waitingAtSource(drive, row.id);
      record.held = heldAtSource(drive, row.id);
      return record.conclude("done", tripsRemaining);
    }
    catalogue.commit();
  } finally {
    catalogue.rollback();
  }
  await decideMissing(catalogue, row, record, services);

  const room = measureLoadRoom(drive, row.id);
  record.delivered = room.delivered;
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
      record.held = heldAtSource(drive, row.id);
      return countTripsToLoad(drive, row.id, room);
    },
  });
}

/**
 * Plans without doing, shows the plan, and says how many trips it leaves for later.
 *
 * @param showEach whether to name each file that goes, and each that is held
 */
function planOnce(
  drive: OpenDrive,
  row: PairRow,
  room: LoadRoom,
  record: StageRecord,
  services: Services,
  showEach: boolean,
): number {
  const { catalogue } = drive, { reporter } = services;
  const plan = planLoad(linksAndFiles(catalogue, row), roomOf(room));
  const summary = summarisePlan(plan, ({ item, placement, bytes }) => {
    const { path, size, begunBytes } = item, whole = size + begunBytes;
    const isGoing = placement === "carry" || placement === "part";
    if (isGoing && showEach) {
      record.foreseeCarrying(path, placement === "carry" ? whole : bytes);
    }
    if (placement === "part") record.wait(path, whole - bytes, "in-parts");
    else if (!isGoing) record.wait(path, whole, placement);
  });
  for (const { path, size } of showEach ? catalogue.precedence.held(row.id) : []) {
    record.wait(path, size, "held");
  }
  record.expect(summary);
  const { mostBytes, blockBytes, leastPartBytes } = room;
  const tripsRemaining = countTrips(summary.waitingSizes, mostBytes, blockBytes, leastPartBytes);
  const { carry, waiting } = summary;
  reporter.report({
    event: "plan",
    pair: record.pair,
    stage: "load",
    carry,
    begunBytes: record.begunBytes,
    waiting,
    held: heldAtSource(drive, row.id),
    tripsRemaining,
    toDump: record.toDump,
    removal: catalogue.entries.countByState(row.id).removal,
  });
  return tripsRemaining;
}

function* linksAndFiles(
  catalogue: OpenDrive["catalogue"],
  row: PairRow,
): Generator<LoadItem & { readonly begunBytes: number }> {
  for (const { path, size } of catalogue.entries.toLoad(row.id, "link")) {
    yield { path, size, begunBytes: 0 };
  }
  yield* filesAtSource(catalogue, row);
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
