import { addTo, emptyTally, type Tally } from "../model/entry.ts";
import type { WaitReason } from "./plan_load.ts";

/** A folder in the root of a pair, and what goes of all that is in it, however deep. */
export interface FolderShare extends Tally {
  /** With its `/`; `""` is for files that lie in the root itself. */
  readonly folder: string;
}

/** What waits for one reason. */
export interface WaitShare extends Tally {
  readonly reason: WaitReason;
  /** One of the files. */
  readonly example: string;
}

/** What goes now, folder by folder, and what waits, reason by reason; the most bytes first. */
export interface Outline {
  readonly folders: readonly FolderShare[];
  /** What goes of the folders beyond those, and how many these are. */
  readonly others: Tally & { readonly folders: number };
  readonly waits: readonly WaitShare[];
}

/** So many folders are named. */
const MOST_FOLDERS = 20;

/** Adds a plan up while it goes by: of each folder in the root only a number is held. */
export class PlanOutline {
  readonly #folders = new Map<string, Tally>();
  readonly #waits = new Map<WaitReason, WaitShare>();

  /** A file goes, or some of it. */
  goes(path: string, bytes: number): void {
    const folder = path.slice(0, path.indexOf("/") + 1);
    const tally = this.#folders.get(folder) ?? emptyTally();
    addTo(tally, bytes);
    this.#folders.set(folder, tally);
  }

  /** A file waits, or some of it. */
  waits(path: string, bytes: number, reason: WaitReason): void {
    const share = this.#waits.get(reason) ?? { reason, ...emptyTally(), example: path };
    addTo(share, bytes);
    this.#waits.set(reason, share);
  }

  /** All of it, as it stands. */
  conclude(): Outline {
    const all = Array.from(this.#folders, ([folder, tally]) => ({ folder, ...tally }));
    all.sort((a, b) => b.bytes - a.bytes || b.files - a.files || (a.folder < b.folder ? -1 : 1));
    const beyond = all.slice(MOST_FOLDERS);
    const others = { folders: beyond.length, ...emptyTally() };
    for (const { files, bytes } of beyond) {
      others.files += files;
      others.bytes += bytes;
    }
    const waits = [...this.#waits.values()].sort((a, b) => b.bytes - a.bytes || b.files - a.files);
    return { folders: all.slice(0, MOST_FOLDERS), others, waits };
  }
}
