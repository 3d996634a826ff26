import type { PairConfig } from "../drive/config.ts";
import { addTo, emptyTally, type Tally } from "../model/entry.ts";
import { FileProblem } from "../model/errors.ts";
import { CargoFiles } from "./cargo_files.ts";
import { dumpOne, mayBeTheLast } from "./free_cargo.ts";
import { sweepInFlight } from "./in_flight_sweep.ts";
import type { OpenDrive } from "./open_drive.ts";
import { Pacer } from "./pacer.ts";
import type { Problem } from "./progress_reporter.ts";
import { selectPairs } from "./select_pairs.ts";
import type { DumpFacts, Services } from "./services.ts";

/** What a dump is told. */
export interface DumpOptions {
  /** Names of the pairs to dump, or none for all. */
  readonly pairs: readonly string[];
  /** Whether cargo goes as well that has not arrived yet. */
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
  const facts = { delivered: tally(drive, pairs, true), undelivered: emptyTally() };
  if (options.all) facts.undelivered = tally(drive, pairs, false);
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
  const delivered = tally(drive, pairs, true);
  if (delivered.files === 0) return;
  const tell = (message: string) =>
    services.reporter.report({ event: "notice", pair: names.join(", "), message });
  if (hasFailures) {
    return tell("Delivered cargo stays on the drive, because something failed in this run");
  }
  const facts = { delivered, undelivered: emptyTally() };
  if (policy === "ask" && !await services.questions.confirmDump(facts)) {
    return tell("Delivered cargo stays on the drive; waterlock dump deletes it");
  }
  await dumpPairs(drive, pairs, { all: false, keepsLast: true }, services);
}

async function dumpPairs(
  drive: OpenDrive,
  pairs: readonly PairConfig[],
  { all, keepsLast = false }: { readonly all: boolean; readonly keepsLast?: boolean },
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
      if (keepsLast && mayBeTheLast(drive, row)) {
        const message = `'${row.entry.path}' stays in cargo: it is damaged there, and may be the ` +
          "last copy; waterlock dump deletes it";
        services.reporter.report({ event: "notice", pair: pair.name, message });
        continue;
      }
      try {
        const parts = catalogue.cargo.partsOf(row.entry.id);
        const bytes = parts.reduce((sum, { size }) => sum + size, 0);
        dumpOne(drive, known, cargo, row);
        addTo(removed, bytes);
        if (!row.hasArrived) addTo(undelivered, bytes);
      } catch (error) {
        if (!(error instanceof FileProblem)) throw error;
        const { code } = error;
        const message = `${error.message}; it is left where it is, delete it yourself`;
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

function tally({ catalogue }: OpenDrive, pairs: readonly PairConfig[], arrived: boolean): Tally {
  const sum = emptyTally();
  for (const { name } of pairs) {
    const { files, bytes } = catalogue.cargo.tally(catalogue.pairs.ensure(name).id, arrived);
    sum.files += files;
    sum.bytes += bytes;
  }
  return sum;
}
