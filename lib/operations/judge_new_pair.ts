import { isOfThisSystem, liesInside } from "../drive/paths.ts";
import { describeFailure } from "../filesystem/describe_failure.ts";
import { readStatus } from "../filesystem/file_status.ts";
import { nestingOf } from "../filesystem/nesting.ts";
import { fold } from "../model/fold.ts";
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
  if (taken) {
    return `It is the destination of "${taken.name}" already; give each pair one of its own`;
  }
  if (destination === source || !isHere(destination) || !isHere(source)) return undefined;
  const nesting = nestingOf(destination, source);
  return nesting === "apart"
    ? undefined
    : nesting === "same"
    ? "It is the source itself under another name"
    : `It ${
      nesting === "inside" ? "lies inside" : "holds"
    } the source; name a folder apart from it`;
}

/** Why something cannot be a pair's name beside others, or undefined. */
export function refuseName(
  name: string,
  others: readonly NewPair[],
  root: string,
): string | undefined {
  const isTaken = others.some((other) => fold(other.name) === fold(name));
  return isTaken ? "That name is taken" : explainInvalidPair({ ...UNSAID, name }, root);
}

/** What may be meant of a source and seldom is, a sentence each. */
export function doubtSource(source: string, others: readonly NewPair[]): string[] {
  const doubts = others.flatMap((other) => {
    const how = lies(source, other.source);
    return how ? [`It ${how} the source of "${other.name}": what is in both travels twice.`] : [];
  });
  const absent = "There is no such folder on this computer. That is right at the other end.";
  return isHere(source) ? doubts : [absent, ...doubts];
}

/** What may be meant of a destination and seldom is, a sentence each. */
export function doubtDestination(
  destination: string,
  source: string,
  others: readonly NewPair[],
): string[] {
  const doubts = others.flatMap((other) => {
    const how = lies(destination, other.destination);
    return how ? [`It ${how} the destination of "${other.name}".`] : [];
  });
  if (destination === source) {
    const own =
      "It is the path of the source. That is right where the other computer has a folder of " +
      "its own there.";
    return [own, ...doubts];
  }
  const how = lies(destination, source);
  return how === undefined
    ? doubts
    : [`By its path it ${how} the source. That is right only on another computer.`, ...doubts];
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
    if (status.kind !== "folder") return "It is a file; name the folder that holds it";
    Deno.readDirSync(path)[Symbol.iterator]().next();
    return undefined;
  } catch (error) {
    return `It cannot be looked at: ${describeFailure(error)}`;
  }
}

/** How a folder lies to another one, in words; undefined where they are apart. */
function lies(path: string, other: string): string | undefined {
  if (isHere(path) && isHere(other)) {
    const nesting = nestingOf(path, other);
    if (nesting !== "apart") return WORDS[nesting];
  }
  if (path === other) return WORDS.same;
  return liesInside(path, other)
    ? WORDS.inside
    : liesInside(other, path)
    ? WORDS.around
    : undefined;
}

const WORDS = { same: "is", inside: "lies inside", around: "holds" } as const;
