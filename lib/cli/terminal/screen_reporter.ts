import type { ProgressEvent, ProgressReporter } from "../../operations/mod.ts";
import { fitEnd } from "./fit.ts";
import { formatCount } from "./format.ts";
import type { Output } from "./output.ts";
import type { PlainReporter } from "./plain_reporter.ts";
import { RateMeter, renderProgressLine } from "./progress_line.ts";

/** The line at the bottom of a terminal that is drawn over again and again. */
export class LiveLine {
  #isDrawn = false;

  constructor(private readonly output: Output, private readonly columns: () => number) {}

  /** Shows what `render` makes of the terminal's width. */
  draw(render: (columns: number) => string): void {
    this.output.write(`\r\x1b[2K${render(Math.max(20, this.columns() - 1))}`);
    this.#isDrawn = true;
  }

  /** Makes way for lines that stay. */
  clear(): void {
    if (this.#isDrawn) this.output.write("\r\x1b[2K");
    this.#isDrawn = false;
  }
}

/**
 * The plain lines, with a live progress line below them.
 *
 * The bar of `@clack/prompts` is not used: it puts the terminal into raw mode and ends the process
 * itself on Ctrl-C, with code 0 and nothing recorded.
 */
export class ScreenReporter implements ProgressReporter {
  #rate = new RateMeter();

  constructor(
    private readonly lines: PlainReporter,
    private readonly live: LiveLine,
    private readonly now: () => number,
  ) {}

  report(event: ProgressEvent): void {
    if (event.event === "progress") {
      const { done, total, path } = event;
      const bytesPerSecond = this.#rate.measure(this.now(), done.bytes);
      this.live.draw((columns) =>
        renderProgressLine({ done, total, path, bytesPerSecond }, columns)
      );
      return;
    }
    if (event.event === "scan") {
      const text = `Looking through the source: ${formatCount(event.files, "file")}`;
      return this.live.draw((columns) => fitEnd(text, columns));
    }
    if (event.event === "file" || event.event === "verified") return;
    if (event.event === "stage" || event.event === "verification") this.#rate = new RateMeter();
    this.live.clear();
    this.lines.report(event);
  }
}
