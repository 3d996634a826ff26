/// <reference no-default-lib="true" />
/// <reference lib="deno.worker" />
/** The thread of a {@linkcode Carrier}: carries what it is given, and says how far it is. */
import { type StopSignal, WaterlockError } from "../model/errors.ts";
import { carryFiles } from "./carry_files.ts";
import { carryParts, type PartsOutcome } from "./carry_parts.ts";
import { type ProofAlong, ProofInTurn } from "./proof_along.ts";
import { endProof, ProofBeside, proveBeside } from "./proof_beside.ts";
import {
  ANSWERS,
  type CarryTask,
  type FromThread,
  IS_REFUSED,
  IS_STOPPED,
  type PartsTask,
  type ProveTask,
  type ToThread,
} from "./thread_messages.ts";
import type { Outcome, Watch } from "./transfer.ts";

const BETWEEN_REPORTS_MS = 100;

const tell = (message: FromThread) => self.postMessage(message);

self.onmessage = ({ data }: MessageEvent<ToThread>) => {
  const { control } = data;
  const signal = {
    get aborted() {
      return Atomics.load(control, IS_STOPPED) !== 0;
    },
  };
  try {
    const outcomes = "transfers" in data ? carry(data, signal) : [];
    const parts = "parts" in data ? carryInParts(data, signal) : undefined;
    if ("partial" in data) prove(data, signal);
    tell({ is: "done", outcomes, parts });
  } catch (error) {
    const isInterrupted = error instanceof WaterlockError && error.code === "interrupted";
    tell({ is: "failed", isInterrupted, error });
  }
};

function carry(task: CarryTask, signal: StopSignal): Outcome[] {
  const { transfers, wanted, provesAlong, beside } = task;
  let isBesideFree = beside !== undefined;
  const proveAlong = (partial: string, onProven: (bytes: number) => void): ProofAlong => {
    if (!isBesideFree) return new ProofInTurn(partial, wanted, signal, onProven);
    isBesideFree = false;
    return new ProofBeside(partial, wanted, signal, beside!);
  };
  try {
    return telling(task, signal, (watch) =>
      carryFiles(transfers, {
        ...watch,
        proveAlong: provesAlong ? proveAlong : undefined,
      }));
  } finally {
    if (beside) endProof(beside);
  }
}

function prove(task: ProveTask, signal: StopSignal): void {
  const { partial, wanted, beside } = task;
  telling(
    task,
    signal,
    ({ onProven }) => proveBeside(partial, wanted, signal, beside, (bytes) => onProven!(0, bytes)),
  );
}

function carryInParts(task: PartsTask, signal: StopSignal): PartsOutcome {
  const { parts, hashesAll } = task;
  return telling(task, signal, (watch) =>
    carryParts(parts, {
      ...watch,
      hashesAll,
      onPart: (index, part) => tell({ is: "part", index, part }),
    }));
}

/** Does some work, and says meanwhile how far it is. */
function telling<T>(
  { wanted, isObserved, control }: ToThread,
  signal: StopSignal,
  work: (watch: Watch) => T,
): T {
  let underWay = 0, untold = 0, untoldProven = 0, toldAt = performance.now();
  const report = () => {
    if (untold !== 0 || untoldProven !== 0) {
      tell({ is: "bytes", index: underWay, bytes: untold, proven: untoldProven });
    }
    untold = untoldProven = 0;
    toldAt = performance.now();
  };
  const count = (index: number, bytes: number, proven: number) => {
    underWay = index;
    untold += bytes;
    untoldProven += proven;
    if (performance.now() - toldAt >= BETWEEN_REPORTS_MS) report();
  };
  try {
    return work({
      wanted,
      signal,
      onBytes: (index, bytes) => count(index, bytes, 0),
      onProven: (index, bytes) => count(index, 0, bytes),
      onSynced: (index, bytes) => tell({ is: "synced", index, bytes }),
      reached: (step, path) => {
        if (!isObserved) return;
        const answers = Atomics.load(control, ANSWERS);
        tell({ is: "step", step, path });
        Atomics.wait(control, ANSWERS, answers);
        if (Atomics.load(control, IS_REFUSED) !== 0) throw new Error("refused");
      },
      proveAlong: undefined,
    });
  } finally {
    report();
  }
}
