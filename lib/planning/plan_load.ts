import { addTo, emptyTally, type Tally } from "../model/entry.ts";
import { foldersAbove, type RelativePath } from "../model/relative_path.ts";

/** Why a file stays behind for now. */
export type WaitReason =
  /** No room is left for it; smaller files may still go. */
  | "no-room"
  /** The config's `hold` says so. */
  | "held"
  /** It would not fit even if no other cargo were aboard. */
  | "never-fits"
  /** The rest of a file that is larger than all the room: another part of it goes now. */
  | "in-parts"
  /** Parts of it would take the place of an older version of it that is aboard, whole, and has not arrived. */
  | "older-aboard"
  /** The destination cannot hold its name, and a substitute is not wanted. */
  | "name-not-possible"
  /** It is a symbolic link, and the destination holds none. */
  | "link-not-possible";

/** A file that wants to go to the next hop. */
export interface LoadItem {
  readonly path: RelativePath;
  /** Bytes that are still to be carried. */
  readonly size: number;
  /** Bytes besides those that an interrupted run has written to the next hop already, and not proven. */
  readonly begunBytes?: number;
  /** By which pattern of the config's `first` it goes before the rest; undefined for the rest. */
  readonly rank?: number | undefined;
  /** Whether other parts of it have been carried already, so that it goes on in parts. */
  readonly isBegun?: boolean;
  /** Whether an older version of it is aboard, whole, which only a whole one may take the place of. */
  readonly isOlderAboard?: () => boolean;
}

/** What a plan makes of one file. */
export interface Placement<T extends LoadItem> {
  readonly item: T;
  /** `part`: it goes in parts, of which there is room for some. */
  readonly placement: "carry" | "part" | WaitReason;
  /** How much of it goes now. */
  readonly bytes: number;
}

/**
 * The room that a stage may fill, counted as file systems do: in whole blocks, a folder taking one
 * as well.
 */
export class Room {
  readonly #folders = new Set<string>();
  #leftBytes: number;

  /**
   * @param leftBytes what may be filled now
   * @param mostBytes what could be filled if no cargo were there
   * @param leastPartBytes the smallest part of a file that is larger than that; undefined where files
   *   are not taken apart
   */
  constructor(
    leftBytes: number,
    private readonly mostBytes: number,
    private readonly blockBytes: number,
    private readonly leastPartBytes?: number,
  ) {
    this.#leftBytes = leftBytes;
  }

  /** Takes room for a file, if there is enough. */
  place(item: LoadItem): "carry" | WaitReason {
    const fileBytes = this.#inBlocks(item.size);
    const all = foldersAbove(item.path);
    if (fileBytes + all.length * this.blockBytes > this.mostBytes) return "never-fits";
    const folders = all.filter((folder) => !this.#folders.has(folder));
    const needed = fileBytes + folders.length * this.blockBytes;
    if (needed > this.#leftBytes) return "no-room";
    this.#leftBytes -= needed;
    for (const folder of folders) this.#folders.add(folder);
    return "carry";
  }

  /** Whether a file that did not fit can go in parts. */
  canDivide(item: LoadItem, reason: WaitReason): boolean {
    return this.leastPartBytes !== undefined &&
      (reason === "never-fits" || item.isBegun === true);
  }

  /**
   * Takes the room that is left for a part of a file, in whole blocks.
   *
   * @returns how many bytes that is, or why none go now
   */
  placePart(item: LoadItem): number | WaitReason {
    const least = Math.min(this.leastPartBytes!, item.size);
    const folderBytes = foldersAbove(item.path).length * this.blockBytes;
    const mostBytes = this.#wholeBlocks(this.mostBytes - folderBytes);
    if (mostBytes < least) return "never-fits";
    const bytes = Math.min(item.size, this.#wholeBlocks(this.#leftBytes - folderBytes));
    if (bytes < least) return "no-room";
    if (bytes < item.size && item.isOlderAboard?.()) return "older-aboard";
    this.#leftBytes -= this.#inBlocks(bytes) + folderBytes;
    return bytes;
  }

  /** Gives back what a file took that did not get there. */
  giveBack(item: LoadItem): void {
    this.#leftBytes += this.#inBlocks(item.size);
  }

  #inBlocks(bytes: number): number {
    return Math.ceil(bytes / this.blockBytes) * this.blockBytes;
  }

  #wholeBlocks(bytes: number): number {
    return Math.max(0, Math.floor(bytes / this.blockBytes) * this.blockBytes);
  }
}

/**
 * Fills the room with files in the order given; one that does not fit is passed over, and smaller
 * ones behind it still go. What is larger than all the room there could be goes in parts, into what the
 * others of its rank leave: nothing of that rank which fits whole waits for it, or is taken apart.
 * Planning and doing both draw from this, so what is shown is what is done.
 *
 * @param isNamePossible whether a path may go to the next hop at all
 */
export function* planLoad<T extends LoadItem>(
  items: Iterable<T>,
  room: Room,
  isNamePossible: (path: RelativePath) => boolean = () => true,
): Generator<Placement<T>> {
  let divided: T[] = [], rank: number | undefined;
  for (const item of items) {
    if (item.rank !== rank) {
      yield* planParts(divided, room);
      [divided, rank] = [[], item.rank];
    }
    const placement = isNamePossible(item.path) ? room.place(item) : "name-not-possible";
    if (placement === "carry") yield { item, placement, bytes: item.size };
    else if (placement !== "name-not-possible" && room.canDivide(item, placement)) {
      divided.push(item);
    } else yield { item, placement, bytes: 0 };
  }
  yield* planParts(divided, room);
}

function* planParts<T extends LoadItem>(items: readonly T[], room: Room): Generator<Placement<T>> {
  for (const item of items) {
    const bytes = room.placePart(item);
    if (typeof bytes === "number") yield { item, placement: "part", bytes };
    else yield { item, placement: bytes, bytes: 0 };
  }
}

/** A file that goes on where an interrupted run was. */
export type BegunItem = Pick<LoadItem, "path" | "size"> & { readonly begunBytes: number };

/** A plan in numbers. */
export interface PlanSummary {
  /** What goes, what of it is written already among that: all of it is proven now, and arrives. */
  readonly carry: Tally;
  /** The files of it that an interrupted run has begun. */
  readonly begun: readonly BegunItem[];
  readonly waiting: Tally;
  /** Bytes of each file that waits and can go another time, in order. */
  readonly waitingSizes: readonly number[];
}

/** Adds up a plan, showing each placement on the way. */
export function summarisePlan<T extends LoadItem>(
  plan: Iterable<Placement<T>>,
  show: (placement: Placement<T>) => void = () => {},
): PlanSummary {
  const carry = emptyTally(), waiting = emptyTally();
  const waitingSizes: number[] = [], begun: BegunItem[] = [];
  for (const placed of plan) {
    show(placed);
    const { item, placement, bytes } = placed, { path, size, begunBytes = 0 } = item;
    if (placement === "carry") {
      addTo(carry, bytes + begunBytes);
      if (begunBytes > 0) begun.push({ path, size, begunBytes });
      continue;
    }
    if (bytes > 0) addTo(carry, bytes);
    addTo(waiting, size + begunBytes - bytes);
    if (placement !== "never-fits") waitingSizes.push(size - bytes);
  }
  return { carry, begun, waiting, waitingSizes };
}
