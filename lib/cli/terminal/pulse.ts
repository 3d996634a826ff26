import type { ProgressEvent } from "../../operations/mod.ts";
import { howFar } from "./how_far.ts";
import { RateMeter } from "./rate_meter.ts";
import { TimeLeft } from "./time_left.ts";

type Progress = Extract<ProgressEvent, { event: "progress" }>;

/** How fast it goes, and what that means for the rest. */
export class Pulse {
  #rate = new RateMeter();
  #timeLeft = new TimeLeft();
  #isReading: boolean | undefined;
  /** Bytes done when it was last felt, … */
  #bytes = 0;
  /** … and moved since then, those among them that have to be moved again. */
  #moved = 0;

  /** @param at milliseconds */
  feel(
    at: number,
    progress: Pick<Progress, "done" | "provenBytes" | "total" | "reading">,
  ): { readonly bytesPerSecond: number; readonly timeLeft: string | undefined } {
    const { isReading, done, provenBytes, total } = howFar(progress);
    // A byte is done by halves, as the bar shows it.
    const bytes = (done.bytes + provenBytes) / 2;
    if (isReading !== this.#isReading) this.#beginAnew(isReading, bytes);
    // What falls back was copied in vain: less is done, and the disks were no slower for it.
    this.#moved += Math.max(0, bytes - this.#bytes);
    this.#bytes = bytes;
    const bytesPerSecond = this.#rate.measure(at, this.#moved);
    const left = Math.max(0, total.bytes - bytes);
    const timeLeft = this.#timeLeft.tell(at, this.#moved, left);
    return { bytesPerSecond, timeLeft: left > 0 ? timeLeft : undefined };
  }

  /** Reading says nothing of how fast it is written. */
  #beginAnew(isReading: boolean, bytes: number): void {
    this.#rate = new RateMeter();
    this.#timeLeft = new TimeLeft();
    this.#isReading = isReading;
    this.#bytes = bytes;
    this.#moved = 0;
  }
}
