import type { ProgressEvent } from "../../operations/mod.ts";
import { RateMeter } from "./rate_meter.ts";
import { TimeLeft } from "./time_left.ts";

type Progress = Extract<ProgressEvent, { event: "progress" }>;

/** How fast it goes, and what that means for the rest. */
export class Pulse {
  readonly #rate = new RateMeter();
  readonly #timeLeft = new TimeLeft();

  /** @param at milliseconds */
  feel(
    at: number,
    { done, provenBytes, total }: Pick<Progress, "done" | "provenBytes" | "total">,
  ): { readonly bytesPerSecond: number; readonly timeLeft: string | undefined } {
    // A byte is done by halves, as the bar shows it.
    const bytes = (done.bytes + provenBytes) / 2;
    const bytesPerSecond = this.#rate.measure(at, bytes);
    const left = Math.max(0, total.bytes - bytes);
    const timeLeft = left > 0 ? this.#timeLeft.tell(at, left, bytesPerSecond) : undefined;
    return { bytesPerSecond, timeLeft };
  }
}
