import type { PairConfig } from "../drive/config.ts";
import { addTo, emptyTally, type Tally } from "../model/entry.ts";
import { FileProblem } from "../model/errors.ts";
import { LEFT_IN_CARGO } from "../vocabulary.ts";
import { CargoFiles } from "./cargo_files.ts";
import { dumpOne, mayBeTheLast } from "./free_cargo.ts";
import { sweepInFlight } from "./in_flight_sweep.ts";
import type { OpenDrive } from "./open_drive.ts";
import { Pacer } from "./pacer.ts";
import type { Problem } from "./progress_reporter.ts";
import { selectPairs } from "./select_pairs.ts";
import type { DumpFacts, Services } from "./services.ts";
import { tallyCargo } from "./tally_cargo.ts";

/** What a dump is told. */
export interface DumpOptions {
  /** Names of the pairs to dump, or none for all. */
  readonly pairs: readonly string[];
  /** Whether cargo goes as well that has not arrived: also a damaged copy that may be the last. */
  readonly all: boolean;
  /** Say what it is about, and delete nothing. */
  readonly dryRun: boolean;
}

/** What a dump did. */
export interface DumpOutcome {
  readonly pairs: readonly { readonly pair: string; readonly removed: Tally }[];
  readonly problems: readonly Problem[];
  /** What the dump was about; `undelivered` had not arrived. */
  readonly facts: DumpFacts;
  /** Whether nobody confirmed it, so that nothing was done. */
  readonly isDeclined: boolean;
}

/** Deletes cargo that has arrived, and with `all` what has not, when it is confirmed. */
export async function dump(
  drive: OpenDrive,
  options: DumpOptions,
  services: Services,
): Promise<DumpOutcome> {
  const pairs = selectPairs(drive.config, options.pairs);
  const { delivered, undelivered } = tallyCargo(drive, pairs);
  const facts = { delivered, undelivered: options.all ? undelivered : emptyTally() };
  if (options.dryRun || facts.delivered.files + facts.undelivered.files === 0) {
    const removed = pairs.map(({ name }) => ({ pair: name, removed: emptyTally() }));
    return { pairs: removed, problems: [], facts, isDeclined: false };
  }
  if (!await services.questions.confirmDump(facts)) {
    return { pairs: [], problems: [], facts, isDeclined: true };
  }
  return { ...await dumpPairs(drive, pairs, options, services), facts, isDeclined: false };
}

/** Dumps after an unload, as the config says; declines aloud in a run in which something failed. */
export async function dumpAfterUnload(
  drive: OpenDrive,
  names: readonly string[],
  hasFailures: boolean,
  services: Services,
): Promise<void> {
  const policy = drive.config.dump;
  if (policy === "never" || policy === "when-needed") return;
  const pairs = selectPairs(drive.config, names);
  const { delivered } = tallyCargo(drive, pairs);
  if (delivered.files === 0) return;
  const tell = (message: string) =>
    services.reporter.report({ event: "notice", pair: names.join(", "), message });
  if (hasFailures) {
    return tell(LEFT_IN_CARGO.runFailed);
  }
  const facts = { delivered, undelivered: emptyTally() };
  if (policy === "ask" && !await services.questions.confirmDump(facts)) {
    return tell(LEFT_IN_CARGO.nobodySaid);
  }
  await dumpPairs(drive, pairs, { all: false }, services);
}

async function dumpPairs(
  drive: OpenDrive,
  pairs: readonly PairConfig[],
  { all }: Pick<DumpOptions, "all">,
  services: Services,
): Promise<Pick<DumpOutcome, "pairs" | "problems">> {
  const { catalogue } = drive;
  const problems: Problem[] = [];
  const outcomes = [];
  const pacer = new Pacer(services);
  for (const pair of pairs) {
    const known = catalogue.pairs.ensure(pair.name);
    const cargo = new CargoFiles(drive, pair.name);
    const removed = emptyTally(), undelivered = emptyTally();
    if (all) catalogue.inFlight.giveUpBegun(known.id, "drive");
    sweepInFlight(catalogue, known.id, "drive", cargo.folders, drive.witness);
    for (const row of catalogue.cargo.toDump(known.id, all)) {
      await pacer.pause();
      const isLast = mayBeTheLast(drive, row);
      if (isLast && !all) {
        const message = LEFT_IN_CARGO.lastCopy(row.entry.path);
        services.reporter.report({ event: "notice", pair: pair.name, message });
        continue;
      }
      try {
        const parts = catalogue.cargo.partsOf(row.entry.id);
        const bytes = parts.reduce((sum, { size }) => sum + size, 0);
        dumpOne(drive, known, cargo, row);
        addTo(removed, bytes);
        if (!row.hasArrived || isLast) addTo(undelivered, bytes);
      } catch (error) {
        if (!(error instanceof FileProblem)) throw error;
        const { code } = error;
        const message = LEFT_IN_CARGO.notAsRecorded(error.message);
        const problem = { pair: pair.name, path: row.entry.path, code, message };
        problems.push(problem);
        services.reporter.report({ event: "problem", ...problem });
      }
    }
    outcomes.push({ pair: pair.name, removed });
    services.reporter.report({ event: "dumped", pair: pair.name, removed, undelivered });
  }
  return { pairs: outcomes, problems };
}
