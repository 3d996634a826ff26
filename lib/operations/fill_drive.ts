import type { PairRow } from "../catalogue/pairs.ts";
import type { EntryRow } from "../catalogue/rows.ts";
import { mtimePrecisionNs } from "../filesystem/file_status.ts";
import { isSameVersion } from "../model/entry.ts";
import { FileProblem, NoSpace, throwIfInterrupted } from "../model/errors.ts";
import { type LoadItem, planLoad, Room } from "../planning/plan_load.ts";
import { FILE_AT_SOURCE } from "../vocabulary.ts";
import { CargoNames } from "./cargo_names.ts";
import { carriersFor } from "./carriers_for.ts";
import { Convoy } from "./convoy.ts";
import { FreeRoom } from "./free_room.ts";
import {
  beginLoad,
  type LoadConsignment,
  type LoadContext,
  lookAtSource,
  prepareLoad,
  recordSynced,
} from "./load_file.ts";
import { loadInParts } from "./load_parts.ts";
import type { LoadRoom } from "./load_room.ts";
import type { OpenDrive } from "./open_drive.ts";
import type { StageOptions } from "./stage.ts";
import { takeAboard } from "./take_aboard.ts";

/** What waits at the source, as a plan takes it. */
export interface ItemAtSource extends LoadItem {
  readonly entry: EntryRow;
  readonly begunBytes: number;
  readonly isOlderAboard: () => boolean;
}

/** The files that wait at the source, in the order in which they go. */
export function* filesAtSource(
  catalogue: OpenDrive["catalogue"],
  row: PairRow,
): Generator<ItemAtSource> {
  const carried = catalogue.parts.carriedBytes(row.id);
  const begun = catalogue.inFlight.begun(row.id, "drive");
  for (const entry of catalogue.entries.toLoad(row.id, "file")) {
    const bytes = carried.get(entry.id), { path, rank } = entry;
    const size = entry.size - (bytes ?? 0);
    const begunBytes = bytes === undefined ? Math.min(size, begun.get(entry.id)?.bytes ?? 0) : 0;
    const isOlderAboard = () => catalogue.cargo.isWholeAboard(entry.id);
    const isBegun = bytes !== undefined;
    yield { entry, path, rank, size: size - begunBytes, begunBytes, isBegun, isOlderAboard };
  }
}

/** The room on the drive, as a plan fills it. */
export function roomOf({ leftBytes, mostBytes, blockBytes, leastPartBytes }: LoadRoom): Room {
  return new Room(leftBytes, mostBytes, blockBytes, leastPartBytes);
}

/** A larger part would undo more when it is interrupted. */
const MOST_PART_BYTES = 2 * 1024 * 1024 * 1024;

/**
 * Carries what waits at the source into cargo, as the plan has it: files whole, in order, then in parts what
 * goes so; what changed meanwhile once more at the end. What goes first goes in parts, too, before the rest.
 *
 * @throws {WaterlockError} when an end is gone; `interrupted`. What befalls one file is in the record
 */
export async function fillDrive(
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
  const fail = (entry: EntryRow, problem: FileProblem | NoSpace, mayTryAgain = !isLastTry) => {
    if (problem instanceof NoSpace) return record.wait(entry.path, entry.size, "no-room");
    room.giveBack(entry);
    if (problem.code === "changing" && mayTryAgain) {
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
        throw new FileProblem("changing", FILE_AT_SOURCE.changedSinceScan);
      }
      const begun = begunFiles.get(entry.id);
      const left = Math.max(0, before.size - (begun?.bytes ?? 0));
      const bytes = Math.ceil(left / blockBytes) * blockBytes;
      if (!await free.makeRoom(bytes)) throw new NoSpace();
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
      if (!isWorthIt) throw new NoSpace();
      const whole = Math.floor(bytes / blockBytes) * blockBytes;
      const sizes = { bytes: Math.min(planned, whole), mostPartBytes };
      await loadInParts(entry, sizes, context, carriers, names);
    } catch (error) {
      if (!(error instanceof FileProblem || error instanceof NoSpace)) throw error;
      for (const end of context.ends) end.check();
      const carried = catalogue.parts.carriedBytes(context.row.id).get(entry.id) ?? 0;
      fail({ ...entry, size: entry.size - carried }, error, false);
    }
  };
  let inParts: { readonly item: ItemAtSource; readonly bytes: number }[] = [];
  const settleParts = async () => {
    for (const { item, bytes } of inParts) await sendInParts(item, bytes);
    inParts = [];
  };
  try {
    let rank: number | undefined;
    for (const placed of planLoad(filesAtSource(catalogue, context.row), room)) {
      const { item, placement, bytes } = placed;
      throwIfInterrupted(services.signal);
      if (placement !== "carry" && placement !== "part") continue;
      if (item.rank !== rank && inParts.length > 0) {
        await convoy.settle();
        await settleParts();
      }
      rank = item.rank;
      const isDivided = placement === "part" || item.isBegun || item.entry.size > mostFileBytes;
      if (isDivided) inParts.push({ item, bytes });
      else await send(item.entry);
    }
    await convoy.settle();
    isLastTry = true;
    for (const entry of changing) await send(entry);
    await convoy.settle();
    await settleParts();
  } catch (error) {
    await convoy.abandon();
    throw error;
  }
}
