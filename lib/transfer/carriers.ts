import type { ProofGrade } from "../model/entry.ts";
import { Carrier, type Listener } from "./carrier.ts";
import { carryFiles } from "./carry_files.ts";
import type { Outcome, Transfer } from "./transfer.ts";

/** What all carriers of a stage are told. */
export interface CarriersOptions {
  /** How many tasks may be under way at once, each on a thread of its own. */
  readonly jobs: number;
  /** Whether there is so little to do that a small task is done before a thread has started. */
  readonly isLittle: boolean;
  /** The grade of proof to be had; `reread` spares the eviction. */
  readonly wanted: ProofGrade;
  readonly signal: AbortSignal;
  readonly reached: Listener["reached"];
}

/** What is copied and proven in the time that a thread takes to start. */
export const LITTLE_BYTES = 4 * 1024 * 1024;

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
   * @throws {WaterlockError} `interrupted`
   */
  async carry(
    transfers: readonly Transfer[],
    onBytes: Listener["onBytes"],
  ): Promise<Outcome[]> {
    const { jobs, isLittle, wanted, reached } = this.options;
    const bytes = transfers.reduce((sum, { size }) => sum + size, 0);
    if (isLittle && bytes <= LITTLE_BYTES) return this.#carryHere(transfers, onBytes);
    const carrier = this.#idle.pop() ?? this.#another(jobs) ?? await this.#nextIdle();
    try {
      return await carrier.carry(transfers, wanted, { onBytes, reached });
    } finally {
      const next = this.#waiting.shift();
      if (next) next(carrier);
      else this.#idle.push(carrier);
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

  #carryHere(transfers: readonly Transfer[], onBytes: Listener["onBytes"]): Outcome[] {
    const { wanted, reached = () => {} } = this.options;
    const isStopped = () => this.#isStopped;
    const signal = {
      get aborted() {
        return isStopped();
      },
    };
    return carryFiles(transfers, { wanted, signal, onBytes, reached });
  }

  #another(most: number): Carrier | undefined {
    if (this.#all.length === most) return undefined;
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
