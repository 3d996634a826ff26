import { interruption } from "../model/errors.ts";
import { SYSTEM_REFUSED } from "../vocabulary.ts";
import {
  ANSWERS,
  type CarryTask,
  type FromThread,
  IS_REFUSED,
  IS_STOPPED,
  type PartsTask,
  type ProveTask,
  type ToThread,
} from "./thread_messages.ts";
import type { PartsOutcome, PartsWatch } from "./carry_parts.ts";
import type { Outcome, WriteStep } from "./transfer.ts";

/** Who listens while files are carried. */
export interface Listener {
  /**
   * Told of the bytes copied of the transfer of some index, and with a negative number of those that
   * have to be copied again.
   */
  readonly onBytes: (index: number, bytes: number) => void;
  /** Told of the bytes read back; of a file that goes on, from its beginning. */
  readonly onProven?: ((index: number, bytes: number) => void) | undefined;
  /** Told how many bytes of a large partial are synced. What it throws ends the task. */
  readonly onSynced?: (index: number, bytes: number) => void;
  /** Told of each step of each file; undefined where nobody wants to know. What it throws ends the task. */
  readonly reached: ((step: WriteStep, path: string) => void) | undefined;
}

/** Who listens while parts of a file are carried. */
export interface PartsListener extends Listener {
  /** Told of each part that is proven; the thread goes on meanwhile. What it throws ends the task. */
  readonly onPart: PartsWatch["onPart"];
}

type Done = Extract<FromThread, { is: "done" }>;

/** What the carrier adds to a task. */
type OfCarrier = "isObserved" | "control";

/** A thread that carries files, one task at a time. */
export class Carrier implements Disposable {
  readonly #control = new Int32Array(new SharedArrayBuffer(3 * Int32Array.BYTES_PER_ELEMENT));
  #isStopped = false;
  readonly #thread = new Worker(new URL("./carrier_thread.ts", import.meta.url), {
    type: "module",
  });

  /**
   * Does on the thread what `carryFiles()` does, or `proveBeside()`.
   *
   * @throws {WaterlockError} `interrupted`
   */
  async perform(
    task: Omit<CarryTask, OfCarrier> | Omit<ProveTask, OfCarrier>,
    listener: Listener,
  ): Promise<Outcome[]> {
    return (await this.#perform(task, { ...listener, onPart: () => {} })).outcomes;
  }

  /**
   * Does on the thread what `carryParts()` does.
   *
   * @throws {WaterlockError} `interrupted`
   */
  async performParts(
    task: Omit<PartsTask, OfCarrier>,
    listener: PartsListener,
  ): Promise<PartsOutcome> {
    try {
      return (await this.#perform(task, listener)).parts!;
    } finally {
      // A refused part has stopped this task, and not those that come.
      if (!this.#isStopped) Atomics.store(this.#control, IS_STOPPED, 0);
    }
  }

  #perform(
    task: Omit<CarryTask, OfCarrier> | Omit<ProveTask, OfCarrier> | Omit<PartsTask, OfCarrier>,
    listener: PartsListener,
  ): Promise<Done> {
    const { promise, resolve, reject } = Promise.withResolvers<Done>();
    const thread = this.#thread, control = this.#control;
    let refusal: unknown;
    thread.onmessage = ({ data }: MessageEvent<FromThread>) => {
      if (data.is === "bytes") {
        if (data.bytes !== 0) listener.onBytes(data.index, data.bytes);
        if (data.proven !== 0) listener.onProven?.(data.index, data.proven);
      } else if (data.is === "synced") {
        refusal ??= this.#hand(() => listener.onSynced?.(data.index, data.bytes));
      } else if (data.is === "done") refusal === undefined ? resolve(data) : reject(refusal);
      else if (data.is === "step") {
        refusal = this.#answer(data.step, data.path, listener) ?? refusal;
      } else if (data.is === "part") {
        refusal ??= this.#hand(() => listener.onPart(data.index, data.part));
      } else reject(refusal ?? (data.isInterrupted ? interruption() : data.error));
    };
    thread.onerror = (event) => {
      event.preventDefault();
      reject(new Error(SYSTEM_REFUSED.threadBrokeOff(event.message)));
    };
    const isObserved = listener.reached !== undefined;
    thread.postMessage({ ...task, isObserved, control } satisfies ToThread);
    return promise;
  }

  /** Has what is under way end soon, as interrupted. */
  stop(): void {
    this.#isStopped = true;
    Atomics.store(this.#control, IS_STOPPED, 1);
  }

  [Symbol.dispose](): void {
    this.#thread.terminate();
  }

  /** Hands on what was done. @returns why the rest is not wanted */
  #hand(tell: () => void): unknown {
    try {
      tell();
    } catch (error) {
      Atomics.store(this.#control, IS_STOPPED, 1);
      return error;
    }
  }

  /** Lets the thread go on behind a step. @returns why it may not */
  #answer(step: WriteStep, path: string, { reached }: Listener): unknown {
    let refusal: unknown;
    try {
      reached?.(step, path);
    } catch (error) {
      refusal = error;
    }
    Atomics.store(this.#control, IS_REFUSED, refusal === undefined ? 0 : 1);
    Atomics.add(this.#control, ANSWERS, 1);
    Atomics.notify(this.#control, ANSWERS);
    return refusal;
  }
}
