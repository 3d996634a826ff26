import {
  type DriveStatus,
  type End,
  ENDS,
  type PairStatus,
  type PassedOverNames,
  type ProblemTally,
  type Tally,
  type VerifiedSoFar,
} from "../../operations/mod.ts";
import type { Paint } from "./paint.ts";
import { fitEnd } from "./fit.ts";
import {
  DRIVE_STATUS,
  formatHeld,
  LOCK,
  PAIR_STATUS,
  PASSED_OVER,
  PAST_PROBLEMS,
  PROOFS,
  showPath,
} from "../../vocabulary.ts";
import { resultWords } from "./history_words.ts";
import { chambersOf, drawLock, formatShare, NARROWEST, sharesOf } from "./lock_picture.ts";
import { provenLines } from "./verification_words.ts";
import { wrapLine, wrapWords } from "./wrap.ts";

/** Something known of a pair, under a word that says what it is about. */
interface Fact {
  readonly label: string;
  readonly words: string;
  /** Whether somebody should look at it. */
  readonly isBad?: boolean;
}

/**
 * The drive and its pairs on a screen: of each pair a picture, or where that has no room lines that
 * tell the same. No line is wider than the screen.
 */
export function drawStatus(status: DriveStatus, columns: number, paint: Paint): string[] {
  const lines = driveLines(status).flatMap((line) => wrapLine(line, columns, "broken"));
  for (const pair of status.pairs) {
    const inside = columns < NARROWEST
      ? chamberLines(pair, columns).flatMap((line) => wrapLine(line, columns, "broken"))
      : [...drawLock(pair, columns, paint), ""];
    lines.push("", ...wrapWords(showPath(pair.pair), columns), ...inside);
    for (const { lead, words, isBad } of labelled(factsOf(pair))) {
      const wrapped = wrapWords(words, Math.min(columns, WIDEST), lead);
      lines.push(...wrapped.map((line) => isBad ? paint(line, "red") : line));
    }
  }
  return lines;
}

/** The same in lines as long as they are, for pipes and simple terminals. */
export function statusLines(status: DriveStatus): string[] {
  const lines = [...driveLines(status)];
  for (const pair of status.pairs) {
    const facts = labelled(factsOf(pair)).map(({ lead, words }) => lead + words);
    lines.push("", showPath(pair.pair), ...chamberLines(pair), ...facts);
  }
  return lines;
}

/** The eye loses the line in wider texts. */
const WIDEST = 96;

/** Facts with what stands before them: a label once for all that are about the same. */
function labelled(facts: readonly Fact[]): (Fact & { readonly lead: string })[] {
  return facts.map((fact, at) => {
    const label = facts[at - 1]?.label === fact.label ? "" : fact.label;
    return { ...fact, lead: `  ${label.padEnd(13)}` };
  });
}

function driveLines(status: DriveStatus): string[] {
  const { root, freeBytes, reserveBytes, toDump, unknownCargo } = status;
  return [
    DRIVE_STATUS.room(root, freeBytes, reserveBytes),
    ...(toDump.files > 0 ? [`  ${DRIVE_STATUS.toDump(toDump)}`] : []),
    ...(unknownCargo.files > 0 ? [`  ${DRIVE_STATUS.unknownCargo(unknownCargo)}`] : []),
  ];
}

/** What the picture shows, in words. @param columns of the screen, where there is one */
function chamberLines(pair: PairStatus, columns = Infinity): string[] {
  const chambers = chambersOf(pair), shares = sharesOf(chambers);
  return chambers.flatMap(({ end, place, tally }, at) => [
    `  ${LOCK.ends[end].padEnd(12)} ${fitEnd(showPath(place), columns - 15)}`,
    tally
      ? `    ${LOCK.tally(LOCK.holds[end], tally, formatShare(shares[at]!))}`
      : `    ${LOCK.notLoadedYet}`,
  ]);
}

const { labels } = PAIR_STATUS;

