import type { ProgressEvent, ProgressReporter } from "../../operations/mod.ts";
import type { WriteJson } from "./json_lines.ts";

const PROGRESS_INTERVAL_MS = 1000;

/**
 * Passes every event on; how far it is, at most once a second. How far it came in the end is told by
 * the event that ends a stage.
 */
export class JsonReporter implements ProgressReporter {
  #lastProgressAt = -Infinity;

  constructor(private readonly write: WriteJson, private readonly now: () => number) {}

  report(event: ProgressEvent): void {
    if (event.event === "progress" || event.event === "scan") {
      const since = this.now() - this.#lastProgressAt;
      // A clock that was put back must not silence it until it has caught up.
      if (since >= 0 && since < PROGRESS_INTERVAL_MS) return;
      this.#lastProgressAt = this.now();
    }
    this.write(event);
  }
}
