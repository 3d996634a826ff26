import type { ProgressEvent, ProgressReporter } from "../../operations/mod.ts";
import type { Output } from "./output.ts";
import { forecastLines, forecastTable } from "./plan_words.ts";

/** What the table adds up; a script, or whoever reads on through a pipe, gets it file by file. */
const ADDED_UP: readonly ProgressEvent["event"][] = ["carry", "waiting", "instruct"];

/** A dry run on a screen: instead of single files a table of them all. */
export class PlanReporter implements ProgressReporter {
  constructor(
    private readonly screen: ProgressReporter,
    private readonly out: Output,
    private readonly columns: () => number,
  ) {}

  report(event: ProgressEvent): void {
    if (ADDED_UP.includes(event.event)) return;
    if (event.event !== "forecast") return this.screen.report(event);
    const lines = forecastTable(event, this.columns()) ?? forecastLines(event);
    for (const line of lines) this.out.write(line + "\n");
  }
}
