import process from "node:process";
import { setTimeout as sleep } from "node:timers/promises";
import type { ReadStream } from "node:tty";
import { SourceCount } from "../../operations/count_source.ts";
import { answerOf } from "./answer.ts";
import { fitStart } from "./fit.ts";
import { NEW_SOURCE } from "../../vocabulary.ts";
import type { Output } from "./output.ts";

/** What the person sees of the counting, and may do about it. */
export interface Waiting {
  readonly out: Output;
  readonly columns: () => number;
  /** Milliseconds. */
  readonly now: () => number;
  /** Whether the person wants whole lines, and nothing drawn over. */
  readonly isPlain: boolean;
  readonly signal: AbortSignal;
}

/** A terminal that keys come from. */
export type Keys = Pick<ReadStream, "setRawMode" | "on" | "off" | "resume" | "pause">;

/** Before this nothing is shown, and between two drawings; milliseconds. */
const GLANCE_MS = 200;

/** Between two lines; milliseconds. */
const LINE_MS = 30_000;

/** ECMA-48: the cursor to the line's beginning, and nothing left of the line. */
const CLEAR_LINE = "\r\x1b[2K";

const ENOUGH = ["\r", "\n", "\x1b"], CTRL_C = "\x03";

/**
 * Counts a source before the person's eyes. Enter or Escape ends it with what has been counted.
 *
 * @throws {WaterlockError} `interrupted`
 */
export async function countWhileWaiting(
  source: string,
  { out, columns, now, isPlain, signal }: Waiting,
  keys: Keys = process.stdin,
): Promise<SourceCount> {
  const count = new SourceCount(source);
  let isEnough = false, isCancelled = false;
  const onKeys = (bytes: Uint8Array) => {
    const pressed = new TextDecoder().decode(bytes);
    isEnough ||= ENOUGH.includes(pressed);
    isCancelled ||= pressed.includes(CTRL_C);
  };
  // Else keys arrive with the line that Enter ends, and Ctrl-C is a signal.
  if (!isPlain) keys.setRawMode(true);
  keys.on("data", onKeys).resume();
  try {
    for (let next = now() + GLANCE_MS; count.advance();) {
      // Keys arrive in between.
      await sleep(0);
      if (isCancelled || signal.aborted) return answerOf(Symbol("cancelled"));
      if (isEnough) return count;
      if (now() < next) continue;
      next = now() + (isPlain ? LINE_MS : GLANCE_MS);
      out.write(
        isPlain
          ? `${NEW_SOURCE.counting(count.tally)}\n`
          : `${CLEAR_LINE}│  ${fitStart(NEW_SOURCE.counting(count.tally), columns() - 4)}`,
      );
    }
    return count;
  } finally {
    keys.off("data", onKeys).pause();
    if (!isPlain) {
      out.write(CLEAR_LINE);
      keys.setRawMode(false);
    }
  }
}
