import {
  type EntryKind,
  type EntryState,
  isSameVersion,
  type ScannedEntry,
  type Version,
} from "../model/entry.ts";
import type { RelativePath } from "../model/relative_path.ts";

/** What the catalogue knows of an entry when the source is scanned. */
export interface KnownEntry extends Version {
  readonly path: RelativePath;
  readonly kind: EntryKind;
  readonly state: EntryState;
  /** The version in cargo that has not arrived yet. */
  readonly aboard: Version | undefined;
  /** The version at the destination. */
  readonly delivered: Version | undefined;
}

/** What the source makes of an entry. */
export type Verdict =
  /** Never seen before. */
  | "new"
  /** As it was. */
  | "unchanged"
  /** Another size, time, target or kind: a new version, or one that came back. */
  | "changed"
  /** The same bytes with another mode. */
  | "mode"
  /** Gone before anything of it travelled. */
  | "forgotten"
  /** Gone from the source, and somebody has to say what that means. */
  | "missing"
  /** The config leaves it out by now: what has travelled of it stays where it is. */
  | "left-out"
  /** Nothing to do about: never wanted, decided long ago, or not to be seen in this scan. */
  | "ignored";

/** What a judgement goes by besides the two sides. */
export interface JudgeOptions {
  readonly precisionNs: bigint;
  readonly minSizeBytes: number;
  /** Whether the config leaves an entry out. */
  readonly isLeftOut: (entry: { readonly path: RelativePath; readonly kind: EntryKind }) => boolean;
  /** Whether this scan could not see what became of a path. */
  readonly isUnknown: (path: RelativePath) => boolean;
}

/** Judges one step of the walk over source and catalogue. */
export function judgeEntry(
  scanned: ScannedEntry | undefined,
  known: KnownEntry | undefined,
  options: JudgeOptions,
): Verdict {
  if (!scanned) return known ? judgeAbsence(known, options) : "ignored";
  if (!known) return isTooSmall(scanned, options) ? "ignored" : "new";
  if (isUnchanged(scanned, known, options)) return "unchanged";
  if (isTooSmall(scanned, options)) return judgeLeftOut(known);
  const isSame = known.kind === scanned.kind &&
    isSameVersion(scanned, known, options.precisionNs);
  return isSame && !isDecided(known) ? "mode" : "changed";
}

/** Whether the source has an entry as it was, which tells itself without what of it has travelled. */
export function isUnchanged(
  scanned: ScannedEntry,
  known: Omit<KnownEntry, "aboard" | "delivered">,
  options: Pick<JudgeOptions, "precisionNs" | "minSizeBytes">,
): boolean {
  return known.kind === scanned.kind && isSameVersion(scanned, known, options.precisionNs) &&
    !isDecided(known) && !isTooSmall(scanned, options) &&
    (scanned.mode === null || scanned.mode === known.mode);
}

function isTooSmall(
  { kind, size }: ScannedEntry,
  { minSizeBytes }: Pick<JudgeOptions, "minSizeBytes">,
): boolean {
  return kind === "file" && size < minSizeBytes;
}

function judgeAbsence(known: KnownEntry, options: JudgeOptions): Verdict {
  if (options.isLeftOut(known)) return judgeLeftOut(known);
  if (isDecided(known) || options.isUnknown(known.path)) return "ignored";
  return hasTravelled(known) || known.state === "damaged" ? "missing" : "forgotten";
}

function judgeLeftOut(known: KnownEntry): Verdict {
  if (isDecided(known)) return "ignored";
  return hasTravelled(known) ? "left-out" : "forgotten";
}

/** Whether the person has said that the source need not hold it. */
export function isDecided({ state }: Pick<KnownEntry, "state">): boolean {
  return state === "skipped" || state === "removal" || state === "removed";
}

function hasTravelled({ aboard, delivered }: KnownEntry): boolean {
  return aboard !== undefined || delivered !== undefined;
}

/** The state of an entry whose source version is `version`: what of it has already travelled. */
export function stateOf(
  version: ScannedEntry,
  known: KnownEntry | undefined,
  precisionNs: bigint,
): "pending" | "aboard" | "delivered" {
  if (known?.kind !== version.kind) return "pending";
  const isThere = (other: Version | undefined) =>
    other !== undefined && isSameVersion(version, other, precisionNs);
  if (isThere(known.delivered)) return "delivered";
  return isThere(known.aboard) ? "aboard" : "pending";
}

/** Whether a source that used to hold `known` files now shows so few that it may not be there. */
export function hasShrunken(knownFiles: number, seenFiles: number): boolean {
  return seenFiles < knownFiles / 2;
}
