/// <reference no-default-lib="true" />
/// <reference lib="deno.worker" />
/** The thread of a `ScanBeside`: walks a tree and says what it finds, a page at a time. */
import { failureCode } from "../filesystem/describe_failure.ts";
import { scanTree } from "../filesystem/scan_tree.ts";
import type { ScannedEntry } from "../model/entry.ts";
import { gitignoreRules } from "../planning/gitignore_rules.ts";
import {
  packEntries,
  PAGE_ENTRIES,
  PAGES_AHEAD,
  type ScanPage,
  type ScanTask,
  SENT,
  TAKEN,
} from "./scan_messages.ts";

self.onmessage = ({ data }: MessageEvent<ScanTask>) => {
  self.postMessage("begun");
  const { root, symlinks, exclude, control, port } = data;
  let entries: ScannedEntry[] = [], problems: ScanPage["problems"][number][] = [];
  const send = (end: ScanPage["end"]) => {
    waitForTurn(control);
    port.postMessage({ entries: packEntries(entries), problems, end } satisfies ScanPage);
    Atomics.add(control, SENT, 1);
    Atomics.notify(control, SENT);
    [entries, problems] = [[], []];
  };
  try {
    const isExcluded = gitignoreRules(exclude, { ignorecase: false });
    const scanned = scanTree(root, {
      symlinks,
      isExcluded,
      onProblem: (path, { code, message }) => problems.push({ path, code, message }),
    });
    for (const entry of scanned) {
      entries.push(entry);
      if (entries.length === PAGE_ENTRIES) send(undefined);
    }
    send("done");
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    send({ message, code: failureCode(error) });
  }
};

function waitForTurn(control: ScanTask["control"]): void {
  for (;;) {
    const taken = Atomics.load(control, TAKEN);
    if (Atomics.load(control, SENT) - taken < PAGES_AHEAD) return;
    Atomics.wait(control, TAKEN, taken);
  }
}
