import { isOfThisSystem, liesInside } from "../drive/paths.ts";
import { describeFailure } from "../filesystem/describe_failure.ts";
import { readStatus } from "../filesystem/file_status.ts";
import { nestingOf } from "../filesystem/nesting.ts";
import { fold } from "../model/fold.ts";
import { DOUBT, REFUSED_ANSWER } from "../vocabulary.ts";
import { explainInvalidPair, type NewPair } from "./initialise_drive.ts";

/** Stands for what has not been said yet: paths of another system, which no drive here can lie on. */
const UNSAID: NewPair = Deno.build.os === "windows"
  ? { name: "name", source: "/source", destination: "/destination" }
  : { name: "name", source: "C:\\source", destination: "C:\\destination" };

/** Why something cannot be a pair's source, or undefined. */
export function refuseSource(source: string, root: string): string | undefined {
  return explainInvalidPair({ ...UNSAID, source }, root) ?? explainUnusable(source);
}

/** Why something cannot be the destination of a source, beside other pairs; or undefined. */
export function refuseDestination(
  destination: string,
  source: string,
  others: readonly NewPair[],
  root: string,
): string | undefined {
  const invalid = explainInvalidPair({ ...UNSAID, destination }, root) ??
    explainUnusable(destination);
  if (invalid) return invalid;
  const taken = others.find((other) => other.destination === destination);
  if (taken) return REFUSED_ANSWER.destinationTaken(taken.name);
  if (destination === source || !isHere(destination) || !isHere(source)) return undefined;
  const nesting = nestingOf(destination, source);
  return nesting === "apart" ? undefined : REFUSED_ANSWER.bySource[nesting];
}

/** Why something cannot be a pair's name beside others, or undefined. */
export function refuseName(
  name: string,
  others: readonly NewPair[],
  root: string,
): string | undefined {
  const isTaken = others.some((other) => fold(other.name) === fold(name));
  return isTaken ? REFUSED_ANSWER.nameTaken : explainInvalidPair({ ...UNSAID, name }, root);
}

/** What may be meant of a source and seldom is, a sentence each. */
export function doubtSource(source: string, others: readonly NewPair[]): string[] {
  const doubts = others.flatMap((other) => {
    const how = lies(source, other.source);
    return how ? [DOUBT.bySourceOf[how](other.name)] : [];
  });
  return isHere(source) ? doubts : [DOUBT.notHere, ...doubts];
}

/** What may be meant of a destination and seldom is, a sentence each. */
export function doubtDestination(
  destination: string,
  source: string,
  others: readonly NewPair[],
): string[] {
  const doubts = others.flatMap((other) => {
    const how = lies(destination, other.destination);
    return how ? [DOUBT.byDestinationOf[how](other.name)] : [];
  });
  if (destination === source) return [DOUBT.onePath, ...doubts];
  const how = lies(destination, source);
  return how ? [DOUBT.bySource[how], ...doubts] : doubts;
}

/** Whether a folder lies at a path of this system, which can be looked at. */
export function isHere(path: string): boolean {
  try {
    return isOfThisSystem(path) && readStatus(path, { follow: true })?.kind === "folder";
  } catch {
    return false;
  }
}

/** A folder's name, as a pair's that is not taken yet. */
export function suggestName(source: string, others: readonly NewPair[], root: string): string {
  const last = source.split(/[\\/]/).findLast((part) => part !== "") ?? "";
  const plain = refuseName(last, [], root) === undefined ? last : "media";
  for (let number = 1;; number += 1) {
    const name = number === 1 ? plain : `${plain}-${number}`;
    if (refuseName(name, others, root) === undefined) return name;
  }
}

/** What keeps a path of this system from being a folder that can be read, or undefined. */
function explainUnusable(path: string): string | undefined {
  if (!isOfThisSystem(path)) return undefined;
  try {
    const status = readStatus(path, { follow: true });
    if (!status) return undefined;
    if (status.kind !== "folder") return REFUSED_ANSWER.isFile;
    Deno.readDirSync(path)[Symbol.iterator]().next();
    return undefined;
  } catch (error) {
    return REFUSED_ANSWER.unreadable(describeFailure(error));
  }
}

/** How a folder lies to another one; undefined where they are apart. */
function lies(path: string, other: string): keyof typeof DOUBT.bySource | undefined {
  if (isHere(path) && isHere(other)) {
    const nesting = nestingOf(path, other);
    if (nesting !== "apart") return nesting;
  }
  if (path === other) return "same";
  return liesInside(path, other) ? "inside" : liesInside(other, path) ? "around" : undefined;
}
