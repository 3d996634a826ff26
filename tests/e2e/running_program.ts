import { existsSync } from "node:fs";
import { join } from "node:path";
import { awaitProgram, type ProgramResult, startProgram } from "./program.ts";
import { findPartials } from "./trees.ts";

const PATIENCE_MS = 30_000;

/** A program at work that a test looks at, and ends before it is done. */
export class RunningProgram implements AsyncDisposable {
  readonly #process: Deno.ChildProcess;
  /** How it ended, when it has. */
  readonly result: Promise<ProgramResult>;
  readonly #lock: string;
  readonly #lockBefore: string;
  #isOver = false;

  /** Starts it with `--json`. */
  constructor(drive: string, args: readonly string[]) {
    this.#lock = join(drive, "config", "waterlock.lock");
    this.#lockBefore = this.readLock();
    this.#process = startProgram(["--drive", drive, "--json", ...args]);
    this.result = awaitProgram(this.#process, true).finally(() => this.#isOver = true);
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

  /** Waits until it has the drive, or is done with it; a program may be slow to start. */
  async untilAtWork(): Promise<this> {
    return await this.until(() => this.#isOver || this.readLock() !== this.#lockBefore);
  }

  /** What the drive's lock says of who is at work: a JSON object, or nothing. */
  readLock(): string {
    return existsSync(this.#lock) ? Deno.readTextFileSync(this.#lock) : "";
  }

  /** Waits until a partial file below a folder has grown to some size. */
  async untilPartial(folder: string, bytes: number): Promise<this> {
    return await this.until(() =>
      existsSync(folder) && findPartials(folder).some((partial) => sizeOf(partial) >= bytes)
    );
  }

  /** Stops it where it is, however fast it works, until it is ended. */
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

  async [Symbol.asyncDispose](): Promise<void> {
    await this.end("SIGKILL");
  }
}

function sizeOf(path: string): number {
  try {
    return Deno.statSync(path).size;
  } catch {
    return 0;
  }
}
