import { receiveMessageOnPort } from "node:worker_threads";
import type { ScanOptions } from "../filesystem/scan_tree.ts";
import type { ScannedEntry } from "../model/entry.ts";
import { FileProblem } from "../model/errors.ts";
import { SCAN_BROKE_OFF } from "../vocabulary.ts";
import { type ScanPage, type ScanTask, SENT, TAKEN, unpackEntries } from "./scan_messages.ts";

/**
 * A walk of `scanTree()` on a thread of its own, while this one compares what it finds with the
 * catalogue. The thread takes as long to start as a few thousand files do.
 */
export class ScanBeside implements Disposable {
  readonly #control: ScanTask["control"] = new Int32Array(new SharedArrayBuffer(8));
  readonly #channel = new MessageChannel();
  readonly #thread = new Worker(new URL("./scan_thread.ts", import.meta.url), { type: "module" });

  private constructor() {}

  /** Begins to walk. @throws {Error} when no thread can be had */
  static async begin(
    task: Pick<ScanTask, "root" | "symlinks" | "exclude">,
  ): Promise<ScanBeside> {
    const scan = new ScanBeside();
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    scan.#thread.onmessage = () => resolve();
    scan.#thread.onerror = (event) => {
      event.preventDefault();
      reject(new Error(SCAN_BROKE_OFF(event.message)));
    };
    const control = scan.#control, port = scan.#channel.port2;
    scan.#thread.postMessage({ ...task, control, port } satisfies ScanTask, [port]);
    try {
      await promise;
    } catch (error) {
      scan[Symbol.dispose]();
      throw error;
    }
    return scan;
  }

  /** What `scanTree()` would give, once. @throws {Error} when the root cannot be read */
  *entries(onProblem: ScanOptions["onProblem"]): Generator<ScannedEntry> {
    for (let taken = 0;; taken++) {
      const { entries, problems, end } = this.#take(taken);
      for (const { path, code, message } of problems) {
        onProblem(path, new FileProblem(code, message));
      }
      yield* unpackEntries(entries);
      if (end === "done") return;
      if (end) throw Object.assign(new Error(end.message), end.code && { code: end.code });
    }
  }

  [Symbol.dispose](): void {
    this.#channel.port1.close();
    this.#thread.terminate();
  }

  /** Waits for the page behind the first `taken` ones. */
  #take(taken: number): ScanPage {
    Atomics.wait(this.#control, SENT, taken);
    // Deno's is the same as the web's (its types do not say so), and a page is there once it is counted.
    const port = this.#channel.port1 as unknown as Parameters<typeof receiveMessageOnPort>[0];
    const { message } = receiveMessageOnPort(port)!;
    Atomics.add(this.#control, TAKEN, 1);
    Atomics.notify(this.#control, TAKEN);
    return message as ScanPage;
  }
}
