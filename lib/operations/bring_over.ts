import type { CargoRow } from "../catalogue/cargo.ts";
import type { PairRow } from "../catalogue/pairs.ts";
import type { EntryRow } from "../catalogue/rows.ts";
import { addTo, type Tally } from "../model/entry.ts";
import { FileProblem, NoSpace, throwIfInterrupted } from "../model/errors.ts";
import { type LoadItem, planLoad, type Room } from "../planning/plan_load.ts";
import { NOT_PLACED } from "../vocabulary.ts";
import { Convoy } from "./convoy.ts";
import type { OpenDrive } from "./open_drive.ts";
import type { UnloadContext } from "./unload_context.ts";
import {
  beginUnload,
  finishUnload,
  prepareUnload,
  recordSynced,
  type UnloadConsignment,
  unloadLink,
} from "./unload_file.ts";
import { bytesToBring, unloadInParts } from "./unload_parts.ts";

/** What is aboard, as a plan takes it. */
export interface ItemAboard extends LoadItem {
  readonly cargo: CargoRow;
  /** Whether only some parts of it are in cargo. */
  readonly isInParts: boolean;
  readonly begunBytes: number;
}

/** What is aboard and may be brought over. */
export function* itemsAboard(
  catalogue: OpenDrive["catalogue"],
  row: PairRow,
): Generator<ItemAboard> {
  const begun = catalogue.inFlight.begun(row.id, "destination");
  const held = new Set(catalogue.cargo.heldBack(row.id).map(({ entry }) => entry.id));
  for (const cargo of catalogue.cargo.toUnload(row.id)) {
    if (held.has(cargo.entry.id)) continue;
    const item = itemOf(cargo);
    const begunBytes = Math.min(item.size, begun.get(cargo.entry.id)?.bytes ?? 0);
    yield { ...item, size: item.size - begunBytes, begunBytes };
  }
  for (const cargo of catalogue.parts.toUnload(row.id)) {
    const { id, path } = cargo.entry;
    if (held.has(id)) continue;
    const size = bytesToBring(catalogue.parts.of(id));
    yield { cargo, path, size, isInParts: true, begunBytes: 0 };
  }
}

/** Bytes of a version that the destination has not got yet. */
export function bytesAboard(
  { parts }: OpenDrive["catalogue"],
  { entry, version }: CargoRow,
): number {
  return parts.isInParts(entry.id) ? bytesToBring(parts.of(entry.id)) : version.size;
}

function itemOf(cargo: CargoRow): ItemAboard {
  return {
    cargo,
    path: cargo.entry.path,
    size: cargo.version.size,
    isInParts: false,
    begunBytes: 0,
  };
}

/** Brings over everything that fits; what one file does never stops the others. */
export async function bringOver(
  items: Iterable<ItemAboard>,
  context: UnloadContext,
  room: Room,
  fail: (item: ItemAboard, problem: FileProblem) => void,
): Promise<void> {
  const { carriers, record, services } = context;
  const leave = (item: ItemAboard, problem: FileProblem | NoSpace) => {
    if (problem instanceof NoSpace) return record.wait(item.path, item.size, "no-room");
    room.giveBack(item);
    // A file system without links is no fault: what else arrived may be dumped.
    if (problem.code === "link-not-possible") return record.wait(item.path, 0, problem.code);
    record.forgetUnderWay(item.path);
    fail(item, problem);
  };
  const convoy = new Convoy<UnloadConsignment>(carriers, record, services, {
    goal: context.goal,
    begin: (consignments) => beginUnload(consignments, context),
    synced: (consignment, bytes) => recordSynced(consignment, bytes, context),
    finish: (arrivals) =>
      finishUnload(arrivals, context, ({ cargo }, problem) => leave(itemOf(cargo), problem)),
  });
  const send = async (item: ItemAboard) => {
    for (const end of context.ends) end.glance();
    await convoy.makeWayFor(context.folders.placeOf(item.path));
    try {
      if (item.isInParts) {
        await convoy.settle();
        return await unloadInParts(item.cargo, context);
      }
      if (item.cargo.version.kind === "link") return unloadLink(item.cargo, context);
      const consignment = await prepareUnload(item.cargo, context);
      if (consignment) await convoy.add(consignment);
    } catch (error) {
      if (!(error instanceof FileProblem || error instanceof NoSpace)) throw error;
      for (const end of context.ends) end.check();
      leave(item, error);
    }
  };
  try {
    for (const { item, placement } of planLoad(items, room, context.mayPlace)) {
      throwIfInterrupted(services.signal);
      if (placement === "carry") await send(item);
    }
    await convoy.settle();
  } catch (error) {
    await convoy.abandon();
    throw error;
  }
}

/** Records that a file could not be brought over. @param failedAboard adds up what stays aboard for it */
export function giveUp(
  { cargo: { entry }, size, isInParts }: ItemAboard,
  problem: FileProblem,
  context: UnloadContext,
  failedAboard: Tally,
): void {
  const { drive: { catalogue }, row, record } = context;
  if (problem.code === "damaged") {
    if (entry.state === "aboard") catalogue.entries.setState(entry.id, "damaged");
    // The source has had another version since, which need not wait for this one.
    if (entry.state === "pending") catalogue.entries.setProblem(entry.id, problem.code);
  }
  if (!isInParts) addTo(failedAboard, size);
  else if (catalogue.parts.toUnload(row.id).some((one) => one.entry.id === entry.id)) {
    addTo(failedAboard, bytesToBring(catalogue.parts.of(entry.id)));
  }
  const isLeftInCargo = problem.code === "in-the-way" && entry.state === "skipped";
  record.fail(entry.path, size, isLeftInCargo ? leftInCargo(entry, context) : problem);
}

/** The folder in its way may be the source's own, which has the file no more: nobody is to move it away. */
function leftInCargo(
  { id }: EntryRow,
  { drive: { catalogue }, cargo }: UnloadContext,
): FileProblem {
  const files = catalogue.cargo.partsOf(id).map((part) => cargo.pathOf(part));
  return new FileProblem("in-the-way", NOT_PLACED.folderHasName(files));
}
