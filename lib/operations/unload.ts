import type { PairRow } from "../catalogue/pairs.ts";
import type { PairConfig } from "../drive/config.ts";
import { markerPath } from "../drive/destination_marker.ts";
import { FoldersInside } from "../filesystem/folders_inside.ts";
import { readSpace } from "../filesystem/free_space.ts";
import { addTo, emptyTally, type Tally } from "../model/entry.ts";
import { FileProblem, NoSpace, throwIfInterrupted } from "../model/errors.ts";
import { planLoad, Room, summarisePlan } from "../planning/plan_load.ts";
import { CargoFiles } from "./cargo_files.ts";
import { admitDestination } from "./destination_guard.ts";
import { finishFolders, settleModes } from "./finish_folders.ts";
import { countTripsToLoad, measureLoadRoom } from "./load_room.ts";
import { sweepInFlight } from "./in_flight_sweep.ts";
import type { OpenDrive } from "./open_drive.ts";
import { removeAtDestination } from "./remove_at_destination.ts";
import type { Services } from "./services.ts";
import { SetAside } from "./set_aside.ts";
import { refuseGone, runStage, type StageOptions } from "./stage.ts";
import { type StageOutcome, StageRecord } from "./stage_record.ts";
import { type UnloadContext, unloadFile, unloadLink } from "./unload_file.ts";

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
  const row = await admitDestination(
    drive,
    pair,
    catalogue.pairs.ensure(pair.name),
    options,
    services,
  );
  const record = new StageRecord(pair.name, "unload", services);
  const cargo = new CargoFiles(drive.layout.cargo, pair.name);
  const stillToLoad = () => countTripsToLoad(drive, row.id, measureLoadRoom(drive, row.id));

  const room = planOnce(drive, pair, row, record, services, options.dryRun, stillToLoad());
  if (options.dryRun) {
    record.tallies.waiting = catalogue.cargo.tallyToUnload(row.id);
    return record.conclude("done", stillToLoad());
  }
  const failedAboard = emptyTally();
  return await runStage(drive, row, record, services, {
    perform: async (trip) => {
      const setAside = new SetAside(pair.destination, trip.number, record);
      const folders = new FoldersInside(pair.destination, (native, path) => {
        setAside.move(native, path);
      });
      sweepInFlight(catalogue, row.id, "drive", cargo.folders);
      sweepInFlight(catalogue, row.id, "destination", folders);
      const context = { drive, pair, row, trip, cargo, folders, setAside, record, services };
      await emptyDrive(context, room, failedAboard);
      settleModes(context);
      await removeAtDestination(context, options);
      finishFolders(context);
    },
    conclude: () => {
      const aboard = catalogue.cargo.tallyToUnload(row.id);
      record.tallies.waiting = {
        files: aboard.files - failedAboard.files,
        bytes: aboard.bytes - failedAboard.bytes,
      };
      return stillToLoad();
    },
  });
}

/** Plans without doing and shows the plan; what does not fit is shown as waiting. */
function planOnce(
  { catalogue }: OpenDrive,
  pair: PairConfig,
  row: PairRow,
  record: StageRecord,
  { reporter }: Services,
  showCarried: boolean,
  tripsRemaining: number,
): Room {
  const { freeBytes, totalBytes, blockBytes } = readSpace(pair.destination);
  const summary = summarisePlan(
    planLoad(itemsAboard(catalogue, row), new Room(freeBytes, totalBytes, blockBytes)),
    ({ item: { path, size }, placement }) => {
      if (placement !== "carry") record.wait(path, size, placement);
      else if (showCarried) reporter.report({ event: "carry", pair: pair.name, path, bytes: size });
    },
  );
  record.total = summary.carry;
  const { carry, waiting } = summary;
  const stage = "unload";
  reporter.report({ event: "plan", pair: pair.name, stage, carry, waiting, tripsRemaining });
  return new Room(freeBytes, totalBytes, blockBytes);
}

function* itemsAboard(catalogue: OpenDrive["catalogue"], row: PairRow) {
  for (const cargo of catalogue.cargo.toUnload(row.id)) {
    yield { cargo, path: cargo.entry.path, size: cargo.version.size };
  }
}

/** Brings over everything that fits; what one file does never stops the others. */
async function emptyDrive(
  context: UnloadContext,
  room: Room,
  failedAboard: Tally,
): Promise<void> {
  const { drive: { catalogue }, row, record, services } = context;
  for (const { item, placement } of planLoad(itemsAboard(catalogue, row), room)) {
    throwIfInterrupted(services.signal);
    if (placement !== "carry") continue;
    const { cargo, path, size } = item;
    try {
      if (cargo.version.kind === "link") unloadLink(cargo, context);
      else await unloadFile(cargo, context);
    } catch (error) {
      if (error instanceof NoSpace) {
        record.wait(path, size, "no-room");
      } else if (error instanceof FileProblem) {
        room.giveBack(item);
        if (error.code === "damaged" && cargo.entry.state === "aboard") {
          catalogue.entries.setState(cargo.entry.id, "damaged");
        }
        addTo(failedAboard, size);
        record.fail(path, size, error);
      } else {
        throw error;
      }
      refuseVanished(context);
    }
  }
}

/** Stops the stage when not one file but a whole end has gone. */
function refuseVanished({ drive, pair }: UnloadContext): void {
  refuseGone("drive", drive.layout.config);
  refuseGone("destination", markerPath(pair.destination));
}
