import { partialPath } from "../filesystem/partial_name.ts";
import type { ProofGrade } from "../model/entry.ts";
import { Carrier, type Listener, type PartsListener } from "./carrier.ts";
import { carryFiles } from "./carry_files.ts";
import type { PartsOutcome, PartTransfer } from "./carry_parts.ts";
import { STRETCH_BYTES } from "./proof_along.ts";
import { endProof, type SharedProof, shareProof } from "./proof_beside.ts";
import type { Outcome, Transfer } from "./transfer.ts";

/** What all carriers of a stage are told. */
export interface CarriersOptions {
  /** How many tasks may be under way at once, each on a thread of its own. */
  readonly jobs: number;
  /** Whether there is so little to do that a small task is done before a thread has started. */
  readonly isLittle: boolean;
  /** Whether a large file is read back while it is copied: not where a head would have to wander. */
  readonly provesAlong: boolean;
  /** The grade of proof to be had; `reread` spares the eviction. */
  readonly wanted: ProofGrade;
  readonly signal: AbortSignal;
  readonly reached: Listener["reached"];
}

/** What is copied and proven in the time that a thread takes to start. */
export const LITTLE_BYTES = 4 * 1024 * 1024;

/** A file of so many bytes that the start of a second thread does not matter. */
const FOR_TWO_BYTES = 4 * STRETCH_BYTES;

/** The threads that carry a stage's files, made as they are needed. */
export class Carriers implements Disposable {
  readonly #all: Carrier[] = [];
  readonly #idle: Carrier[] = [];
  readonly #waiting: ((carrier: Carrier) => void)[] = [];
  #isStopped = false;

  constructor(readonly options: CarriersOptions) {
    this.#isStopped = options.signal.aborted;
    options.signal.addEventListener("abort", this.stop);
  }

  /**
   * Carries files as soon as a thread is free; see `carryFiles()`.
   *
   * @param isLast whether nothing else is to be carried soon: a large file may then have two threads
   * @throws {WaterlockError} `interrupted`
   */
  async carry(
    transfers: readonly Transfer[],
    { onBytes, onProven, onSynced = () => {} }: Omit<Listener, "reached">,
    isLast = false,
  ): Promise<Outcome[]> {
    const { isLittle, wanted, reached, provesAlong } = this.options;
    const bytes = transfers.reduce((sum, { size }) => sum + size, 0);
    if (isLittle && bytes <= LITTLE_BYTES) {
      return this.#carryHere(transfers, { onBytes, onProven, onSynced });
    }
    const carrier = this.#available() ?? await this.#nextIdle();
    const isForTwo = isLast && provesAlong && transfers.length === 1 && bytes >= FOR_TWO_BYTES;
    const other = isForTwo ? this.#available() : undefined;
    const beside = other && shareProof();
    const proof = other && this.#prove(other, transfers[0]!, beside!, onProven);
    try {
      const task = { transfers, wanted, provesAlong, beside };
      return await carrier.perform(task, { onBytes, onProven, onSynced, reached });
    } finally {
      if (beside) endProof(beside);
      await proof;
      this.#free(carrier);
    }
  }

  /**
   * Carries parts of a file; see `carryParts()`.
   *
   * @throws {WaterlockError} `interrupted`
   */
  async carryParts(
    parts: readonly PartTransfer[],
    hashesAll: boolean,
    listener: Omit<PartsListener, "reached">,
  ): Promise<PartsOutcome> {
    const { wanted, reached } = this.options;
    const carrier = this.#available() ?? await this.#nextIdle();
    try {
      return await carrier.performParts({ parts, hashesAll, wanted }, { ...listener, reached });
    } finally {
      this.#free(carrier);
    }
  }

  /** Has everything under way end soon, as interrupted. */
  readonly stop = (): void => {
    this.#isStopped = true;
    for (const carrier of this.#all) carrier.stop();
  };

  [Symbol.dispose](): void {
    this.options.signal.removeEventListener("abort", this.stop);
    for (const carrier of this.#all) carrier[Symbol.dispose]();
  }

  #carryHere(transfers: readonly Transfer[], listener: Omit<Listener, "reached">): Outcome[] {
    const { wanted, reached = () => {} } = this.options;
    const isStopped = () => this.#isStopped;
    const signal = {
      get aborted() {
        return isStopped();
      },
    };
    return carryFiles(transfers, { ...listener, wanted, signal, reached, proveAlong: undefined });
  }

  /** Reads a file back while another thread carries it. Whatever hinders that, the other one can do it. */
  async #prove(
    carrier: Carrier,
    { to }: Transfer,
    beside: SharedProof,
    onProven: Listener["onProven"],
  ): Promise<void> {
    const { wanted } = this.options;
    try {
      const task = { partial: partialPath(to), wanted, beside };
      await carrier.perform(task, { onBytes: () => {}, onProven, reached: undefined });
    } catch {
      endProof(beside);
    } finally {
      this.#free(carrier);
    }
  }

  #free(carrier: Carrier): void {
    const next = this.#waiting.shift();
    if (next) next(carrier);
    else this.#idle.push(carrier);
  }

  #available(): Carrier | undefined {
    const idle = this.#idle.pop();
    if (idle || this.#all.length === this.options.jobs) return idle;
    const carrier = new Carrier();
    if (this.#isStopped) carrier.stop();
    this.#all.push(carrier);
    return carrier;
  }

  #nextIdle(): Promise<Carrier> {
    const { promise, resolve } = Promise.withResolvers<Carrier>();
    this.#waiting.push(resolve);
    return promise;
  }
}
