import {
  type EntryKind,
  type EntryState,
  isSameVersion,
  type ProvenVersion,
} from "../model/entry.ts";
import type { Order } from "../model/sighting.ts";
import { isDecided } from "./judge_entry.ts";

/** A version with what it is a version of. */
interface KindOfVersion extends ProvenVersion {
  readonly kind: EntryKind;
}

/** What a drive knows of a path that another drive's receipt tells of. */
export interface KnownToDrive extends KindOfVersion {
  readonly state: EntryState;
  /** In cargo and not arrived yet. */
  readonly aboard: KindOfVersion | undefined;
  /** Believed to be at the destination. */
  readonly delivered: KindOfVersion | undefined;
}

/** What was seen of it. */
export interface ReceiptSeen {
  /** What the receipt says was brought; undefined where it says that the path was removed. */
  readonly told: KindOfVersion | undefined;
  /** Whether the destination is as the receipt says. */
  readonly isAsTold: boolean;
  /** Whether what this drive believes to be there is. */
  readonly isAsKnown: boolean;
  /** Whether what is aboard was seen at the source before or after what the receipt tells of. */
  readonly aboard: Order;
  /** Whether the last load of this drive was before or after that. */
  readonly lastLoad: Order;
}

/** What follows from a receipt. */
export interface ReceiptJudgement {
  /** What is at the destination: as the receipt tells, as it was known, or nothing of Waterlock's. */
  readonly delivered: "as-told" | "as-known" | "nothing";
  /**
   * What becomes of what is aboard: it is still to arrive; the source has had something newer since, and
   * nobody needs it; or nobody can tell, and the source has to say.
   */
  readonly aboard: "to-arrive" | "outdated" | "held-back";
  readonly state: EntryState;
}

/**
 * Judges what another drive's receipt means for an entry.
 *
 * The destination decides what is there; which of two versions is the newer one is decided by which was
 * seen later at the source, never by a file's time. Where that cannot be told, what is there stays.
 */
export function judgeReceipt(known: KnownToDrive, seen: ReceiptSeen): ReceiptJudgement {
  const delivered = seen.told && seen.isAsTold
    ? "as-told"
    : known.delivered && seen.isAsKnown
    ? "as-known"
    : "nothing";
  const there = delivered === "as-told"
    ? seen.told
    : delivered === "as-known"
    ? known.delivered
    : undefined;
  const aboard = judgeAboard(known, seen);
  return { delivered, aboard, state: stateOf(known, seen, there, aboard) };
}

function judgeAboard(known: KnownToDrive, seen: ReceiptSeen): ReceiptJudgement["aboard"] {
  const { told } = seen;
  if (!known.aboard || (told && hasSameBytes(told, known.aboard))) return "to-arrive";
  if (seen.aboard === "after") return "to-arrive";
  // What the source had when it was last seen is not older than what was loaded before.
  const isLatest = told !== undefined && isSame(known, told) && !isSame(known, known.aboard);
  if (seen.aboard === "before" || (isLatest && seen.isAsTold)) return "outdated";
  return seen.isAsTold ? "held-back" : "to-arrive";
}

function stateOf(
  known: KnownToDrive,
  seen: ReceiptSeen,
  there: KindOfVersion | undefined,
  aboard: ReceiptJudgement["aboard"],
): EntryState {
  const { state } = known;
  const isThere = there !== undefined && isSame(known, there);
  if (state === "skipped") return state;
  if (isDecided(known)) {
    if (!there) return "removed";
    if (there !== seen.told) return state;
    // It was decided before the source had this: the next load sees what became of it.
    return seen.lastLoad === "after" ? "removal" : isThere ? "delivered" : "pending";
  }
  // A folder has nothing in cargo: it is as old as the last load.
  const isAboard = known.kind === "folder"
    ? !seen.isAsTold || seen.lastLoad === "after"
    : aboard === "to-arrive" && known.aboard !== undefined && isSame(known, known.aboard);
  if (state === "aboard" && isAboard) return state;
  if (isThere) return "delivered";
  return state === "damaged" ? state : "pending";
}

function isSame(a: KindOfVersion, b: KindOfVersion): boolean {
  return a.kind === b.kind && isSameVersion(a, b, 1n) &&
    (a.digest === null || b.digest === null || a.digest === b.digest);
}

function hasSameBytes(a: KindOfVersion, b: KindOfVersion): boolean {
  if (a.kind !== b.kind) return false;
  return a.kind === "link"
    ? a.linkTarget === b.linkTarget
    : a.digest !== null && a.digest === b.digest;
}
