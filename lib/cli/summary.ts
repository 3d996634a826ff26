import type {
  DriveStatus,
  DumpOutcome,
  ImportOutcome,
  PastStage,
  Problem,
  ReportFacts,
  RunOutcome,
  Tally,
  VerifyOutcome,
  Visit,
  WaterlockError,
} from "../operations/mod.ts";
import { totalOf } from "../operations/mod.ts";
import { partsFacts, tripEvent } from "./catalogue_events.ts";
import type { PairOf, Summary } from "./json/events.ts";
import type { CommandName } from "./json/summary_schemas.ts";

/** One problem; `pair` and `path` are empty where it is not about one. */
export type SummaryError = Summary["errors"][number];

/** What a summary says of the pairs, and what went wrong. */
interface Summed<C extends CommandName> {
  readonly pairs: readonly PairOf<C>[];
  readonly errors: readonly SummaryError[];
}

/** An error as a summary shows it. */
export function summariseError(error: WaterlockError, pair = ""): SummaryError {
  return { pair, path: "", code: error.code, message: `${error.message}. ${error.remedy}.` };
}

/** The pairs and errors of `run`, `load` and `unload`. */
export function summariseRun({ stages, refusals }: RunOutcome): Summed<"run"> {
  const pairs = stages.map(({ pair, stage, tallies, held, substituted, seconds }) => {
    const { carried, instructed, waiting, failed, removed } = tallies;
    return {
      pair,
      stage,
      carried,
      instructed,
      waiting,
      held,
      failed,
      removed,
      substituted,
      seconds,
    };
  });
  const problems = stages.flatMap((stage) => summariseProblems(stage.problems));
  const refused = refusals.map(({ pair, error }) => summariseError(error, pair));
  return { pairs, errors: [...problems, ...refused] };
}

/** Problems as a summary shows them. */
export function summariseProblems(problems: readonly Problem[]): SummaryError[] {
  return problems.map(({ pair, path, code, message }) => ({ pair, path, code, message }));
}

/** The pairs of `status`. */
export function summariseStatus({ pairs }: DriveStatus): readonly PairOf<"status">[] {
  return pairs.map(({ pair, states, held, tripsRemaining, proven, proofs, ...facts }) => {
    const { files, bytes, since, never, edited } = proven;
    const { undecided, inParts, lastStage, verifications, problems, passedOver } = facts;
    const { source, drive, destination } = verifications;
    return {
      pair,
      files: each(states, (tally) => tally.files),
      bytes: each(states, (tally) => tally.bytes),
      held,
      undecided,
      inParts: {
        files: inParts.files,
        bytes: inParts.bytes,
        ...partsFacts(inParts),
      },
      tripsRemaining,
      verified: { files, bytes, since: since === null ? null : isoTime(since), never, edited },
      proofs,
      lastStage: lastStage && stageFacts(lastStage),
      verifications: {
        source: source && visitFacts(source),
        drive: drive && visitFacts(drive),
        destination: destination && visitFacts(destination),
      },
      problems: problems.map(({ code, files, bytes, example }) => ({
        code,
        files,
        bytes,
        example,
      })),
      passedOver: passedOver.map(({ code, names, example }) => ({ code, names, example })),
    };
  });
}

/** The stage as `history --json` tells it. */
function stageFacts(past: PastStage) {
  const { event: _event, pair: _pair, ...facts } = tripEvent(past);
  return facts;
}

function visitFacts({ host, startedAt, endedAt, result, verified, faulty, left }: Visit) {
  return {
    host,
    startedAt: isoTime(startedAt),
    endedAt: isoTime(endedAt),
    seconds: (endedAt - startedAt) / 1000,
    result,
    verified,
    faulty,
    left,
  };
}

function each(states: DriveStatus["pairs"][number]["states"], pick: (tally: Tally) => number) {
  const { pending, aboard, delivered, skipped, removal, damaged } = states;
  return {
    pending: pick(pending),
    aboard: pick(aboard),
    delivered: pick(delivered),
    skipped: pick(skipped),
    removal: pick(removal),
    damaged: pick(damaged),
  };
}

/** Milliseconds since 1970 in ISO 8601; what no calendar has is the end of it. */
function isoTime(milliseconds: number): string {
  return new Date(Math.max(-LAST_DATE_MS, Math.min(LAST_DATE_MS, milliseconds))).toISOString();
}

const LAST_DATE_MS = 8.64e15;

/** The pairs and errors of `verify`. */
export function summariseVerify({ verifications, refusals }: VerifyOutcome): Summed<"verify"> {
  const pairs = verifications.map(({ pair, end, tallies, seconds }) => {
    const { verified, damaged, missing, edited, changed, corrupt, unreadable, left } = tallies;
    return {
      pair,
      end,
      verified,
      damaged,
      missing,
      edited,
      changed,
      corrupt,
      unreadable,
      left,
      seconds,
    };
  });
  const problems = verifications.flatMap((one) => summariseProblems(one.problems));
  const refused = refusals.map(({ pair, error }) => summariseError(error, pair));
  return { pairs, errors: [...problems, ...refused] };
}

/** The path of `report`, and its headline: what the sources have, and what of it is safe. */
export function summariseReport({ pairs, safety, troubles }: ReportFacts, report: string) {
  return {
    report,
    source: totalOf(safety),
    safe: safety.safe,
    problems: troubles.total,
    pairs: pairs.map(({ pair, safety, gone, passedOver }) => ({
      pair,
      source: totalOf(safety),
      ...safety,
      undecided: gone.undecided,
      passedOver,
    })),
  };
}

/** The pairs and errors of `dump`. */
export function summariseDump({ pairs, problems }: DumpOutcome): Summed<"dump"> {
  return { pairs, errors: summariseProblems(problems) };
}

/** The pair and errors of `import-legacy`. */
export function summariseImport({ problems, ...facts }: ImportOutcome): Summed<"import-legacy"> {
  const { pair, rows, taken, known, waiting, refused, others } = facts;
  return {
    pairs: [{ pair, rows, taken, known, waiting, refused, others }],
    errors: summariseProblems(problems),
  };
}