/** What is known of a pair besides what is where. */
function factsOf(pair: PairStatus): Fact[] {
  const { tripsRemaining, hasBeenLoaded, held, undecided, inParts, lastStage, states, problems } =
    pair;
  const facts: Fact[] = [];
  if (hasBeenLoaded && tripsRemaining > 0) {
    facts.push({ label: labels.toCome, words: PAIR_STATUS.toCome(tripsRemaining) });
  }
  if (inParts.files > 0) facts.push({ label: labels.inParts, words: PAIR_STATUS.inParts(inParts) });
  if (held.files > 0) facts.push({ label: labels.held, words: formatHeld(held) });
  const lastTrip = lastStage
    ? PAIR_STATUS.lastTrip(lastStage, lastStage.tallies.carried, resultWords(lastStage))
    : PAIR_STATUS.noTripYet;
  facts.push({ label: labels.lastTrip, words: lastTrip });
  if (!lastStage && states.delivered.files === 0) return facts;
  facts.push(...verificationFacts(pair), ...provenFacts(pair));
  const { edited } = pair.proven;
  if (edited.files > 0) {
    facts.push({ label: labels.edited, words: PAIR_STATUS.edited(edited), isBad: true });
  }
  if (undecided.files > 0) {
    facts.push({ label: labels.gone, words: PAIR_STATUS.undecided(undecided), isBad: true });
  }
  for (const state of ["skipped", "removal"] as const) {
    if (states[state].files === 0) continue;
    facts.push({ label: labels.gone, words: PAIR_STATUS.gone[state](states[state]) });
  }
  const bad = [
    ...states.damaged.files > 0 ? [PAIR_STATUS.damaged(states.damaged)] : [],
    ...problems.map(problemWords),
    ...pair.passedOver.map(passedOverWords),
  ];
  facts.push(...bad.map((words) => ({ label: labels.problems, words, isBad: true })));
  const isWell = !facts.some(({ isBad }) => isBad);
  return isWell ? [...facts, { label: labels.problems, words: PAIR_STATUS.noProblems }] : facts;
}

/** The last verification of each end that ever had one. */
function verificationFacts({ verifications, verifiedSoFar, lastStage }: PairStatus): Fact[] {
  const facts = ENDS.flatMap((end): Fact[] => {
    const visit = verifications[end];
    if (!visit) return [];
    const { startedAt, result, ...found } = visit;
    const isInterrupted = result === "interrupted";
    const soFar = soFarWords(end, verifiedSoFar[end]);
    const words = PAIR_STATUS.verified(LOCK.ends[end], startedAt, {
      ...found,
      isInterrupted,
      soFar,
    });
    // A stage since then may have healed what was found.
    const isLatest = startedAt >= (lastStage?.startedAt ?? 0);
    return [{ label: labels.verified, words, isBad: found.faulty.files > 0 && isLatest }];
  });
  const never = { label: labels.verified, words: PAIR_STATUS.neverVerified };
  return facts.length > 0 ? facts : [never];
}

/** What was read at an end so far, which its last verification alone does not tell. */
function soFarWords(end: End, soFar: VerifiedSoFar | null): string[] {
  if (!soFar || soFar.since === null) return [];
  return [PAIR_STATUS.soFar[end]({ ...soFar, since: soFar.since })];
}

/** How what is aboard and what has been delivered was proven. */
function provenFacts({ proofs, proven }: PairStatus): Fact[] {
  const { drive, destination } = LOCK.ends;
  const words = ([[drive, proofs.aboard], [destination, proofs.delivered]] as const)
    .filter(([, { cold, reread }]) => cold + reread > 0)
    .map(([end, some]) => PAIR_STATUS.proven(end, PROOFS.inFull(some)));
  const days = provenLines(proven).map((line) => PAIR_STATUS.proven(destination, line));
  return [...words, ...days].map((one) => ({ label: labels.proven, words: one }));
}

function problemWords({ code, files, bytes, example }: ProblemTally): string {
  const known: Readonly<Record<string, (files: Tally) => string>> = PAST_PROBLEMS;
  const tally = { files, bytes };
  const words = Object.hasOwn(known, code)
    ? known[code]!(tally)
    : PAIR_STATUS.unknownProblem(tally, code);
  return PAIR_STATUS.problemSuchAs(words, files, example);
}

function passedOverWords({ code, names, example }: PassedOverNames): string {
  const known: Readonly<Record<string, (names: number) => string>> = PASSED_OVER;
  const words = Object.hasOwn(known, code)
    ? known[code]!(names)
    : PAIR_STATUS.unknownPassedOver(names, code);
  return PAIR_STATUS.problemSuchAs(words, names, example);
}
