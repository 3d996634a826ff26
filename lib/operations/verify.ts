import type { PairConfig } from "../drive/config.ts";
import type { Budget } from "../model/budget.ts";
import type { End } from "../model/verification.ts";
import { emptyTally } from "../model/entry.ts";
import { throwIfInterrupted } from "../model/errors.ts";
import { NOTICE } from "../vocabulary.ts";
import { explainFailure } from "./attempt.ts";
import type { OpenDrive } from "./open_drive.ts";
import type { Refusal } from "./run.ts";
import { selectPairs, tellOfUnknownPairs } from "./select_pairs.ts";
import type { Services } from "./services.ts";
import { type VerificationOutcome, VerificationRecord } from "./verification_record.ts";
import { inspectDestination } from "./verify_destination.ts";
import { inspectDrive } from "./verify_drive.ts";
import { verifyPair, type VerifyPairOptions } from "./verify_pair.ts";
import { inspectSource } from "./verify_source.ts";
import { requireEnd } from "./visible_ends.ts";

/** What a verification is told. */
export interface VerifyOptions extends VerifyPairOptions {
  readonly end: End;
  /** Names of the pairs to verify, or none for all. */
  readonly pairs: readonly string[];
}

/** What a verification did. */
export interface VerifyOutcome {
  readonly verifications: readonly VerificationOutcome[];
  readonly refusals: readonly Refusal[];
}

/**
 * Reads again what the catalogue has a digest of, at one end of every pair; one pair that cannot be
 * verified does not stop the others. A budget is shared out among the pairs, so that each gets its turn;
 * what one leaves is the others'.
 *
 * @throws {WaterlockError} `usage` when a named pair does not exist
 */
export async function verify(
  drive: OpenDrive,
  options: VerifyOptions,
  services: Services,
): Promise<VerifyOutcome> {
  const verifications: VerificationOutcome[] = [];
  const refusals: Refusal[] = [];
  tellOfUnknownPairs(drive, services);
  const pairs = selectPairs(drive.config, options.pairs);
  let { budget } = options;
  for (const [index, pair] of pairs.entries()) {
    try {
      throwIfInterrupted(services.signal);
      const share = budget && take(budget, (part) => part / (pairs.length - index));
      const outcome = await verifyEnd(drive, pair, { ...options, budget: share }, services);
      verifications.push(outcome);
      const used = budget?.unit === "bytes" ? outcome.bytesRead : outcome.seconds * 1000;
      budget = budget && take(budget, (whole) => whole - used);
    } catch (error) {
      const explained = explainFailure(error);
      if (!explained) throw error;
      refusals.push({ pair: pair.name, error: explained });
    }
    if (services.signal.aborted) break;
  }
  return { verifications, refusals };
}

/** A part of a budget, never nothing: the first file always may be read. */
function take({ unit, amount }: Budget, part: (amount: number) => number): Budget {
  return { unit, amount: Math.max(1, Math.floor(part(amount))) };
}

async function verifyEnd(
  drive: OpenDrive,
  pair: PairConfig,
  { end, ...options }: VerifyOptions,
  services: Services,
): Promise<VerificationOutcome> {
  const inspect = { source: inspectSource, drive: inspectDrive, destination: inspectDestination };
  const row = drive.catalogue.pairs.ensure(pair.name);
  if (end !== "drive") requireEnd(pair, end, `verify ${end}`);
  const inspection = inspect[end](drive, pair, row, services);
  if (!inspection) {
    const record = new VerificationRecord(pair.name, end, emptyTally(), services);
    record.notice(NOTICE.nothingToVerify);
    return record.conclude("done");
  }
  tellOfKnownDamage(drive, pair, row.id, end, services);
  return await verifyPair(drive, row, inspection, options, services);
}

/** What was found damaged before is no longer looked at, and must not seem to be well. */
function tellOfKnownDamage(
  { catalogue }: OpenDrive,
  { name: pair }: PairConfig,
  pairId: bigint,
  end: End,
  { reporter }: Services,
): void {
  const { damaged: { files } } = catalogue.entries.countByState(pairId);
  if (end === "source" || files === 0) return;
  reporter.report({ event: "notice", pair, message: NOTICE.damageKnown(files) });
}
