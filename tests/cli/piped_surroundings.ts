import type { Surroundings } from "../../lib/cli/surroundings.ts";
import { LiveArea } from "../../lib/cli/terminal/live_area.ts";
import type { Output } from "../../lib/cli/terminal/output.ts";

/** What the program finds around it in a test's own process: nobody to ask, and pipes to write to. */
export function pipedSurroundings(drive: string, out: Output, err: Output): Surroundings {
  return {
    out,
    err,
    isInteractive: false,
    isScreen: false,
    isPlain: false,
    hasColours: false,
    columns: () => 80,
    live: new LiveArea(out, () => ({ columns: 80, rows: 24 })),
    now: () => Date.now(),
    host: "a test's computer",
    signal: new AbortController().signal,
    driveVariable: undefined,
    executable: undefined,
    binaries: drive,
    currentFolder: drive,
  };
}
