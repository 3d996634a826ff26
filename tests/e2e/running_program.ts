import { existsSync } from "node:fs";
import { awaitProgram, type ProgramResult, startProgram } from "./program.ts";
import { findPartials } from "./trees.ts";

const PATIENCE_MS = 20_000;

/** A program at work that a test looks at, and ends before it is done. */
export class RunningProgram {
  readonly #process: Deno.ChildProcess;
  /** How it ended, when it has. */
  readonly result: Promise<ProgramResult>;

  /** Starts it with `--json`. */
  constructor(drive: string, args: readonly string[]) {
    this.#process = startProgram(["--drive", drive, "--json", ...args]);
    this.result = awaitProgram(this.#process, true);
  }

  get pid(): number {
    return this.#process.pid;
  }

  /** Waits until something is the case. */
  async until(isReached: () => boolean): Promise<this> {
    const end = Date.now() + PATIENCE_MS;
    while (!isReached()) {
      if (Date.now() > end) throw new Error("It never came to that");
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    return this;
  }

  /** Waits until a partial file below a folder has grown to some size. */
  async untilPartial(folder: string, bytes: number): Promise<this> {
    return await this.until(() =>
      existsSync(folder) && findPartials(folder).some((partial) => sizeOf(partial) >= bytes)
    );
  }

  /** Stops it where it is, however fast it works; it must be ended then. */
  pause(): void {
    this.#process.kill("SIGSTOP");
  }

  /** Sends a signal and waits for the end. */
  async end(signal: Deno.Signal): Promise<ProgramResult> {
    try {
      this.#process.kill(signal);
    } catch {
      // It has ended by itself.
    }
    return await this.result;
  }
}

function sizeOf(path: string): number {
  try {
    return Deno.statSync(path).size;
  } catch {
    return 0;
  }
}
