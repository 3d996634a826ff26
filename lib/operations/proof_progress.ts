import { emptyTally, type Tally } from "../model/entry.ts";
import type { Services } from "./services.ts";

const INTERVAL_MS = 100;

/** How far the proof of many files is, told a few times a second. */
export class ProofProgress {
  readonly #done = emptyTally();
  #path = "";
  #lastAt = 0;

  /** @param total all that is to be read */
  constructor(
    private readonly pair: string,
    private readonly total: Tally,
    private readonly services: Services,
  ) {}

  /** Bytes of a file were read; files come one behind the other. */
  advance(path: string, bytes: number): void {
    if (this.#path !== "" && this.#path !== path) this.#done.files += 1;
    this.#path = path;
    this.#done.bytes += bytes;
    const { clock, reporter } = this.services;
    const now = clock.now();
    if (now - this.#lastAt < INTERVAL_MS) return;
    this.#lastAt = now;
    const { pair, total } = this;
    reporter.report({
      event: "progress",
      pair,
      stage: "load",
      done: { ...this.#done },
      provenBytes: this.#done.bytes,
      total,
      path,
      proving: path,
      large: [],
    });
  }
}
