const WINDOW_MS = 10_000;
/** Over less than this a rate would be a guess. */
const LEAST_MS = 1000;

/** The rate over the last ten seconds. */
export class RateMeter {
  #samples: { readonly at: number; readonly bytes: number }[] = [];

  /**
   * @param at milliseconds
   * @param bytes moved so far, never fewer than before
   * @returns bytes per second; 0 as long as nobody can tell
   */
  measure(at: number, bytes: number): number {
    this.#samples.push({ at, bytes });
    this.#samples = this.#samples.filter((sample) => at - sample.at <= WINDOW_MS);
    const first = this.#samples[0]!, elapsed = at - first.at;
    return elapsed < LEAST_MS ? 0 : (bytes - first.bytes) / (elapsed / 1000);
  }
}
