import type { ProgressEvent, ProgressReporter, Stage } from "../../operations/mod.ts";
import { formatBytes, formatCount, showPath } from "./format.ts";
import type { Output } from "./output.ts";
import {
  carryLine,
  closingLines,
  dumpedLine,
  moreLine,
  planLine,
  problemLine,
  stageLine,
  undecidedLine,
  unknownPairLine,
  waitLine,
} from "./words.ts";
import {
  differingLine,
  moreDifferingLine,
  moreTurnsLine,
  turnLine,
  verificationEndLines,
  verificationLine,
} from "./verification_words.ts";

const PROGRESS_INTERVAL_MS = 30_000;
/** Files of each sort are named up to this many. */
const NAMED = 20;
const UNNAMED = { goes: 0, waits: 0, turns: 0, differing: 0 };

/** Where a reporter's lines go. */
export interface ReporterOutputs {
  readonly out: Output;
  readonly err: Output;
}

/** Plain lines without control characters, for logs, pipes and simple terminals. */
export class PlainReporter implements ProgressReporter {
  #stage: Stage = "load";
  #named = { ...UNNAMED };
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
        this.#named = { ...UNNAMED };
        return [stageLine(event)];
      case "carry":
        return ++this.#named.goes <= NAMED ? [carryLine(event)] : [];
      case "waiting":
        return ++this.#named.waits <= NAMED ? [waitLine(this.#stage, event)] : [];
      case "plan": {
        const unnamed = (["goes", "waits"] as const)
          .filter((verb) => this.#named[verb] > NAMED)
          .map((verb) => moreLine(verb, this.#named[verb] - NAMED));
        return [...unnamed, planLine(event)];
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
      case "unknown-pair":
        return [unknownPairLine(event)];
      case "undecided":
        return [undecidedLine(event)];
      case "dumped":
        return [dumpedLine(event)];
      case "stage-end":
        return closingLines(event);
      case "verification": {
        const unnamed = this.#named.turns - NAMED;
        this.#named = { ...UNNAMED };
        return [...(unnamed > 0 ? [moreTurnsLine(unnamed)] : []), verificationLine(event)];
      }
      case "turn":
        return ++this.#named.turns <= NAMED ? [turnLine(event)] : [];
      case "changed":
      case "missing":
        return ++this.#named.differing <= NAMED ? [differingLine(event)] : [];
      case "verification-end": {
        const unnamed = this.#named.differing - NAMED;
        this.#named = { ...UNNAMED };
        return [
          ...(unnamed > 0 ? [moreDifferingLine(unnamed)] : []),
          ...verificationEndLines(event),
        ];
      }
      default:
        return [];
    }
  }
}
