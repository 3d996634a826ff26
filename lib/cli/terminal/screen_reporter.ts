import { clearInterval, setInterval } from "node:timers";
import type { ProgressEvent, ProgressReporter } from "../../operations/mod.ts";
import { fitEnd } from "./fit.ts";
import { LIVE } from "../../vocabulary.ts";
import type { LiveArea } from "./live_area.ts";
import type { Paint } from "./paint.ts";
import type { PlainReporter } from "./plain_reporter.ts";
import { Pulse } from "./pulse.ts";
import { renderRunArea, type Size, stoppingLine } from "./run_area.ts";

type Progress = Extract<ProgressEvent, { event: "progress" }>;

/** What is drawn more often flickers; a window that was made narrower waits no longer than this. */
const INTERVAL_MS = 250;
/** A disk that has not been heard of for so long is waited for. */
const SILENCE_MS = 2000;

/**
 * The plain lines, with a live area below them.
 *
 * The bar of `@clack/prompts` is not used: it puts the terminal into raw mode and ends the process
 * itself on Ctrl-C, with code 0 and nothing recorded.
 */
export class ScreenReporter implements ProgressReporter, Disposable {
  #pulse = new Pulse();
  /** What the area shows. */
  #shown: Progress | string | undefined;
  #heardAt = 0;
  #drawnAt = -INTERVAL_MS;
  #isStopping = false;
  #timer: ReturnType<typeof setInterval> | undefined;

  constructor(
    private readonly lines: PlainReporter,
    private readonly live: LiveArea,
    private readonly now: () => number,
    private readonly paint: Paint,
  ) {}

  report(event: ProgressEvent): void {
    if (!this.live.hidesKeys) this.live.hideKeys();
    switch (event.event) {
      case "progress":
        return this.#show(event);
      case "scan":
        return this.#show(LIVE.scanning(event.files));
      case "file":
      case "part":
      case "verified":
        return;
      case "stage":
      case "verification":
        this.#pulse = new Pulse();
        this.#end();
        break;
      case "plan":
      case "stage-end":
      case "verification-end":
        this.#end();
    }
    const wasShown = this.live.isShown;
    this.live.clear();
    this.lines.report(event);
    if (wasShown) this.#draw();
  }

  /**
   * Says in the area that the person's wish to stop was heard.
   *
   * @returns whether there is one to say it in
   */
  stop(): boolean {
    this.#isStopping = true;
    if (this.live.isShown) this.#draw();
    return this.live.isShown;
  }

  [Symbol.dispose](): void {
    this.#end();
    this.live.end();
  }

  #show(what: Progress | string): void {
    this.#shown = what;
    this.#heardAt = this.now();
    this.#timer ??= this.#tick();
    if (this.now() - this.#drawnAt >= INTERVAL_MS || !this.live.isShown) this.#draw();
  }

  /** Draws now and then though nothing is heard: a rate sinks, and a window gets another size. */
  #tick() {
    return setInterval(() => {
      // What made way for a question comes back when something is heard again.
      if (this.live.isShown) this.#draw();
    }, INTERVAL_MS).unref();
  }

  #end(): void {
    if (this.#timer) clearInterval(this.#timer);
    this.#timer = this.#shown = undefined;
    this.live.clear();
  }

  #draw(): void {
    const shown = this.#shown, now = this.#drawnAt = this.now();
    if (shown === undefined) return;
    if (typeof shown === "string") return this.live.draw((size) => this.#scanning(shown, size));
    const { bytesPerSecond, timeLeft } = this.#pulse.feel(now, shown);
    const state = {
      progress: shown,
      bytesPerSecond,
      timeLeft: this.#isStopping ? undefined : timeLeft,
      isSilent: now - this.#heardAt >= SILENCE_MS,
      isStopping: this.#isStopping,
    };
    this.live.draw((size) => renderRunArea(state, size, this.paint));
  }

  #scanning(text: string, { columns, rows }: Size): string[] {
    const line = fitEnd(text, columns);
    return this.#isStopping && rows > 1
      ? [line, this.paint(stoppingLine(columns), "yellow")]
      : [line];
  }
}
