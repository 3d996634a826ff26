import type { ProgressEvent, ProgressReporter, Stage } from "../../operations/mod.ts";
import { closingLines } from "./closing_words.ts";
import { showPath } from "./format.ts";
import type { Output } from "./output.ts";
import { forecastLines, planLine } from "./plan_words.ts";
import { progressLine } from "./progress_words.ts";
import { Pulse } from "./pulse.ts";
import { StageAccount } from "./stage_account.ts";
import {
  carryLine,
  dumpedLine,
  instructLine,
  moreLine,
  moreSubstitutesLine,
  NAMED_VERBS,
  type NamedVerb,
  problemLine,
  questionLine,
  stageLine,
  substituteLine,
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
import { wrapLine } from "./wrap_line.ts";

const PROGRESS_INTERVAL_MS = 30_000;
/** Files of each sort are named up to this many. */
const NAMED = 20;

/** Kinds of files that are named: what a plan says of them, what has another name, a verification's turn, what differs. */
type Kind = NamedVerb | "turns" | "differs" | "substitutes";

/** How a reporter says it. */
export interface PlainOptions {
  /** Whether it only says what went wrong. */
  readonly isQuiet: boolean;
  readonly now: () => number;
  /** The screen's columns; without them a line is as long as it is. */
  readonly columns?: () => number;
}

/** Where a reporter's lines go. */
export interface ReporterOutputs {
  readonly out: Output;
  readonly err: Output;
}

/** Plain lines without control characters, for logs, pipes and simple terminals. */
export class PlainReporter implements ProgressReporter {
  #stage: Stage = "load";
  #account = new StageAccount();
  #pulse = new Pulse();
  readonly #named = new Map<Kind, number>();
  #lastProgressAt: number;

  constructor(
    private readonly outputs: ReporterOutputs,
    private readonly options: PlainOptions,
  ) {
    this.#lastProgressAt = options.now();
  }

  report(event: ProgressEvent): void {
    this.#account.add(event);
    const { out, err } = this.outputs;
    if (event.event === "problem") return this.#write(problemLine(event), err);
    if (this.options.isQuiet) return;
    for (const line of this.#linesOf(event)) this.#write(line, out);
  }

  #write(line: string, output: Output): void {
    for (const part of wrapLine(line, this.options.columns?.())) output.write(part + "\n");
  }

  #linesOf(event: ProgressEvent): string[] {
    switch (event.event) {
      case "stage":
        this.#stage = event.stage;
        this.#named.clear();
        this.#account = new StageAccount();
        this.#pulse = new Pulse();
        return [stageLine(event)];
      case "carry":
        return this.#name("goes", carryLine(event));
      case "waiting":
        // On a screen they would push all else away; the close counts them, and find names them.
        if (this.options.columns && event.reason === "no-room") return [];
        return this.#name("waits", waitLine(this.#stage, event));
      case "instruct":
        return this.#name("is known there", instructLine(event));
      case "question":
        return this.#name("asks", questionLine(event));
      case "plan": {
        const unnamed = NAMED_VERBS.filter((verb) => this.#beyondNamed(verb) > 0)
          .map((verb) => moreLine(verb, this.#beyondNamed(verb)));
        return [...unnamed, planLine(event)];
      }
      case "forecast":
        return forecastLines(event);
      case "progress": {
        const now = this.options.now();
        const { bytesPerSecond, timeLeft } = this.#pulse.feel(now, event);
        if (now - this.#lastProgressAt < PROGRESS_INTERVAL_MS) return [];
        this.#lastProgressAt = now;
        return [progressLine(event, bytesPerSecond, timeLeft)];
      }
      case "notice":
        return [`${showPath(event.pair)}: ${showPath(event.message)}`];
      case "unknown-pair":
        return [unknownPairLine(event)];
      case "undecided":
        return [undecidedLine(event)];
      case "dumped":
        return [dumpedLine(event)];
      case "substitute":
        return this.#name("substitutes", substituteLine(event));
      case "stage-end": {
        const unnamed = this.#beyondNamed("substitutes");
        return [
          ...(unnamed > 0 ? [moreSubstitutesLine(unnamed)] : []),
          ...closingLines(event, this.#account),
        ];
      }
      case "verification": {
        const unnamed = this.#beyondNamed("turns");
        this.#named.clear();
        this.#pulse = new Pulse();
        return [...(unnamed > 0 ? [moreTurnsLine(unnamed)] : []), verificationLine(event)];
      }
      case "turn":
        return this.#name("turns", turnLine(event));
      case "changed":
      case "missing":
        return this.#name("differs", differingLine(event));
      case "verification-end": {
        const unnamed = this.#beyondNamed("differs");
        this.#named.clear();
        return [
          ...(unnamed > 0 ? [moreDifferingLine(unnamed)] : []),
          ...verificationEndLines(event),
        ];
      }
      default:
        return [];
    }
  }

  /** The line of a file, as long as not too many of its kind have been named. */
  #name(kind: Kind, line: string): string[] {
    const count = (this.#named.get(kind) ?? 0) + 1;
    this.#named.set(kind, count);
    return count <= NAMED ? [line] : [];
  }

  #beyondNamed(kind: Kind): number {
    return (this.#named.get(kind) ?? 0) - NAMED;
  }
}
