import type { Tally } from "../model/entry.ts";
import { foldersAbove, type RelativePath } from "../model/relative_path.ts";

/** Why a file stays behind for now. */
export type WaitReason =
  /** No room is left for it; smaller files may still go. */
  | "no-room"
  /** It would not fit even if no other cargo were aboard. */
  | "never-fits"
  /** The destination cannot hold its name, and a substitute is not wanted. */
  | "name-not-possible";

/** A file that wants to go to the next hop. */
export interface LoadItem {
  readonly path: RelativePath;
  /** Bytes. */
  readonly size: number;
}

/** What a plan makes of one file. */
export interface Placement<T extends LoadItem> {
  readonly item: T;
  readonly placement: "carry" | WaitReason;
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
   */
  constructor(
    leftBytes: number,
    private readonly mostBytes: number,
    private readonly blockBytes: number,
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

  /** Gives back what a file took that did not get there. */
  giveBack(item: LoadItem): void {
    this.#leftBytes += this.#inBlocks(item.size);
  }

  #inBlocks(bytes: number): number {
    return Math.ceil(bytes / this.blockBytes) * this.blockBytes;
  }
}

/**
 * Fills the room with files in the order given; one that does not fit is passed over, and smaller
 * ones behind it still go. Planning and doing both draw from this, so what is shown is what is done.
 *
 * @param isNamePossible whether a path may go to the next hop at all
 */
export function* planLoad<T extends LoadItem>(
  items: Iterable<T>,
  room: Room,
  isNamePossible: (path: RelativePath) => boolean = () => true,
): Generator<Placement<T>> {
  for (const item of items) {
    yield {
      item,
      placement: isNamePossible(item.path) ? room.place(item) : "name-not-possible",
    };
  }
}

/** A plan in numbers. */
export interface PlanSummary {
  readonly carry: Tally;
  readonly waiting: Tally;
  /** Bytes of each file that waits and can fit another time, in order. */
  readonly waitingSizes: readonly number[];
}

/** Adds up a plan, showing each placement on the way. */
export function summarisePlan<T extends LoadItem>(
  plan: Iterable<Placement<T>>,
  show: (placement: Placement<T>) => void = () => {},
): PlanSummary {
  const carry = { files: 0, bytes: 0 }, waiting = { files: 0, bytes: 0 };
  const waitingSizes: number[] = [];
  for (const placed of plan) {
    show(placed);
    const tally = placed.placement === "carry" ? carry : waiting;
    tally.files += 1;
    tally.bytes += placed.item.size;
    if (placed.placement === "no-room") waitingSizes.push(placed.item.size);
  }
  return { carry, waiting, waitingSizes };
}
