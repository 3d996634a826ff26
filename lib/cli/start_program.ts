import { dirname, join } from "node:path";
import { ENDING } from "../vocabulary.ts";
import { listenForInterrupts } from "./interrupt.ts";
import { runProgram } from "./program.ts";
import { terminalKeyboard } from "./terminal/keyboard.ts";
import { LiveArea } from "./terminal/live_area.ts";
import type { Output } from "./terminal/output.ts";
import type { Size } from "./terminal/run_area.ts";
import { hasOwnWindow, waitForKey } from "./terminal/own_window.ts";
import { askWithoutColours } from "./terminal/without_colours.ts";

/** What `main.ts` alone knows. */
export interface Start {
  readonly args: readonly string[];
  readonly out: Output;
  readonly err: Output;
  /** Absolute path of the folder that `main.ts` lies in. */
  readonly checkout: string;
  /** Ends the process at once. */
  readonly abandon: () => void;
}

/**
 * Looks around where the program was started, on which terminal and in which folder, and runs it.
 *
 * @returns the exit code
 */
export async function startProgram(
  { args, out, err, checkout, abandon }: Start,
): Promise<number> {
  const wantsColours = !args.includes("--no-color") && !Deno.noColor;
  if (!wantsColours) askWithoutColours();
  const isTerminal = Deno.stdout.isTerminal() && Deno.env.get("TERM") !== "dumb";
  const isInteractive = isTerminal && Deno.stdin.isTerminal();
  const executable = Deno.build.standalone ? Deno.execPath() : undefined;
  const live = new LiveArea(out, sizeNow, isInteractive ? terminalKeyboard() : undefined);
  const signal = listenForInterrupts(() => {
    live.end();
    err.write(ENDING.abandoned + "\n");
    abandon();
  });
  const variable = (name: string) => Deno.env.get(name);
  const surroundings = {
    out: live.above(out),
    err: live.above(err),
    isInteractive,
    isScreen: isTerminal,
    isPlain: Boolean(variable("WATERLOCK_PLAIN") || variable("ACCESSIBLE")),
    hasColours: isTerminal && wantsColours,
    columns: () => sizeNow().columns,
    live,
    now: () => Date.now(),
    host: Deno.hostname(),
    signal,
    driveVariable: Deno.env.get("WATERLOCK_DRIVE"),
    executable,
    binaries: executable ? dirname(executable) : join(checkout, "dist"),
    currentFolder: currentFolder(checkout),
  };
  let exitCode: number;
  try {
    exitCode = await runProgram(args, surroundings);
  } finally {
    live.end();
  }
  if (hasOwnWindow({ args, isTerminal: isInteractive, variable })) await waitForKey(out, signal);
  return exitCode;
}

/** The terminal's size as it is at this moment; `process.stdout` remembers an old one for a while. */
function sizeNow(): Size {
  try {
    const { columns, rows } = Deno.consoleSize();
    return { columns: columns || 80, rows: rows || 24 };
  } catch {
    // There is none.
    return { columns: 80, rows: 24 };
  }
}

/** Where the person is: `deno task` changes into the checkout and tells by INIT_CWD where it came from. */
function currentFolder(checkout: string): string {
  const folder = Deno.cwd();
  return folder === checkout ? Deno.env.get("INIT_CWD") ?? folder : folder;
}
