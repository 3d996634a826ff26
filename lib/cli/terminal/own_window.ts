import process from "node:process";
import { WINDOW } from "../../vocabulary.ts";
import type { Output } from "./output.ts";

/** What tells how the program was opened. */
export interface Opening {
  readonly args: readonly string[];
  /** Whether keys are read from a terminal and the output shows on it. */
  readonly isTerminal: boolean;
  readonly variable: (name: string) => string | undefined;
}

/**
 * Whether a window was opened for this program alone, by a double click, and closes when it ends.
 * From a shell or a script it was not, and neither when it was given an argument.
 */
export function hasOwnWindow({ args, isTerminal, variable }: Opening): boolean {
  if (args.length > 0 || !isTerminal) return false;
  switch (Deno.build.os) {
    case "windows":
      return isAloneOnConsole();
    case "darwin":
      return leadsSession("libSystem.B.dylib") || wasTypedByFinder(variable);
    default:
      return isGraphical(variable) && leadsSession("libc.so.6");
  }
}

/** Keys pressed before the last line was shown are not an answer to it. */
const TOO_EARLY_MS = 300;

/** Keeps the window open until the person has read it, or is asked to end. */
export async function waitForKey(out: Output, signal: AbortSignal): Promise<void> {
  const { stdin } = process;
  stdin.setRawMode(true);
  stdin.resume();
  await new Promise((resolve) => setTimeout(resolve, TOO_EARLY_MS));
  stdin.read();
  out.write(`\n${WINDOW.pressAnyKey}\n`);
  await new Promise((resolve) => {
    stdin.once("data", resolve).once("end", resolve);
    signal.addEventListener("abort", resolve);
  });
  stdin.setRawMode(false);
}

/** A shell or a script would be on the console as well (`GetConsoleProcessList` of the Windows API). */
function isAloneOnConsole(): boolean {
  const processes = { parameters: ["buffer", "u32"], result: "u32" } as const;
  const kernel = Deno.dlopen("kernel32.dll", { GetConsoleProcessList: processes });
  const room = new Uint32Array(2);
  return kernel.symbols.GetConsoleProcessList(new Uint8Array(room.buffer), room.length) === 1;
}

/** A terminal makes what it starts the leader of a session (setsid(2)): most often that is a shell. */
function leadsSession(library: string): boolean {
  try {
    const libc = Deno.dlopen(library, { getsid: { parameters: ["i32"], result: "i32" } });
    return libc.symbols.getsid(0) === Deno.pid;
  } catch {
    return false;
  }
}

/** Whether there are windows at all: a console, a container and a login from afar have none. */
function isGraphical(variable: Opening["variable"]): boolean {
  const hasDisplay = variable("DISPLAY") || variable("WAYLAND_DISPLAY");
  return Boolean(hasDisplay) && !variable("SSH_CONNECTION");
}

/**
 * The Finder opens a program by typing its full path into a new window of Terminal. A person who does
 * the same is asked for one key too many.
 */
function wasTypedByFinder(variable: Opening["variable"]): boolean {
  return variable("TERM_PROGRAM") === "Apple_Terminal" && variable("SHLVL") === "1" &&
    variable("HOME") === Deno.cwd();
}
