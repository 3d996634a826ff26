import type { ProgressEvent, ProgressReporter } from "../../operations/mod.ts";
import type { Output } from "./output.ts";

const PROGRESS_INTERVAL_MS = 1000;

/** One JSON object a line; progress at most once a second. */
export class JsonReporter implements ProgressReporter {
  #lastProgressAt = 0;

  constructor(private readonly output: Output, private readonly now: () => number) {}

  report(event: ProgressEvent): void {
    if (event.event === "progress" || event.event === "scan") {
      if (this.now() - this.#lastProgressAt < PROGRESS_INTERVAL_MS) return;
      this.#lastProgressAt = this.now();
    }
    this.output.write(JSON.stringify(event) + "\n");
  }
}
