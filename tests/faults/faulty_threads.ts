import { listenTo } from "./calls.ts";
import { Faults } from "./faults.ts";
import type { Ends } from "./places.ts";

const LINES = "WATERLOCK_FAULTS", ENDS = "WATERLOCK_FAULTY_ENDS";

/** What tells `faulty_main.ts` which faults are to strike, at which ends. */
export function faultyEnvironment(ends: Ends, lines: readonly string[]): Record<string, string> {
  return { [LINES]: lines.join("\n"), [ENDS]: JSON.stringify(ends) };
}

/**
 * Has the faults of the environment strike this thread, and each that it starts. A thread counts its
 * turns by itself.
 */
export function listenInThisThread(): void {
  const lines = (Deno.env.get(LINES) ?? "").split("\n").filter((line) => line !== "");
  const ends: Ends = JSON.parse(Deno.env.get(ENDS)!);
  listenTo(new Faults(lines, ends, () => Deno.kill(Deno.pid, "SIGKILL")));
  const OrdinaryWorker = globalThis.Worker;
  if (!OrdinaryWorker) return;
  globalThis.Worker = class extends OrdinaryWorker {
    constructor(module: string | URL, options?: WorkerOptions) {
      const faulty = new URL("./faulty_thread.ts", import.meta.url);
      super(`${faulty.href}?${encodeURIComponent(String(module))}`, options);
    }
  };
}
