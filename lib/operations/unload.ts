import type { PairRow } from "../catalogue/pairs.ts";
import type { PairConfig } from "../drive/config.ts";
import { lockDestination } from "../drive/destination_lock.ts";
import { FoldersInside } from "../filesystem/folders_inside.ts";
import { readSpace } from "../filesystem/free_space.ts";
import { addTo, emptyTally } from "../model/entry.ts";
import type { FileProblem } from "../model/errors.ts";
import type { RelativePath } from "../model/relative_path.ts";
import { planLoad, Room, summarisePlan } from "../planning/plan_load.ts";
import { rankPaths } from "../planning/precedence.ts";
import { NOTICE } from "../vocabulary.ts";
import { bringOver, bytesAboard, giveUp, type ItemAboard, itemsAboard } from "./bring_over.ts";
import { CargoFiles } from "./cargo_files.ts";
import { carriersFor } from "./carriers_for.ts";
import { admitDestination } from "./destination_guard.ts";
import { finishFolders } from "./finish_folders.ts";
import { reportForecast } from "./forecast.ts";
import { countTripsToLoad, measureLoadRoom } from "./load_room.ts";
import { followInstructions } from "./follow_instructions.ts";
import { KeptPartials } from "./kept_partials.ts";
import { markUnrecordedArrivals, sweepInFlight } from "./in_flight_sweep.ts";
import { leaveSnapshot } from "./leave_snapshot.ts";
import type { OpenDrive } from "./open_drive.ts";
import {
  isServedByOthers,
  learnOfOtherDrives,
  tellOfHeldBack,
  tellOfPartsLeft,
} from "./other_drives.ts";
import { Places, refuseCollision } from "./places.ts";
import { ReceiptBook } from "./receipt_book.ts";
import { removeAtDestination } from "./remove_at_destination.ts";
import { recogniseParts } from "./recognise_parts.ts";
import type { Services } from "./services.ts";
import { SetAside } from "./set_aside.ts";
import { settleDelivered } from "./settle_delivered.ts";
import { runStage, type StageOptions } from "./stage.ts";
import { type StageOutcome, StageRecord } from "./stage_record.ts";
import type { UnloadContext } from "./unload_context.ts";
import { lookAtPartials } from "./unload_parts.ts";
import { Witness } from "./witness.ts";

/**
 * Unloads one pair: brings what is aboard to the destination, proves it there and records it.
 *
 * @throws {WaterlockError} when nothing of it can be done; what befalls one file is in the outcome
 */
