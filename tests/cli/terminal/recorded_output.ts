import type { Output } from "../../../lib/cli/terminal/output.ts";

/** Keeps what is written. */
export class RecordedOutput implements Output {
  text = "";

  write(text: string): void {
    this.text += text;
  }

  /** Its lines; the last one must have ended. */
  get lines(): string[] {
    if (this.text !== "" && !this.text.endsWith("\n")) throw new Error("A line has no end");
    return this.text.split("\n").slice(0, -1);
  }
}
