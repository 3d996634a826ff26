/// <reference no-default-lib="true" />
/// <reference lib="deno.worker" />
/** The thread of a {@linkcode Carrier}: carries what it is given, and says how far it is. */
import { WaterlockError } from "../model/errors.ts";
import { carryFiles } from "./carry_files.ts";
import {
  ANSWERS,
  type FromThread,
  IS_REFUSED,
  IS_STOPPED,
  type ToThread,
} from "./thread_messages.ts";

const BETWEEN_REPORTS_MS = 100;

const tell = (message: FromThread) => self.postMessage(message);

self.onmessage = ({ data }: MessageEvent<ToThread>) => {
  const { transfers, wanted, isObserved, control } = data;
  let underWay = 0, untold = 0, toldAt = performance.now();
  const report = () => {
    if (untold !== 0) tell({ is: "bytes", index: underWay, bytes: untold });
    untold = 0;
    toldAt = performance.now();
  };
  try {
    const outcomes = carryFiles(transfers, {
      wanted,
      signal: {
        get aborted() {
          return Atomics.load(control, IS_STOPPED) !== 0;
        },
      },
      onBytes: (index, bytes) => {
        underWay = index;
        untold += bytes;
        if (performance.now() - toldAt >= BETWEEN_REPORTS_MS) report();
      },
      reached: (step, path) => {
        if (!isObserved) return;
        const answers = Atomics.load(control, ANSWERS);
        tell({ is: "step", step, path });
        Atomics.wait(control, ANSWERS, answers);
        if (Atomics.load(control, IS_REFUSED) !== 0) throw new Error("refused");
      },
    });
    report();
    tell({ is: "done", outcomes });
  } catch (error) {
    report();
    const isInterrupted = error instanceof WaterlockError && error.code === "interrupted";
    tell({ is: "failed", isInterrupted, error });
  }
};
