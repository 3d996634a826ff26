import type { DriveStatus, End, PairStatus, ProblemTally } from "../../operations/mod.ts";
import type { Paint } from "./colours.ts";
import { fitEnd } from "./fit.ts";
import { formatBytes, formatCount, formatTally, formatTime, showPath } from "./format.ts";
import { HELD } from "./held_words.ts";
import { resultWords } from "./history_words.ts";
import { chambersOf, drawLock, formatShare, NARROWEST, sharesOf } from "./lock_picture.ts";
import { proofWords } from "./proof_words.ts";
import { provenLines } from "./verification_words.ts";
import { wrapWords } from "./wrap.ts";

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
  const lines = driveLines(status).flatMap((line) => wrapLine(line, columns));
  for (const pair of status.pairs) {
    const inside = columns < NARROWEST
      ? chamberLines(pair, columns).flatMap((line) => wrapLine(line, columns))
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

/** Further lines stand two columns behind the first one. */
function wrapLine(line: string, columns: number): string[] {
  const indent = line.length - line.trimStart().length;
  const [first, ...rest] = wrapWords(line.trimStart(), columns, " ".repeat(indent));
  if (rest.length === 0) return [first!];
  const behind = wrapWords(line.trimStart(), columns - 2, " ".repeat(indent));
  return behind.map((one, index) => index === 0 ? one : `  ${one}`);
}

function driveLines({ root, freeBytes, reserveBytes, toDump }: DriveStatus): string[] {
  const reserve = reserveBytes > 0
    ? `; ${formatBytes(reserveBytes)} are the reserve and stay free`
    : "";
  const lines = [`Drive ${showPath(root)}: ${formatBytes(freeBytes)} free${reserve}`];
  if (toDump.files > 0) {
    lines.push(`  ${formatTally(toDump)} of delivered cargo can be deleted: waterlock dump`);
  }
  return lines;
}

/** What the picture shows, in words. @param columns of the screen, where there is one */
function chamberLines(pair: PairStatus, columns = Infinity): string[] {
  const chambers = chambersOf(pair), shares = sharesOf(chambers);
  return chambers.flatMap(({ end, place, word, tally }, at) => [
    `  ${end.padEnd(12)} ${fitEnd(showPath(place), columns - 15)}`,
    tally
      ? `    ${word}: ${formatTally(tally)} (${formatShare(shares[at]!)})`
      : "    not loaded from yet, so nothing is known of it",
  ]);
}

/** What is known of a pair besides what is where. */
function factsOf(pair: PairStatus): Fact[] {
  const { tripsRemaining, hasBeenLoaded, held, lastStage, states, problems } = pair;
  const facts: Fact[] = [];
  if (hasBeenLoaded && tripsRemaining > 0) {
    const words = `about ${formatCount(tripsRemaining, "more trip")} for what waits`;
    facts.push({ label: "to come", words });
  }
  if (held.files > 0) facts.push({ label: "held", words: `${formatTally(held)} ${HELD}` });
  facts.push({ label: "last trip", words: lastStage ? stageWords(lastStage) : "none yet" });
  if (!lastStage && states.delivered.files === 0) return facts;
  facts.push(...verificationFacts(pair), ...provenFacts(pair));
  for (
    const [tally, words] of [[states.skipped, "kept there"], [
      states.removal,
      "to be removed there",
    ]] as const
  ) {
    if (tally.files === 0) continue;
    facts.push({ label: "gone", words: `${formatTally(tally)} gone from the source, ${words}` });
  }
  const bad = [
    ...states.damaged.files > 0
      ? [`${formatTally(states.damaged)} damaged, will be carried again by the next load`]
      : [],
    ...problems.map(problemWords),
  ];
  if (bad.length === 0) facts.push({ label: "problems", words: "none known" });
  facts.push(...bad.map((words) => ({ label: "problems", words, isBad: true })));
  return facts;
}

function stageWords(last: NonNullable<PairStatus["lastStage"]>): string {
  const { trip, stage, host, startedAt, tallies: { carried } } = last;
  return `${formatTime(startedAt)}: trip ${trip}, ${stage} at ${showPath(host)}, ` +
    `${formatTally(carried)}; ${resultWords(last)}`;
}

const ENDS: readonly End[] = ["source", "drive", "destination"];

/** The last verification of each end that ever had one. */
function verificationFacts({ verifications }: PairStatus): Fact[] {
  const facts = ENDS.flatMap((end): Fact[] => {
    const visit = verifications[end];
    if (!visit) return [];
    const { startedAt, result, verified, faulty, left } = visit;
    const parts = [`${formatTally(verified)} verified`];
    if (faulty.files > 0) parts.push(`${formatTally(faulty)} damaged, gone or unreadable`);
    if (left.files > 0) parts.push(`${formatTally(left)} left for the next time`);
    if (result === "interrupted") parts.push("interrupted");
    const words = `${end}, ${formatTime(startedAt)}: ${parts.join("; ")}`;
    return [{ label: "verified", words }];
  });
  const none = "never, as far as this drive remembers (waterlock verify destination)";
  return facts.length > 0 ? facts : [{ label: "verified", words: none }];
}

/** How what is aboard and what has been delivered was proven. */
function provenFacts({ proofs, proven }: PairStatus): Fact[] {
  const words = [
    [proofWords(proofs.aboard), "drive"],
    [proofWords(proofs.delivered), "destination"],
  ].flatMap(([proof, end]) => proof ? [`${end}, ${proof}`] : []);
  return [...words, ...provenLines(proven).map((line) => `destination, ${line.trim()}`)]
    .map((one) => ({ label: "proven", words: one }));
}

const PROBLEMS: Readonly<Record<string, string>> = {
  "unreadable": "could not be read",
  "changing": "changed while they were copied",
  "write-failed": "could not be written",
  "mismatch": "did not read back as they were written",
  "source-corrupt": "silently corrupt at the source, and left there",
  "damaged": "damaged on the drive before they arrived; the next load carries the newer version",
  "bytes-gone": "not where their bytes were known to be, carried by the next load",
  "order-unknown": "held back, because another drive may have brought a newer version",
};

function problemWords({ code, files, bytes, example }: ProblemTally): string {
  const words = PROBLEMS[code] ?? `could not be carried (${showPath(code)})`;
  const which = `${files === 1 ? "" : "such as "}${showPath(example)}`;
  return `${formatTally({ files, bytes })} ${words}: ${which}`;
}
