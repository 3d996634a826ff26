import { partialPath } from "../filesystem/partial_name.ts";
import { FileProblem, NoSpace, throwIfInterrupted } from "../model/errors.ts";
import { fold } from "../model/fold.ts";
import { looksShort } from "../model/portable_name.ts";
import { foldersAbove, nameOf, type RelativePath } from "../model/relative_path.ts";
import { discard } from "../transfer/carry_files.ts";
import type { Carriers } from "../transfer/carriers.ts";
import type { Outcome, ProvenPartial, Transfer } from "../transfer/transfer.ts";
import type { Services } from "./services.ts";
import type { StageRecord } from "./stage_record.ts";
import type { Witness } from "./witness.ts";

/** A file ready to be carried. */
export interface Consignment {
  /** The entry's path, for whoever watches. */
  readonly path: RelativePath;
  /** The name it is to get, below the root it goes to. */
  readonly name: RelativePath;
  /** Bytes it will take up there. */
  readonly bytes: number;
  readonly transfer: Transfer;
}

/** What came of a consignment. */
export interface Arrival<C extends Consignment> {
  readonly consignment: C;
  readonly outcome: Outcome;
}

/** What a stage does before and after files are carried, for several at once. */
export interface ConvoyWork<C extends Consignment> {
  /** The end that they go to. */
  readonly goal: Witness;
  /** Records what begins, before its first byte is written. */
  readonly begin: (consignments: readonly C[]) => void;
  /** Records how many bytes of a large file's partial are synced, where a later run may go on. */
  readonly synced: (consignment: C, bytes: number) => void;
  /** Publishes and records what was proven, and settles what was not. */
  readonly finish: (arrivals: readonly Arrival<C>[]) => void;
}

/**
 * Small files share what each would have to wait for alone: a batch costs as many syncs and commits as
 * one file. What a kill can undo is at most a batch.
 */
const BATCH_FILES = 1000, BATCH_BYTES = 64 * 1024 * 1024;

/** A file of so many bytes takes longer than its syncs, and goes alone. */
const LARGE_BYTES = 16 * 1024 * 1024;

/**
 * Files on one hop, in the order they are planned: small ones together, large ones by themselves, side
 * by side as far as there are carriers.
 */
export class Convoy<C extends Consignment> {
  #batch: C[] = [];
  #batchBytes = 0;
  /** A large file that departs when the next one comes: the last of them may have more than one thread. */
  #held: C | undefined;
  readonly #underWay = new Set<Promise<void>>();
  /** Names under way and the folders above them, as the most forgetful file system would tell them. */
  readonly #names = new Map<string, number>();
  /** How many of them FAT or NTFS may give to others that get their names meanwhile. */
  #shortNames = 0;
  #bytesAhead = 0;
  #failure: { readonly error: unknown } | undefined;

  constructor(
    private readonly carriers: Carriers,
    private readonly record: StageRecord,
    private readonly services: Services,
    private readonly work: ConvoyWork<C>,
  ) {}

  /** Bytes of what is ready or under way: they will take up room that may still look free. */
  get bytesAhead(): number {
    return this.#bytesAhead;
  }

  /**
   * Waits until nothing is under way that crosses a name: what is done about such names at the
   * destination is decided by looking at what is there.
   */
  async makeWayFor(name: RelativePath): Promise<void> {
    if (this.isCrossing(name)) await this.settle();
  }

