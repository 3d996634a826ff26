import type { LiveArea } from "./terminal/live_area.ts";
import type { Output } from "./terminal/output.ts";

/** The world outside, as `start_program.ts` found it. */
export interface Surroundings {
  readonly out: Output;
  readonly err: Output;
  /** Whether a person is at the other end, able to answer. */
  readonly isInteractive: boolean;
  /** Whether the output is a screen that lines can be drawn over on. */
  readonly isScreen: boolean;
  /** Whether a person wants whole lines, by a variable: `WATERLOCK_PLAIN`, `ACCESSIBLE`. */
  readonly isPlain: boolean;
  /** Whether it may be drawn on in colours. */
  readonly hasColours: boolean;
  readonly columns: () => number;
  /** The part of the screen that is drawn over. */
  readonly live: LiveArea;
  readonly now: () => number;
  readonly host: string;
  readonly signal: AbortSignal;
  /** The variable `WATERLOCK_DRIVE`. */
  readonly driveVariable: string | undefined;
  /** Where the compiled program lies, or undefined when run from a checkout. */
  readonly executable: string | undefined;
  /** The folder that the binaries for the other systems lie in. */
  readonly binaries: string;
  readonly currentFolder: string;
  /** How many bytes of a large file an interruption may undo; a test wants less than is usual. */
  readonly undoneBytes?: number;
}

/** How wide the screen is now, or undefined where there is none. */
export function screenColumns({ isScreen, columns }: Surroundings): number | undefined {
  return isScreen ? columns() : undefined;
}
