import { throwIfInterrupted } from "../model/errors.ts";
import type { Services } from "./services.ts";

const INTERVAL_MS = 50;

/** Lets signals and the screen have a turn during long work that never waits by itself. */
export class Pacer {
  #lastAt: number;

  constructor(private readonly services: Services) {
    this.#lastAt = services.clock.now();
  }

  /** Whether it is time to pause: asked first where every microsecond counts. */
  get isDue(): boolean {
    return this.services.clock.now() - this.#lastAt >= INTERVAL_MS;
  }

  /**
   * Pauses when it is time to; cheap otherwise.
   *
   * @returns whether it paused
   * @throws {WaterlockError} `interrupted`
   */
  async pause(): Promise<boolean> {
    if (!this.isDue) return false;
    await new Promise((resolve) => setTimeout(resolve, 0));
    this.#lastAt = this.services.clock.now();
    throwIfInterrupted(this.services.signal);
    return true;
  }
}
