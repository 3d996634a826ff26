import type { ProgressEvent, ProgressReporter, Stage } from "../../operations/mod.ts";
import { formatBytes, formatCount, showPath } from "./format.ts";
import type { Output } from "./output.ts";
import {
  carryLine,
  closingLines,
  dumpedLine,
  moreWaitLine,
  planLine,
  problemLine,
  stageLine,
  waitLine,
} from "./words.ts";

const PROGRESS_INTERVAL_MS = 30_000;
/** Files that wait are named up to this many for each pair. */
const WAITING_NAMED = 20;

/** Where a reporter's lines go. */
export interface ReporterOutputs {
  readonly out: Output;
  readonly err: Output;
}

/** Plain lines without control characters, for logs, pipes and simple terminals. */
export class PlainReporter implements ProgressReporter {
  #stage: Stage = "load";
  #waiting = 0;
  #lastProgressAt: number;

  constructor(
    private readonly outputs: ReporterOutputs,
    private readonly options: { readonly isQuiet: boolean; readonly now: () => number },
  ) {
    this.#lastProgressAt = options.now();
  }

  report(event: ProgressEvent): void {
    if (event.event === "problem") return this.outputs.err.write(problemLine(event) + "\n");
    if (this.options.isQuiet) return;
    for (const line of this.#linesOf(event)) this.outputs.out.write(line + "\n");
  }

  #linesOf(event: ProgressEvent): string[] {
    switch (event.event) {
      case "stage":
        this.#stage = event.stage;
        this.#waiting = 0;
        return [stageLine(event)];
      case "carry":
        return [carryLine(event)];
      case "waiting":
        this.#waiting += 1;
        return this.#waiting <= WAITING_NAMED ? [waitLine(this.#stage, event)] : [];
      case "plan": {
        const unnamed = this.#waiting - WAITING_NAMED;
        return [...(unnamed > 0 ? [moreWaitLine(unnamed)] : []), planLine(event)];
      }
      case "progress": {
        if (this.options.now() - this.#lastProgressAt < PROGRESS_INTERVAL_MS) return [];
        this.#lastProgressAt = this.options.now();
        const { done, total } = event;
        const bytes = `${formatBytes(done.bytes)} of ${formatBytes(total.bytes)}`;
        return [`  ${done.files} of ${formatCount(total.files, "file")}, ${bytes}`];
      }
      case "notice":
        return [`${showPath(event.pair)}: ${showPath(event.message)}`];
      case "dumped":
        return [dumpedLine(event)];
      case "stage-end":
        return closingLines(event);
      default:
        return [];
    }
  }
}
