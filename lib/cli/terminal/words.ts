import type { DumpFacts, ProgressEvent, Stage, WaitReason } from "../../operations/mod.ts";
import { HELD } from "./held_words.ts";
import { formatBytes, formatCount, formatTally, showPath } from "./format.ts";

type EventOf<T extends ProgressEvent["event"]> = Extract<ProgressEvent, { event: T }>;

const NAME_NOT_POSSIBLE =
  'the destination cannot hold its name, and names = "strict" wants no other';

const LINK_NOT_POSSIBLE =
  "the destination's file system holds no symbolic links, or this user may make none there; " +
  'symlinks = "follow" in the config carries what they point to';

/** Why a file stays behind for now. */
export const WAIT_REASONS: Record<Stage, Record<WaitReason, string>> = {
  load: {
    "no-room": "no room left on the drive, it goes on a later trip",
    held: HELD,
    "never-fits":
      "can never fit on this drive: even with no other cargo aboard there is too little room beside " +
      "the reserve and what else lies there",
    "in-parts":
      "larger than all the room on this drive, so it goes in parts; the rest on later trips",
    "older-aboard":
      "larger than all the room on this drive, so it goes in parts, once the older version that is " +
      "aboard has arrived",
    "name-not-possible": NAME_NOT_POSSIBLE,
    "link-not-possible": LINK_NOT_POSSIBLE,
  },
  unload: {
    "no-room": "no room left at the destination",
    held: HELD,
    "never-fits": "can never fit at the destination",
    "in-parts": "its other parts come on later trips",
    "older-aboard": "an older version of it comes first",
    "name-not-possible": NAME_NOT_POSSIBLE,
    "link-not-possible": LINK_NOT_POSSIBLE,
  },
};

/** The line a stage opens with: which end this is, and why. */
export function stageLine({ pair, stage, reason, source, destination }: EventOf<"stage">): string {
  const [does, end, path] = stage === "load"
    ? ["loading", "source", source]
    : ["unloading", "destination", destination];
  return `${showPath(pair)}: ${does} at the ${end}${
    reason === "" ? ` ${showPath(path)}, as you asked` : `, because ${showPath(reason)}`
  }`;
}

/** `: about 3 more trips`, or nothing where none remains. */
export function tripsClause({ tripsRemaining }: { readonly tripsRemaining: number }): string {
  return tripsRemaining > 0 ? `: about ${formatCount(tripsRemaining, "more trip")}` : "";
}

/** A file that would travel. */
export function carryLine({ path, bytes }: EventOf<"carry">): string {
  return `  goes: ${showPath(path)} (${formatBytes(bytes)})`;
}

/** A file that would be settled without carrying it. */
export function instructLine({ path, bytes }: EventOf<"instruct">): string {
  return `  is known there: ${showPath(path)} (${formatBytes(bytes)}), so nothing of it is carried`;
}

/** What a real run would ask about. */
export function questionLine({ question, path, bytes }: EventOf<"question">): string {
  const what = question === "missing" ? "is gone from the source" : "is to be removed";
  return `  asks: ${showPath(path)} (${formatBytes(bytes)}) ${what}`;
}

/** A file that waits. */
export function waitLine(stage: Stage, { path, bytes, reason }: EventOf<"waiting">): string {
  return `  waits: ${showPath(path)} (${formatBytes(bytes)}): ${WAIT_REASONS[stage][reason]}`;
}

/** Something that has another name at the destination. */
export function substituteLine({ path, place }: EventOf<"substitute">): string {
  return `  is there as: ${showPath(place)}, because the destination cannot hold ${showPath(path)}`;
}

/** What has another name there beyond what was named. */
export function moreSubstitutesLine(count: number): string {
  return `  is there as: … and ${formatCount(count, "more name")} (with --json all are named)`;
}

/** What a dry run says of files. */
export const NAMED_VERBS = ["goes", "waits", "is known there", "asks"] as const;
export type NamedVerb = typeof NAMED_VERBS[number];

/** Files beyond those named. */
export function moreLine(verb: NamedVerb, count: number): string {
  return `  ${verb}: … and ${formatCount(count, "more file")} (with --json all are named)`;
}

/** A file that could not be settled. */
export function problemLine({ pair, path, message }: EventOf<"problem">): string {
  return `${showPath(pair)}: ${path === "" ? "" : `${showPath(path)}: `}${showPath(message)}`;
}

/** What a dump deleted. */
export function dumpedLine({ pair, removed, undelivered }: EventOf<"dumped">): string {
  const lost = undelivered.files > 0
    ? `; ${undelivered.files} of them had not arrived and will be loaded again`
    : "";
  return `${showPath(pair)}: ${formatTally(removed)} of cargo deleted from the drive${lost}`;
}

/** What a dump is about, before it is done. */
export function describeDump({ delivered, undelivered }: DumpFacts): string {
  const parts = [];
  if (delivered.files > 0) parts.push(`${formatTally(delivered)} that arrived`);
  if (undelivered.files > 0) parts.push(`${formatTally(undelivered)} that did NOT arrive yet`);
  return parts.join(", ");
}

/** Cargo of a pair that the config has lost. */
export function unknownPairLine({ pair, files }: EventOf<"unknown-pair">): string {
  return `${showPath(pair)}: the drive holds ${
    formatCount(files, "file")
  } of a pair of this name, and ` +
    "the config has none; give the pair this name again to go on with it";
}

/** What nobody has decided yet, and the flags that would. */
export function undecidedLine(event: EventOf<"undecided">): string {
  const { pair, question } = event;
  return question === "missing"
    ? `${showPath(pair)}: ${describeGone(event)} gone from the source and left as it is at the ` +
      "destination until somebody decides (--on-missing skip keeps it there, --on-missing remove " +
      "removes it)"
    : `${showPath(pair)}: ${
      describeGone(event)
    } marked for removal here, which nobody has confirmed ` +
      "(--on-removal remove removes it, --on-removal skip keeps it)";
}

/** Files and folders that are gone, without what is none: `1 file (3 bytes) and 2 folders`. */
export function describeGone(
  { files, bytes, folders }: { files: number; bytes: number; folders: number },
): string {
  const parts = [];
  if (files > 0) parts.push(`${formatCount(files, "file")} (${formatBytes(bytes)})`);
  if (folders > 0) parts.push(formatCount(folders, "folder"));
  return parts.join(" and ");
}