  /**
   * Whether something is under way that a name could be taken for, or that could lie above or below it. A
   * short name, `LONGNA~1.TXT`, could be any other's.
   */
  isCrossing(name: RelativePath): boolean {
    const isAnyShort = this.#shortNames > 0 || looksShort(nameOf(name));
    return (isAnyShort && this.#names.size > 0) ||
      this.#names.has(fold(name)) || this.#names.has(fold(`${name}/`)) ||
      foldersAbove(name).some((folder) => this.#names.has(fold(folder.slice(0, -1))));
  }

  /** Whether a name is under way, or a folder above one that is. */
  holds(name: RelativePath): boolean {
    return this.#names.has(fold(name));
  }

  /** Takes a file along. */
  async add(consignment: C): Promise<void> {
    this.#count(consignment, 1);
    if (consignment.transfer.size >= LARGE_BYTES) {
      await this.#departHeld(false);
      this.#held = consignment;
      return;
    }
    this.#batch.push(consignment);
    this.#batchBytes += consignment.bytes;
    await this.#departHeld(false);
    if (this.#batch.length >= BATCH_FILES || this.#batchBytes >= BATCH_BYTES) {
      await this.#departBatch();
    }
  }

  /** Waits until everything taken along so far is settled. */
  async settle(): Promise<void> {
    await this.#departBatch();
    await this.#departHeld(true);
    await Promise.all(this.#underWay);
    this.#throwFailure();
  }

  /** Ends everything that is under way, after a failure. */
  async abandon(): Promise<void> {
    this.carriers.stop();
    await Promise.all(this.#underWay);
  }

  async #departBatch(): Promise<void> {
    const batch = this.#batch;
    this.#batch = [];
    this.#batchBytes = 0;
    if (batch.length > 0) await this.#depart(batch);
  }

  async #departHeld(isLast: boolean): Promise<void> {
    const held = this.#held;
    this.#held = undefined;
    if (held) await this.#depart([held], isLast);
  }

  async #depart(consignments: readonly C[], isLast = false): Promise<void> {
    // One more than there are threads, so that none has to wait for its next task.
    const most = this.carriers.options.jobs + 1;
    while (this.#underWay.size >= most) await Promise.race(this.#underWay);
    this.#throwFailure();
    throwIfInterrupted(this.services.signal);
    this.work.begin(consignments);
    for (const { path, transfer: { size, resumption } } of consignments) {
      this.record.depart(path, size, resumption?.from);
    }
    const passage = this.#carry(consignments, isLast).catch((error) => {
      this.#failure ??= { error };
      this.carriers.stop();
    }).finally(() => this.#underWay.delete(passage));
    this.#underWay.add(passage);
  }

  async #carry(consignments: readonly C[], isLast: boolean): Promise<void> {
    try {
      const outcomes = await this.carriers.carry(
        consignments.map(({ transfer }) => transfer),
        {
          onBytes: (index, bytes) => this.record.advance(consignments[index]!.path, bytes),
          onProven: (index, bytes) => this.record.prove(consignments[index]!.path, bytes),
          onSynced: (index, bytes) => this.work.synced(consignments[index]!, bytes),
        },
        isLast,
      );
      this.work.finish(consignments.map((consignment, index) => {
        return { consignment, outcome: outcomes[index]! };
      }));
    } catch (error) {
      if (!this.work.goal.isThere) discardAll(consignments);
      throw error;
    } finally {
      for (const consignment of consignments) this.#count(consignment, -1);
    }
  }

  #throwFailure(): void {
    if (this.#failure) throw this.#failure.error;
  }

  #count({ name, bytes }: C, by: 1 | -1): void {
    this.#bytesAhead += by * bytes;
    if (looksShort(nameOf(name))) this.#shortNames += by;
    for (const one of [name, ...foldersAbove(name)].map(fold)) {
      const count = (this.#names.get(one) ?? 0) + by;
      if (count === 0) this.#names.delete(one);
      else this.#names.set(one, count);
    }
  }
}

/** What was begun in the empty mount point of a disk that is gone is nothing that anybody goes on with. */
function discardAll(consignments: readonly Consignment[]): void {
  for (const { transfer } of consignments) discard(partialPath(transfer.to));
}

/** What kept a file from being proven, as an error. */
export function problemOfOutcome(
  outcome: Exclude<Outcome, ProvenPartial>,
): FileProblem | NoSpace {
  return outcome.is === "no-space" ? new NoSpace() : new FileProblem(outcome.code, outcome.message);
}
