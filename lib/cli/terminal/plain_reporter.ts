import type { ProgressEvent, ProgressReporter, Stage } from "../../operations/mod.ts";
import { closingLines } from "./closing_words.ts";
import { FILE_LINES, MORE_FILES, PAIR_LINES, STAGE_OPENS, WAITS } from "../../vocabulary.ts";
import type { Output } from "./output.ts";
import { forecastLines, planLine } from "./plan_words.ts";
import { progressLine } from "./progress_words.ts";
import { Pulse } from "./pulse.ts";
import { StageAccount } from "./stage_account.ts";
import {
  differingLine,
  moreDifferingLine,
  moreTurnsLine,
  turnLine,
  verificationEndLines,
  verificationLine,
} from "./verification_words.ts";
import { wrapLine } from "./wrap.ts";

type EventOf<T extends ProgressEvent["event"]> = Extract<ProgressEvent, { event: T }>;

const PROGRESS_INTERVAL_MS = 30_000;
/** Files of each sort are named up to this many. */
const NAMED = 20;

/** What a plan says of single files. */
const PLANNED = ["goes", "waits", "known", "asks"] as const;

/** Files that are named: those of a plan, what has another name, a verification's turn, what differs. */
type Kind = keyof typeof MORE_FILES | "turns" | "differs";

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
        return [openingLine(event)];
      case "carry":
        return this.#name("goes", inset(FILE_LINES.goes(event)));
      case "waiting":
        // On a screen they would push all else away; the close counts them, and find names them.
        if (this.options.columns && event.reason === "no-room") return [];
        return this.#name(
          "waits",
          inset(FILE_LINES.waits(event, WAITS[this.#stage][event.reason])),
        );
      case "instruct":
        return this.#name("known", inset(FILE_LINES.known(event)));
      case "question":
        return this.#name("asks", inset(FILE_LINES.asks[event.question](event)));
      case "plan":
        return [...PLANNED.flatMap((kind) => this.#unnamed(kind)), planLine(event)];
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
        return [PAIR_LINES.said(event.pair, event.message)];
      case "unknown-pair":
        return [PAIR_LINES.unknown(event)];
      case "undecided":
        return [PAIR_LINES.undecided[event.question](event.pair, event)];
      case "dumped":
        return [PAIR_LINES.dumped(event)];
      case "substitute":
        return this.#name("substitutes", inset(FILE_LINES.substitute(event)));
      case "stage-end":
        return [...this.#unnamed("substitutes"), ...closingLines(event, this.#account)];
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

  /** How many more of a kind there are; nothing where all have been named. */
  #unnamed(kind: keyof typeof MORE_FILES): string[] {
    const count = this.#beyondNamed(kind);
    return count > 0 ? [inset(MORE_FILES[kind](count))] : [];
  }

  #beyondNamed(kind: Kind): number {
    return (this.#named.get(kind) ?? 0) - NAMED;
  }
}

function openingLine({ pair, stage, reason, source, destination }: EventOf<"stage">): string {
  const { asAsked, because } = STAGE_OPENS[stage];
  if (reason !== "") return because(pair, reason);
  return asAsked(pair, stage === "load" ? source : destination);
}

/** A file that could not be settled, or what is about none. */
function problemLine({ pair, path, message }: EventOf<"problem">): string {
  return path === "" ? PAIR_LINES.said(pair, message) : PAIR_LINES.ofFile(pair, path, message);
}

/** A line below the one of its pair. */
function inset(line: string): string {
  return `  ${line}`;
}