export async function unload(
  drive: OpenDrive,
  pair: PairConfig,
  options: StageOptions,
  services: Services,
): Promise<StageOutcome> {
  const { catalogue } = drive;
  const known = catalogue.pairs.ensure(pair.name);
  const isNew = known.acceptedDestination === null && !isServedByOthers(pair, known);
  if (isNew && isNothingToDo(catalogue, known)) {
    const record = new StageRecord(pair.name, "unload", services);
    record.notice(NOTICE.nothingAboard);
    return record.conclude("done", 0);
  }
  const witness = new Witness("destination", pair.destination);
  const ends = [drive.witness, witness];
  const row = await admitDestination(drive, pair, known, options, services);
  const record = new StageRecord(pair.name, "unload", services);
  const cargo = new CargoFiles(drive, pair.name);
  const stillToLoad = () => {
    catalogue.precedence.set(row.id, rankPaths(pair));
    return countTripsToLoad(drive, row.id, measureLoadRoom(drive, row.id));
  };

  const places = new Places(catalogue, row);
  const isStrict = pair.names === "strict";
  const mayPlace = (path: RelativePath) => !isStrict || places.of(path) === path;

  const { dryRun } = options;
  const plan = () => {
    const room = planOnce(drive, pair, row, mayPlace, record, services, dryRun, stillToLoad());
    for (const { entry: { path }, version: { size } } of catalogue.cargo.toInstruct(row.id)) {
      if (!mayPlace(path)) record.wait(path, size, "name-not-possible");
      else if (dryRun) record.foresee(path, size);
    }
    return room;
  };
  if (dryRun) {
    plan();
    for (const { path, size } of catalogue.entries.toRemove(row.id)) {
      record.foreseeQuestion("removal", path, size);
    }
    record.tallies.waiting = catalogue.cargo.tallyToUnload(row.id);
    const tripsRemaining = stillToLoad();
    reportForecast(catalogue, row, record, tripsRemaining, services);
    return record.conclude("done", tripsRemaining);
  }
  using _lock = lockDestination(pair.destination);
  const failedAboard = emptyTally();
  return await runStage(drive, row, record, services, {
    perform: async (trip) => {
      const knowsOthers = await learnOfOtherDrives(catalogue, pair, row, trip, record, services);
      places.read();
      const room = plan();
      using receipts = new ReceiptBook(
        catalogue,
        pair.destination,
        row,
        places.of,
        record,
        services,
      );
      const setAside = new SetAside(
        pair.destination,
        trip.number,
        record,
        places.of,
        (path) => {
          receipts.tellOfRemoval(path);
          catalogue.deliveries.forgetPath(row.id, path);
        },
        knowsOthers,
      );
      const keptPartials = new KeptPartials(
        [
          ...catalogue.parts.toFinish(row.id).map(({ entry: { path }, version }) => ({
            path,
            version,
          })),
          ...catalogue.inFlight.begun(row.id, "destination").values(),
        ],
        pair.destination,
        places.of,
      );
      const tellApart = (path: RelativePath) =>
        places.tellApart(path, (from, to) => keptPartials.move(path, from, to));
      const folders = new FoldersInside(pair.destination, {
        placeOf: places.of,
        tellApart: isStrict ? refuseCollision : tellApart,
        partialKept: (path, native) => keptPartials.anothersAt(path, native),
        clearTheWay: (native, path) => setAside.move(native, path),
        onChange: (folder) => catalogue.entries.touchFolder(row.id, folder),
        // A file or a link of its name was moved away by somebody.
        onMake: (folder) =>
          catalogue.deliveries.forgetPath(row.id, folder.slice(0, -1) as RelativePath),
      });
      sweepInFlight(catalogue, row.id, "drive", cargo.folders, drive.witness);
      await markUnrecordedArrivals(catalogue, row.id, trip.id, folders, services);
      tellOfPartsLeft(
        sweepInFlight(catalogue, row.id, "destination", folders, witness),
        record,
      );
      using carriers = carriersFor(drive, [pair.destination], options, record.total, services);
      const context: UnloadContext = {
        drive,
        pair,
        row,
        trip,
        cargo,
        folders,
        keptPartials,
        mayPlace,
        setAside,
        carriers,
        receipts,
        ends,
        goal: witness,
        record,
        services,
        options,
      };
      for (const held of tellOfHeldBack(catalogue, row, record)) {
        addTo(failedAboard, bytesAboard(catalogue, held));
      }
      await recogniseParts(context);
      lookAtPartials(context);
      await followInstructions(context, "first");
      const blocked: ItemAboard[] = [];
      const giveUpOn = (item: ItemAboard, problem: FileProblem) =>
        giveUp(item, problem, context, failedAboard);
      await bringOver(itemsAboard(catalogue, row), context, room, (item, problem) => {
        if (problem.code === "in-the-way") blocked.push(item);
        else giveUpOn(item, problem);
      });
      await settleDelivered(context);
      await removeAtDestination(context, options);
      // What something is in the way of, a removal may have cleared the way for.
      await bringOver(blocked, context, room, giveUpOn);
      finishFolders(context);
    },
    conclude: () => {
      const aboard = catalogue.cargo.tallyToUnload(row.id);
      // Where records contradict themselves more fails than counts as aboard.
      record.tallies.waiting = {
        files: Math.max(0, aboard.files - failedAboard.files),
        bytes: Math.max(0, aboard.bytes - failedAboard.bytes),
      };
      return stillToLoad();
    },
    leave: () => leaveSnapshot(drive, pair, ends, record, services),
  });
}

function isNothingToDo({ cargo, entries }: OpenDrive["catalogue"], { id }: PairRow): boolean {
  const folders = entries.foldersInnermostFirst(id, "aboard");
  return cargo.tallyToUnload(id).files === 0 && folders.next().done === true &&
    entries.countByState(id).removal.files === 0;
}

/** Plans without doing and shows the plan; what does not fit is shown as waiting. */
function planOnce(
  { catalogue }: OpenDrive,
  pair: PairConfig,
  row: PairRow,
  mayPlace: UnloadContext["mayPlace"],
  record: StageRecord,
  { reporter }: Services,
  showCarried: boolean,
  tripsRemaining: number,
): Room {
  const { freeBytes, totalBytes, blockBytes } = readSpace(pair.destination);
  const summary = summarisePlan(
    planLoad(itemsAboard(catalogue, row), new Room(freeBytes, totalBytes, blockBytes), mayPlace),
    ({ item: { path, size, begunBytes }, placement }) => {
      const whole = size + begunBytes;
      if (placement !== "carry" && placement !== "part") record.wait(path, whole, placement);
      else if (showCarried) record.foreseeCarrying(path, whole);
    },
  );
  record.expect(summary);
  const { begunBytes } = record, { carry, waiting } = summary;
  reporter.report({
    event: "plan",
    pair: pair.name,
    stage: "unload",
    carry,
    begunBytes,
    waiting,
    held: emptyTally(),
    tripsRemaining,
    toDump: record.toDump,
    removal: catalogue.entries.countByState(row.id).removal,
  });
  return new Room(freeBytes, totalBytes, blockBytes);
}
