import type { SmallDisk } from "../fixtures/small_disk.ts";

/** What is true of one of the drives that take turns, and not of the others. */
export class DriveTruth implements Disposable {
  /** Paths that the person at the source has told it to remove, and how many versions each had had by then. */
  readonly toRemove = new Map<string, number>();
  /** Paths that it keeps at the destination though the source has nothing there. */
  readonly kept = new Set<string>();
  /** False claims of its catalogue that it cannot know of yet: others have been at the destination. */
  readonly excused = new Set<string>();
  /** What it alone knew of, by absolute path, when its catalogue was lost: cargo, and partials at the destination. */
  readonly orphaned = new Set<string>();
  /** Whether its catalogue may be an older one the next time that it is opened. */
  isTakenBack = false;
  /** Whether it ever was: what it is to remove may be what somebody said long ago. */
  hasBeenTakenBack = false;

  /** @param root its folder @param disk what is mounted for it alone, so that it is soon full */
  constructor(readonly root: string, private readonly disk?: SmallDisk) {}

  /** Whether it does not lie in the folder of the two computers. */
  get isElsewhere(): boolean {
    return this.disk !== undefined;
  }

  /** What a copy of it has to bring back. */
  get known(): (Map<string, unknown> | Set<string>)[] {
    return [this.toRemove, this.kept, this.excused, this.orphaned];
  }

  [Symbol.dispose](): void {
    this.disk?.[Symbol.dispose]();
  }
}
